import { describe, expect, it } from 'vitest';
import { scan } from '../../shared/privacy/scan.ts';

const COUNTS = 0.6;
const NUMBERS = new Set(['national-id', 'tax-id', 'health-id', 'bank-account', 'bic', 'payment-card']);
const numbers = (text: string) =>
  scan(text)
    .filter(({ type, confidence }) => confidence >= COUNTS && NUMBERS.has(type))
    .map(({ type, start, end }) => [type, text.slice(start, end)]);

describe('numbers in the columns of a table', () => {
  it.each([
    ['nombre,dni,teléfono\nCarmen Gil,12345678Z,644 39 11 20\n', 'national-id', '12345678Z'],
    ['nome,cpf,telefone\nAna Luz,12345678909,+351 912 757 415', 'national-id', '12345678909'],
    ['firma;nip;telefon\nAlfa;4064842799;501234567', 'tax-id', '4064842799'],
    ['imię\tpesel\ttelefon\nJan\t44051401359\t501 234 567', 'national-id', '44051401359'],
    ['| Naam | BSN | Telefoon |\n|:---|---:|---|\n| Jan | 111222333 | 0612345678 |', 'national-id', '111222333'],
    ['"name","ssn","order"\n"Smith, Ann","536221234","123456789"', 'national-id', '536221234'],
    ['Field | Value\nName | Ann\nSSN | 536221234\nOrder number | 123456789', 'national-id', '536221234'],
    ['Steuer-IDs der Firma\nname,nummer,telefon\nErika,53824882130,0221 123456', 'tax-id', '53824882130'],
    ["INSERT INTO kunden (name, pesel, telefon) VALUES ('Jan', '44051401359', '501234567');", 'national-id', '44051401359'],
    ["INSERT INTO t (note, nip, order_id) VALUES ('it''s (new)', '4064842799', '1234567890')", 'tax-id', '4064842799'],
  ])('are named by the heading of their own in %j', (text, type, number) => {
    expect(numbers(text)).toEqual([[type, number]]);
  });

  it.each([
    'ssn,order_id,amount\n,353109606,100000000\n,353109607,200000000',
    'name,pesel,amount\nJan,,44051401359\nAda,,2070803628',
    'sku,ean,price\nA1,4006381333931,12.99\nB2,9780306406157,5.00',
    "INSERT INTO t (ssn, order_id) VALUES (NULL, '353109606'), (NULL, '353109607')",
  ])('are not named by the heading of a neighbour in %j', (text) => {
    expect(numbers(text)).toEqual([]);
  });

  it('are found in each row, and no more after the table', () => {
    const rows = Array.from({ length: 40 }, (_, row) => `Ann,536${22 + (row % 70)}${1000 + row},${100_000_000 + row}`);
    const found = numbers(`name,ssn,amount\n${rows.join('\n')}\n\nWe sold 536221234 of them.`);
    expect(found).toEqual(rows.map((row) => ['national-id', row.split(',')[1]]));
  });
});

describe('names as programs write them', () => {
  it.each([
    ['{"partita_iva":"00743110157"}', 'tax-id'],
    ['{"partitaIva":"00743110157"}', 'tax-id'],
    ['codice-fiscale=RSSMRA85T10A562S', 'national-id'],
    ['steuer_id: 53824882130', 'tax-id'],
    ['"steuerId": "53824882130"', 'tax-id'],
    ['{"numero_de_securite_sociale":"255081416802538"}', 'national-id'],
    ['"numeroSecuriteSociale": "255081416802538"', 'national-id'],
    ['burger-service-nummer: 111222333', 'national-id'],
    ['nationalInsuranceNumber: AB123456', 'national-id'],
    ['uniqueTaxpayerReference=9040440200', 'tax-id'],
    ['my_number: 314620200802', 'national-id'],
    ['cpfCliente: 12345678909', 'national-id'],
    ['{"numerKonta":"61109010140000071219812874"}', 'bank-account'],
    ['{"versicherten_nummer":"A123456780"}', 'health-id'],
  ])('name the one in %j', (text, type) => {
    expect(numbers(text).map(([found]) => found)).toEqual([type]);
  });
});

describe('of two names', () => {
  it('the nearer one holds', () => {
    expect(numbers('SSN: 378-47-5618\nAccount number: 353109606')).toEqual([
      ['national-id', '378-47-5618'],
      ['bank-account', '353109606'],
    ]);
    expect(numbers('My Unique Taxpayer Reference is 9040440200')).toEqual([['tax-id', '9040440200']]);
  });

  it('one that another number has does not hold for a number with a heading of its own', () => {
    expect(numbers('SSN: 378-47-5618\nPO: 353109606')).toEqual([['national-id', '378-47-5618']]);
    expect(numbers('{"ssn":"378-47-5618","amount":"353109606"}')).toEqual([['national-id', '378-47-5618']]);
    expect(numbers('SSNs: 378-47-5618, 378475619')).toHaveLength(2);
  });
});

describe('German health numbers', () => {
  it.each(['A123456780', 'X110411675', 'X110465770', 'X110406067'])('finds %s, and not with another last digit', (number) => {
    expect(numbers(`Versichertennummer ${number}`)).toEqual([['health-id', number]]);
    const wrong = number.slice(0, -1) + ((Number(number.at(-1)) + 3) % 10);
    expect(numbers(`Versichertennummer ${wrong}`)).toEqual([]);
  });
});
