import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PEOPLE } from '../../shared/privacy/detectors/people/people.ts';
import type { Finding } from '../../shared/privacy/finding.ts';

/** What counts in a text: type and words of each finding of at least 0.6, by position; once, when two detectors agree. */
const found = (text: string) => {
  const seen = new Set<string>();
  return findings(text)
    .filter(({ type, start, end, confidence }) => confidence >= 0.6 && seen.size < seen.add(`${type} ${start} ${end}`).size)
    .map(({ type, start, end }) => [type, text.slice(start, end)]);
};

const findings = (text: string): Finding[] => PEOPLE.flatMap(({ find }) => find(text)).sort((a, b) => a.start - b.start);

describe('e-mail addresses', () => {
  it.each([
    ['write to "anna k"@example.org', '"anna k"@example.org'],
    ["ask o'neil@example.ie", "o'neil@example.ie"],
    ['schreib an jürgen@müller.de', 'jürgen@müller.de'],
    ['root@[192.0.2.1] is up', 'root@[192.0.2.1]'],
    ['anna [at] example [dot] org', 'anna [at] example [dot] org'],
    ['bob(at)mail.example.com', 'bob(at)mail.example.com'],
    ['reach me: jane dot doe at example dot com', 'jane dot doe at example dot com'],
  ])('finds the one in %j', (text, address) => {
    expect(found(text)).toEqual([['email', address]]);
  });

  it.each(['look at example dot com', 'git@github.com:owner/repo.git', '@app.route(x)', 'price 3@5', 'array(at)'])(
    'leaves %j alone',
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );
});

