import { blocks, type Frame, lines } from '../frame.ts';

export const ENGLISH: readonly Frame[] = [
  ...lines(
    'en',
    'prose',
    `
    Please draft a polite reminder to [[person]], who still owes us £240; her e-mail is [[email]].
    The transfer should go to [[iban]] before the end of the month, reference "garden shed".
    My new debit card number is [[card]] and it expires in 09/28, can you check whether the format looks right?
    Our landlord lives at [[address]] and wants the keys back on Saturday.
    I was born on [[dob]] and I would like to know which pension age applies to me.
    Call the surgery on [[phone]] if the prescription has not arrived by noon.
    My passport number is [[passport]], it was issued last spring; is a visa needed for Vietnam?
    My driver's license number is [[licence]] and the DMV says that it is suspended.
    For international payments use our SWIFT code [[bic]], the bank asked for it twice.
    Her Social Security number, [[ssn]], was printed on the envelope by mistake.
    His National Insurance number is [[nino]], and payroll needs it for the starter checklist.
    The NHS number on the referral letter reads [[nhs]], which is not the one in our system.
    I file with an ITIN, namely [[itin]], because I am not eligible for the other one.
    The company's EIN is [[ein]]; please fill it into the W-9 template.
    My Unique Taxpayer Reference is [[utr]] and HMRC still says the return is missing.
    Grandma's Medicare number [[mbi]] has to go on the claim form.
    [[person]] was diagnosed with [[health]] in March and has asked for fewer shifts.
    My mother has [[health]], and I wonder which foods she should avoid.
    Donations in bitcoin go to [[wallet]], thank you for keeping the lights on.
    The old script address [[bitcoin-script]] still receives payouts.
    My TRX wallet is [[tron]], please check the spelling.
    Send the 0.4 ETH to [[ethereum]] and tell me the fee that I should expect.
    Somebody logged in to my account from [[ip]] last night while I was asleep.
    The printer's MAC address is [[mac]]; why does it not get an address from DHCP?
    Rewrite this so that it sounds friendlier: "[[person]] is late again and her manager [[person]] is furious."
    Our tenant moved to [[address]] and you can reach him on [[phone]].
    The refund should go to account no. [[account-gb]], sort code [[~sort-code]].
    Medicare beneficiary [[mbi]] was billed twice for the same visit.
    Patient with NHS number [[nhs]] has not collected the results.
    The witness, [[person]], born [[dob]], stated that the car was green.
    Please wire it: account number [[account-us]], routing number [[~aba]], under my name.
    The consultant is [[person]], reachable at [[phone-abroad]] during office hours.
    Please send two copies to [[person]], [[address]].
    The lease was signed by [[person]] and [[person]] on behalf of the tenants.
    Ping from [[ipv6]] times out, the route looks fine.
    Mr [[last]] asked whether his appointment with Dr [[last]] can be moved.
    My bank account is sort code [[~sort-code]], account number [[account-gb]], at the branch in town.
    Can you make a birthday poem for my colleague [[person]]? He turns forty soon.
    I think that [[person]] from accounting has been reading my mail at [[email]].
    `,
  ),
  ...lines(
    'en',
    'chat',
    `
    hi, my name is [[person]] and i need help with a cover letter
    hey im [[person-lower]], can you write my bio
    my name is [[person-lower]] and my mail is [[email]]
    whatsapp me on [[phone-abroad]]
    my new number abroad is [[phone-abroad]], old one is dead
    http://[[ip]]:8080/admin gives me a blank page
    can u text me at [[phone]] pls
    my ssn is [[ssn]] is that enough to file taxes online?
    card: [[card]] cvv is on the back, does stripe accept it
    heres my email [[email]] send me the recipe
    iban [[iban]] — is that a valid one??
    we live at [[street]], how long is the drive to the airport
    my dad got [[health]] and im scared, what should i ask the doctor
    dob [[dob]], time unknown, do my birth chart
    my btc addr: [[bitcoin]] is it legacy or segwit
    why is [[ip]] hammering my ssh port
    tell [[person]] that the meeting moved to four
    swift is [[bic]] if that helps
    passport no. [[passport]] got refused by the airline form, whats wrong with it
    acct # [[account-us]] at the credit union, can they reverse a payment?
    `,
  ),
  ...blocks(
    'en',
    'email',
    `
Dear Mr [[last]],

thank you for your application. Please confirm your date of birth ([[dob]]) and your address,
[[address]], so that we can prepare the contract.

Kind regards,
[[person]]
HR Services, tel. [[phone]]
%%
From: [[person]] <[[email]]>
To: [[~email=support@harbour-shop.example]]
Subject: Refund for order 55102

Please refund the amount to my card [[card]]. I paid twice.
%%
Hello [[first]],

could you resend the invoice to [[email]]? The bank details changed:
IBAN: [[iban]]
BIC: [[bic]]

Best,
[[first]]
%%
Subject: sick note

Hi team,

[[person]] will be away until Monday because of her [[health]]. Please do not forward this.
%%
Good morning,

my health insurer asks for the Medicare Beneficiary Identifier, which is [[mbi]]. My Social Security
number is [[ssn]].

Sincerely
[[person]]
%%
Hi,

the courier should ring at [[street]] and ask for [[person]]. Mobile: [[phone]].

Cheers
%%
To whom it may concern,

I hereby report the loss of my passport (passport number [[passport]]) and my driving licence
(licence number [[licence]]) on the night train.

[[person]]
%%
Dear Sir or Madam,

I was hospitalised with [[health=pneumonia]] and could not attend. My GP, Dr [[person]], can confirm.

Yours faithfully,
[[person]]
`,
  ),
  ...blocks(
    'en',
    'form',
    `
Name: [[person]]
Date of birth: [[dob]]
Address: [[address]]
Phone: [[phone]]
E-mail: [[email]]
%%
PATIENT INTAKE
Patient: [[person]]
NHS No: [[nhs]]
DOB: [[dob]]
Diagnosis: [[health]]
Allergies: none known
%%
Direct deposit form
Employee: [[person]]
SSN: [[ssn]]
Account number: [[account-us]]
Account type: checking
%%
New starter
Full name: [[person]]
NI number: [[nino]]
Sort code: [[~sort-code]]
Account no: [[account-gb]]
Passport no: [[passport]]
%%
Vendor master data
Legal name: Bright Harbour Ltd
EIN: [[ein]]
IBAN: [[iban]]
SWIFT/BIC: [[bic]]
Contact: [[person]]
%%
Rental agreement
Tenant: [[person]]
Driver's licence: [[licence]]
Credit card: [[card]]
Vehicle: compact, manual
%%
Cardholder: [[person]]
Card number: [[card]]
Expiry: 11/27
`,
  ),
];
