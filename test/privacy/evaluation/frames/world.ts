import { blocks, type Frame, lines } from '../frame.ts';

/** Numbers of countries whose languages are not among the eight, in the English that people write them in. */
export const WORLD: readonly Frame[] = [
  ...lines(
    'en',
    'prose',
    `
    My Swedish personnummer is [[personnummer]] and I want to open a bank account.
    The personal identity number (personnummer) on the card is [[personnummer]].
    Her Danish CPR number is [[cpr]], the clinic in Aarhus asked for it.
    The Finnish henkilötunnus [[hetu]] belongs to the second applicant.
    My Norwegian fødselsnummer is [[fodselsnummer]], does the last digit look right?
    The Swiss AHV number [[ahv]] is printed on the salary statement.
    His Belgian national register number is [[rijksregister]].
    My Aadhaar number is [[aadhaar]] and the link to my phone has failed.
    Quote PAN [[pan]] in the income tax return.
    My Canadian SIN is [[sin]]; which form do I send to the CRA?
    The Social Insurance Number [[sin]] has to be on the T4.
    My Australian tax file number is [[tfn]] and the new employer wants it by Friday.
    Our Medicare card number is [[medicare]], I am person two on the card.
    The Chinese resident ID on the copy is [[resident-id]].
    Her Japanese My Number is [[my-number]]; the ward office mailed it.
    Brazilian suppliers give their CNPJ, in this case [[cnpj]].
    The Spanish colleague's NIE is [[nie]], and his employer has CIF [[cif]].
    The German tax ID (Steuer-ID) of the new hire is [[steuer-id]].
    The French social security number [[nir]] was entered without the key before.
    The Italian codice fiscale [[codice-fiscale]] is on the health card.
    The Polish PESEL number [[pesel]] tells you the date of birth.
    The Dutch BSN [[bsn]] should never have been on the invoice.
    The Portuguese NIF [[nif-pt]] is needed to buy a phone contract.
    Health insurance number (KVNR) [[kvnr]], insurer in Dresden.
    `,
  ),
  ...lines(
    'en',
    'chat',
    `
    is [[personnummer]] a valid personnummer?
    aadhaar [[aadhaar]] not linking to bank pls help
    what state issued ssn [[ssn]]
    tfn: [[tfn]], abn pending
    身份证 [[resident-id]] 帮我看看是哪里的
    マイナンバーは [[my-number]] です
    sin# [[sin]] is it expired if it starts with that digit
    medicare no [[medicare]] exp next year, can i use it in nz
    hetu [[hetu]] tells you i was born when?
    `,
  ),
  ...blocks(
    'en',
    'form',
    `
KYC record
Aadhaar: [[aadhaar]]
PAN: [[pan]]
Name: [[person]]
%%
Employee declaration (Australia)
Tax file number: [[tfn]]
Medicare: [[medicare]]
BSB: [[~bsb]]
Account number: [[account-gb]]
%%
Payroll Canada
SIN: [[sin]]
Employee: [[person]]
Province: Ontario
%%
Personnummer: [[personnummer]]
Kommun: Uppsala
%%
CPR-nr.: [[cpr]]
Sygesikring: gruppe 1
%%
Fødselsnummer: [[fodselsnummer]]
Fylke: Vestland
%%
Henkilötunnus: [[hetu]]
Kunta: Tampere
%%
AHV-Nr.: [[ahv]]
Kanton: Aargau
%%
Rijksregisternummer: [[rijksregister]]
Gemeente: Leuven
`,
  ),
];