describe('phone numbers', () => {
  it.each([
    ['Call +49 171 1234567 now', '+49 171 1234567'],
    ['tel:+442071838750', '+442071838750'],
    ['+1 (212) 736-5000 ext. 123', '+1 (212) 736-5000 ext. 123'],
    ['Try (415) 555-2671.', '(415) 555-2671'],
    ['Mein Handy: 0171 2345678', '0171 2345678'],
    ['Appelez-moi au 06 12 34 56 78', '06 12 34 56 78'],
    ['llámame al 612 345 678', '612 345 678'],
    ['il mio cellulare è 347 123 4567', '347 123 4567'],
    ['zadzwoń pod 601 234 567', '601 234 567'],
    ['telemóvel 912 345 678', '912 345 678'],
    ['bel me op 06-12345678', '06-12345678'],
    ['電話番号は090-1234-5678です', '090-1234-5678'],
    ['我的手机号是13812345678', '13812345678'],
    ['{"phone":"4155552671"}', '4155552671'],
    ['name,phone\nA,415-555-2671', '415-555-2671'],
  ])('finds the one in %j', (text, number) => {
    expect(found(text)).toEqual([['phone', number]]);
  });

  it.each([
    'order 415-555-2671 shipped',
    'call me about invoice 4155552671',
    'version 1.2.3.4567, built 2024-01-15 10:22:33',
    'at 1700000000, id 550e8400-e29b-41d4-a716-446655440000',
    'ISBN 978-3-16-148410-0',
    'it cost 1 234 567 or 12.345.678,90',
    'at 52.5200 13.4050',
    '123-456-7890 has no such area code',
    'https://example.org/4155552671',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('still finds numbers when there are more than it asks the plans about', () => {
    const text = Array.from({ length: 900 }, (_, index) => `call 415-555-${String(1000 + index)}`).join('\n');
    expect(found(text)).toHaveLength(900);
  });
});

describe('street addresses', () => {
  it.each([
    '221B Baker Street, London NW1 6XE',
    '742 Evergreen Terrace, Springfield, IL 62704',
    'Musterstraße 12, 10115 Berlin',
    'Am Markt 5, 04109 Leipzig',
    '12 rue de Rivoli, 75001 Paris',
    'Calle Mayor 5, 3º B, 28013 Madrid',
    'via Roma 3, 20121 Milano',
    'ul. Słowackiego 10/4, 00-950 Warszawa',
    'Rua Augusta, 1200 - apto 45, São Paulo',
    'Keizersgracht 123, 1015 CJ Amsterdam',
    'Drottninggatan 5, 111 51 Stockholm',
    'P.O. Box 1234, Austin, TX 78701',
    '東京都渋谷区道玄坂1-2-3',
    '北京市朝阳区建国路88号',
  ])('finds all of %j', (address) => {
    expect(found(`(${address})`)).toEqual([['street-address', address]]);
  });

  it.each([
    'Route 66 is a road, and 10 Main points follow',
    'It has 1000 square feet and place for 20',
    'a 10 minute drive, via Zoom 5',
    'Delegate 5 tasks. Investigate 3 options. iPad 2',
    'Chapter 5, Section 12, Page 7',
    'const street = 5; x = 12 * lane',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('dates of birth', () => {
  it.each([
    ['DOB: 12/05/1987', '12/05/1987'],
    ['geboren am 3. März 1990', '3. März 1990'],
    ['née le 14 juillet 1985', '14 juillet 1985'],
    ['nacido el 5 de mayo de 1978', '5 de mayo de 1978'],
    ['nato il 12/11/1965', '12/11/1965'],
    ['ur. 15.08.1983', '15.08.1983'],
    ['nascido em 07/09/1991', '07/09/1991'],
    ['geboren op 2 februari 1972', '2 februari 1972'],
    ['född 1985-03-12', '1985-03-12'],
    ['1985年3月12日生まれ', '1985年3月12日'],
    ['"date_of_birth": "1985-03-12"', '1985-03-12'],
    ['born on July 4th, 1976', 'July 4th, 1976'],
  ])('finds the one in %j', (text, date) => {
    expect(found(text)).toEqual([['date-of-birth', date]]);
  });

  it.each([
    'The meeting on 12/05/2024',
    'released 1985-03-12',
    'DOB unknown, died 12/05/1987',
    'born 45/45/1990',
    'It was born on 14 March 1879',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('passports and driving licences', () => {
  it.each([
    ['My passport number is AB1234567', 'passport', 'AB1234567'],
    ['Reisepass Nr. C01X00T47', 'passport', 'C01X00T47'],
    ['passeport 12AB34567', 'passport', '12AB34567'],
    ['aaa123456 es mi número de pasaporte', 'passport', 'aaa123456'],
    ['numer paszportu: EH1234567', 'passport', 'EH1234567'],
    ['{"passport_number": "X1234567"}', 'passport', 'X1234567'],
    ["driver's license D1234567", 'driving-licence', 'D1234567'],
    ['Führerschein: B072RRE2I55', 'driving-licence', 'B072RRE2I55'],
    ['prawo jazdy nr 00123/12/1465', 'driving-licence', '00123/12/1465'],
    ['rijbewijs 1234567890', 'driving-licence', '1234567890'],
  ])('finds the one in %j', (text, type, number) => {
    expect(found(text)).toEqual([[type, number]]);
  });

  it.each([
    'order no 12345678 and passport renewal',
    'My passport expired! Order 12345678',
    'passport valid until 2030-01-15',
    'AB1234567',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('names', () => {
  it.each([
    ['My name is Anna Kowalska.', 'Anna Kowalska'],
    ['Ich heiße Jürgen Müller und wohne hier', 'Jürgen Müller'],
    ["Je m'appelle François Dupont", 'François Dupont'],
    ['Me llamo María García López', 'María García López'],
    ['Mi chiamo Giulia Rossi', 'Giulia Rossi'],
    ['Nazywam się Piotr Wiśniewski', 'Piotr Wiśniewski'],
    ['Mijn naam is Jan van der Berg', 'Jan van der Berg'],
    ['O meu nome é João da Silva', 'João da Silva'],
    ['her maiden name is kowalska', 'kowalska'],
    ["Dear Mr. O'Brien, see below", "O'Brien"],
    ['Best regards,\nSarah Connor', 'Sarah Connor'],
    ['From: Jean-Luc Picard', 'Jean-Luc Picard'],
    ['{"first_name": "Aiko"}', 'Aiko'],
    ['my wife Xiulan said so', 'Xiulan'],
    ['Hi Anna,\n', 'Anna'],
    ['ask Mary Johnson about it', 'Mary Johnson'],
    ['私の名前は田中太郎です', '田中太郎'],
    ['我叫王小明', '王小明'],
    ['田中さんに電話', '田中'],
  ])('finds the one in %j', (text, name) => {
    expect(found(text)).toEqual([['person', name]]);
  });

  it.each([
    "Explain Einstein's theory",
    'Who was Marie Curie, and what did Isaac Newton say?',
    'the Paris Agreement, Victoria Station, and the Adam Optimizer',
    '{"name": "lodash", "author": "The Team"}',
    'Anna has 5 apples, and Ben takes two',
    'file name is Required',
    'Will May be warm? I am Christian',
    'Best regards,\nThe Team',
    'My project is named Phoenix Rising',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('says that a public figure was seen, too unsure to count', () => {
    expect(findings('Who was Marie Curie?')).toMatchObject([{ type: 'person', confidence: 0.4 }]);
  });
});

describe('tables', () => {
  it('reads the columns that a heading says are of people', () => {
    expect(found('id;first_name;last_name;dob;passport\n1;Zoltar;Qwer;1985-03-12;X1234567\n2;Ulf;;1999/01/02;\n\nrest')).toEqual([
      ['person', 'Zoltar'],
      ['person', 'Qwer'],
      ['date-of-birth', '1985-03-12'],
      ['passport', 'X1234567'],
      ['person', 'Ulf'],
      ['date-of-birth', '1999/01/02'],
    ]);
    expect(found('| Name | Date of birth | Address |\n|---|---|---|\n| Quinto Abc | 12.03.1985 | "5b, hinten links" |')).toEqual([
      ['person', 'Quinto Abc'],
      ['date-of-birth', '12.03.1985'],
      ['street-address', '5b, hinten links'],
    ]);
  });

  it('reads documents and illnesses under their headings', () => {
    expect(found('| Driver | Licence no. | Diagnosis |\n| --- | --- | --- |\n| Quinto Abc | F9324566 | tennis elbow |')).toEqual([
      ['person', 'Quinto Abc'],
      ['driving-licence', 'F9324566'],
      ['health', 'tennis elbow'],
    ]);
    expect(found('check,condition\nlint,no warnings')).toEqual([]);
  });

  it.each(['name,version\nlodash,1.2.3\nReact,18.0.0', 'Hello, dear friend\na test, of commas', 'id,count\n1,1985-03-12'])(
    'leaves %j alone',
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );
});

describe('health', () => {
  it.each([
    ['My wife was diagnosed with diabetes.', 'diabetes'],
    ['I take sertraline every morning', 'sertraline'],
    ['Meine Mutter hat Brustkrebs', 'Brustkrebs'],
    ['Ma femme est enceinte', 'enceinte'],
    ['Mi hijo tiene asma', 'asma'],
    ['Mio padre soffre di Alzheimer', 'Alzheimer'],
    ['Moja córka choruje na padaczkę', 'padaczkę'],
    ['Minha mãe tem hipertensão', 'hipertensão'],
    ['Mijn vader heeft kanker', 'kanker'],
    ['Diagnosis: epilepsy', 'epilepsy'],
    ['私の妻は糖尿病です', '糖尿病'],
  ])('finds it in %j', (text, term) => {
    expect(found(text)).toEqual([['health', term]]);
  });

  it.each([
    'What are the symptoms of diabetes?',
    'Explain how cancer spreads in the body',
    'Write an essay about depression in teenagers',
    'Was sind die Symptome von Asthma?',
    'The stroke width of my drawing is wrong',
    'I have a question about asthma statistics',
    'She aids him als Helferin',
    'Students with ADHD are more likely to be late',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('whatever the text', () => {
  it('points into it, at something, with a confidence that is one (property)', () => {
    const piece = fc.constantFrom(
      ...[
        'Anna',
        ' ',
        '\n',
        ',',
        '.',
        ': ',
        '"',
        'my name is ',
        'Mr. ',
        "O'",
        'van der ',
        'Smith',
        'é',
        '田中',
        'さん',
        '😀',
        '\ud83d',
        '\u0301',
      ],
      ...[
        '12',
        '1990',
        '/',
        '-',
        '+49',
        '(415) ',
        '555-2671',
        'Main St',
        'straße ',
        'born ',
        'passport ',
        'A1234567',
        'diabetes',
        '@',
        'example.org',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
        const text = pieces.join('');
        for (const { start, end, confidence, validator } of findings(text)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(confidence > 0 && confidence <= 1).toBe(true);
          expect(validator).not.toBe('');
          expect(text.slice(start, end).trim()).toBe(text.slice(start, end));
        }
      }),
      { numRuns: 3000 },
    );
  });
});
