import { blocks, type Frame, lines } from '../frame.ts';

/** The same things, written so that a plain search misses them. */
export const HIDDEN: readonly Frame[] = [
  ...lines(
    'en',
    'hidden',
    `
    Please pay to [[iban|zero-width]] today.
    My card is [[card|full-width]], do not tell anyone.
    Write to [[email|homoglyph]] about the flat.
    The SSN is [[ssn|zero-width]], hidden as agreed.
    callback=https://app.dbhost.net/?mail=[[email|percent]]&lang=en
    The attachment said [[email|base64]] and nothing else.
    The key, encoded: [[provider|base64]]
    iban (encoded): [[iban|base64]]
    Take the card [[card|zero-width]] for the deposit.
    GET /search?q=[[iban|percent]]&page=2
    Key with gaps: [[provider|zero-width]]
    My SSN in wide digits: [[ssn|full-width]]
    Call me on [[phone|full-width]] tonight.
    The mail is [[email|zero-width]].
    Card: [[card|no-break]]
    Transfer to IBAN [[iban|no-break]] please.
    password=[[url-password|zero-width]]
    The token is [[jwt|base64]]
    Wallet [[bitcoin|zero-width]] is mine.
    NHS number: [[nhs|full-width]]
  `,
  ),
  ...lines(
    'de',
    'hidden',
    `
    Die IBAN ist [[iban|homoglyph]], bitte prüfen.
    Steuer-ID: [[steuer-id|full-width]]
    Meine Karte: [[card|zero-width]]
    Mail an [[email|full-width]], danke.
  `,
  ),
  ...lines(
    'fr',
    'hidden',
    `
    Mon IBAN : [[iban|zero-width]]
    Numéro de sécurité sociale : [[nir|full-width]]
    Mon mail est [[email|homoglyph]].
  `,
  ),
  ...lines(
    'es',
    'hidden',
    `
    Mi DNI es [[dni|full-width]].
    La tarjeta es [[card|no-break]].
    El IBAN: [[iban|zero-width]]
  `,
  ),
  ...lines(
    'it',
    'hidden',
    `
    Codice fiscale: [[codice-fiscale|zero-width]]
    Il mio IBAN è [[iban|full-width]].
    Scrivi a [[email|zero-width]].
  `,
  ),
  ...lines(
    'pl',
    'hidden',
    `
    PESEL: [[pesel|full-width]]
    Numer konta [[iban|no-break]], proszę.
    Pisz na [[email|homoglyph]].
  `,
  ),
  ...lines(
    'pt',
    'hidden',
    `
    CPF: [[cpf|full-width]]
    O cartão é [[card|zero-width]].
    O mail é [[email|percent]].
  `,
  ),
  ...lines(
    'nl',
    'hidden',
    `
    BSN: [[bsn|full-width]]
    Mijn IBAN is [[iban|zero-width]].
    Mail naar [[email|homoglyph]].
  `,
  ),
  ...blocks(
    'en',
    'hidden',
    `
note: [[iban|homoglyph]]
mail: [[email|base64]]
%%
name=[[~first]]&email=[[email|percent]]&card=[[card|percent]]
`,
  ),
];
