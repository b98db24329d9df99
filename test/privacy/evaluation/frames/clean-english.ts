import { type Frame, lines } from '../frame.ts';

/** Ordinary questions in English, with the words that detectors look out for and nobody's data. */
export const CLEAN_ENGLISH: readonly Frame[] = [
  ...lines(
    'en',
    'prose',
    `
    What are the first signs of type 2 diabetes in adults?
    How does chemotherapy work, and why does it cause hair loss?
    Explain the difference between HIV and AIDS for a school lesson.
    Is depression more common in countries with little sunlight?
    Who discovered penicillin, and in which year?
    Summarise the plot of Hamlet in three sentences.
    What did Albert Einstein publish in 1905?
    Compare the leadership styles of Napoleon and Julius Caesar.
    How do I validate an e-mail address with a regular expression?
    What is the structure of an IBAN and how is its check digit computed?
    Why do credit card numbers follow the Luhn algorithm?
    Write a function that masks a Social Security number except for the last four digits.
    What is the difference between a passport and a visa?
    How can I change the address on my driving licence?
    Which countries use a ten-digit phone number?
    What should a strong password look like?
    How do I rotate an API key without downtime?
    Explain how JSON Web Tokens are signed.
    What is a private key, in simple words?
    Draft a privacy notice for a newsletter that stores e-mail addresses.
    What is the dialling code of Portugal?
    Why does 192.168.x.x never appear on the public internet?
    What is the capital of Australia and how many people live there?
    Solve 3x + 12 = 48 and show each step.
    The integral of x^2 from 0 to 3 is 9, right?
    Give me a recipe for lentil soup for 4 people, ready in 35 minutes.
    Plan a weekend in Lisbon with two children under ten.
    Translate "the early bird catches the worm" into Latin.
    Explain the offside rule in football to a beginner.
    What happened on 9 November 1989 in Berlin?
    The battle of Hastings took place on October 14, 1066.
    World War II ended on 1945-09-02 with the signing in Tokyo Bay.
    The meeting is on 12/03/2026 at 15:30 in room 204.
    Release 2.4.1 ships on 2026-05-01, the freeze starts a week earlier.
    How many litres does a tank of 120 x 60 x 50 cm hold?
    My train leaves at 08:15 from platform 9 and arrives at 11:42.
    Sales grew from 1,204,332 to 1,450,901 units, which is 20.5 percent.
    Please shorten this paragraph to fifty words without losing the argument.
    Give three arguments for and against a four-day week.
    Which breed of dog is best for a small flat?
    What does the patient's right to information include under European law?
    Describe how hospitals store patient records.
    Write a job advert for a nurse in a cancer ward.
    What is the average age at which asthma is diagnosed?
    Does insurance usually cover treatment for hepatitis C?
    List ten common surnames in Poland and explain where they come from.
    Is "Will" short for something, and can "Mark" be a verb?
    Mark my words: hope, grace and joy will rise again in April and May.
    The Washington Monument is taller than the Lincoln Memorial.
    Where is Baker Street, and why is it famous?
    What is the longest street in Paris?
    Turn left at the station, walk 200 metres and cross the bridge.
    Convert 5 feet 11 inches to centimetres.
    A hexadecimal digit stands for four bits; ff is 255.
    Bitcoin addresses begin with 1, 3 or bc1: why?
    How does a blockchain wallet differ from a bank account?
    What is the SWIFT network and who owns it?
    What does BIC stand for, and is it the same as SWIFT?
    Which tax form do freelancers need in the United States?
    What is a National Insurance number used for?
    How long does it take to get a Tax File Number in Australia?
    Can MAC addresses be changed?
    What is the difference between IPv4 and IPv6?
    Explain subnet masks such as /24 and /16.
    Write a haiku about autumn rain.
    Rewrite: "The quick brown fox jumps over the lazy dog."
    Suggest names for a ginger cat.
    Write a short story in which a robot learns to bake bread.
    Make a table of the planets with their distance from the sun in kilometres.
    Name five rivers in South America.
    Explain photosynthesis to a ten-year-old.
    How many seconds are there in a leap year? 31,622,400.
    The ratio of 1.6180339887 appears in many shells.
    The speed of light is 299792458 metres per second.
    Avogadro's number is 6.02214076e23 per mole.
    Chapter 12, pages 345 to 367, covers linear maps.
    The Treaty of Rome has 248 articles.
    `,
  ),
  ...lines(
    'en',
    'chat',
    `
    thanks, that helped a lot!
    can you make it shorter and less formal
    whats the best way to learn guitar at 40
    does aspirin help against headaches
    my code prints 0 instead of 42, why
    i forgot my password, how do i reset it on windows
    whats an api key and where do i find mine
    is 2.0.0 newer than 2.0.0-rc.3
    eli5 two factor authentication
    ok now do the same in french
    what time is 6pm EST in tokyo
    how tall is the eiffel tower
    why is my wifi so slow since the update
    do i need a visa for japan
    give me 10 usernames for a chess site
    is it normal to be nervous before an exam
    lol no, the second one
    write python to sum a list
    `,
  ),
  ...lines(
    'en',
    'email',
    `
    Dear colleagues, the canteen is closed on Friday because of the works on the second floor. Kind regards, the facilities team
    Hello everyone, the sprint review moves to Thursday at 14:00, same room. Best, your product team
    Dear customer, your order has been shipped and arrives within three working days. Your shop team
    Hi all, please submit expenses before the end of the quarter; the form is on the intranet. Thanks!
    `,
  ),
];
