import { describe, expect, it } from 'vitest';
import { scan } from '../../shared/privacy/scan.ts';

/** The names, dates and addresses that count in a text, by position. */
const found = (text: string) =>
  scan(text)
    .filter(({ confidence }) => confidence >= 0.6)
    .map(({ start, end }) => text.slice(start, end));

describe('a title', () => {
  it.each([
    ['Ho parlato con il dott. Ferrari ieri.', ['Ferrari']],
    ['La sig.ra Bianchi e la dott.ssa Rossi, con l’avv. Greco', ['Bianchi', 'Rossi', 'Greco']],
    ['dr Wójcik przyjmuje, a prof. Lewandowski i mec. Kamiński nie', ['Wójcik', 'Lewandowski', 'Kamiński']],
    ['M. Leroy est arrivé avec Me Durand.', ['Leroy', 'Durand']],
    ['Le docteur Petit m’a vu.', ['Petit']],
    ['a Dra. Oliveira ligou', ['Oliveira']],
    ['la doctora Vidal dijo', ['Vidal']],
    ['mw. de Boer belde dhr. Smit en mevr. Visser', ['de Boer', 'Smit', 'Visser']],
    ['Geachte heer Jansen,', ['Jansen']],
    ['Herrn Prof. Dr. Weiß treffen', ['Weiß']],
    ['Proszę przekazać panu Wojciechowskiemu, a Pani Mecenas Wolska wie', ['Wojciechowskiemu', 'Wolska']],
    ['MR Whitcombe, DR JONES', ['Whitcombe', 'JONES']],
    ['Sergeant Peters spoke first', ['Peters']],
    ['Maître Dubois, Pan Nowak, Pr Lambert, Chancellor Scholz', ['Dubois', 'Nowak', 'Lambert', 'Scholz']],
    ['we meet Dr. Park and Ms. Hill, not Mrs. Harris', ['Park', 'Hill', 'Harris']],
  ])('leads the name alone in %j', (text, names) => {
    expect(found(text)).toEqual(names);
  });

  it.each(['5 MW Solar, 20 ms Timeout and MS Word', 'Tell Me Why', 'MR Review is due'])('is none in %j', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('a greeting', () => {
  it.each([
    ['Hoi Sanne,\nhoe gaat het?', ['Sanne']],
    ['Hi Xqrita,\n\nthe file is here', ['Xqrita']],
    ['Bonjour Quorin\nvoici', ['Quorin']],
    ['Dear Jane Street,', ['Jane Street']],
  ])('leads a name nobody knows in %j', (text, names) => {
    expect(found(text)).toEqual(names);
  });

  it.each([
    'Hello Team,',
    'Hey ChatGPT, write a poem',
    'Dear Sir,',
    'Hi there, World',
    'Hello World,',
    'Szanowny Panie,',
    'Szanowny Pan Dyrektor,',
    'Dear Valued Customer,',
    'Hi API, hello Monday,',
  ])('leads none in %j', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('a surname that is a place as often', () => {
  it.each([
    ['My name is Jiyoung Park', ['Jiyoung Park']],
    ['Soo Park called', ['Soo Park']],
    ['I met Kim Hill and James Field yesterday', ['Kim Hill', 'James Field']],
    ['Anna Maria Park lives here', ['Anna Maria Park']],
    ['Patient: Kim Hill', ['Kim Hill']],
    ['Name: Jiyoung Park', ['Jiyoung Park']],
    ['Cardholder: Ngozi Lake', ['Ngozi Lake']],
  ])('leaves nothing of the name behind in %j', (text, names) => {
    expect(found(text)).toEqual(names);
  });

  it.each([
    'He walked in Hyde Park and on Capitol Hill',
    'near Alice Lake',
    'at Carnegie Hall, Victoria Park Station',
    'Name: Hyde Park',
    'Project name: Green Hill',
  ])('is one in %j', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('a name', () => {
  it.each([
    ['Patient: Okafor, Chidi\nWard: 3', ['Okafor, Chidi']],
    ['User: Wilson, Thomas McCreath (105051043)', ['Wilson, Thomas McCreath']],
    ['contact: Rivers, Tamara', ['Rivers, Tamara']],
    ['Name\tAge\nSchmidt, Peter\t34\nOkafor, Chidi\t50\n', ['Schmidt, Peter', 'Okafor, Chidi']],
    ['"Name","Age"\n"Schmidt, Peter","34"\n', ['Schmidt, Peter']],
  ])('may begin with the surname, as in %j', (text, names) => {
    expect(found(text)).toEqual(names);
  });

  it.each([
    ["i'm jake miller", ['jake miller']],
    ['hey im rebecca patel, can you write', ['rebecca patel']],
    ['my name is hannah carmichael and my mail is new', ['hannah carmichael']],
    ['my mom linda is here', ['linda']],
    ['my name is khan and i am new', ['khan']],
    ['this is priya from accounting', ['priya']],
  ])('may be written small after what surely leads one, as in %j', (text, names) => {
    expect(found(text)).toEqual(names);
  });

  it.each([
    'my wife said no and my son will come',
    "i'm sunny today",
    'Im Mai',
    'Legal name: Bright Harbour Ltd',
    'Name,City\n"Bright Harbour, Inc",Rome\n',
    'Explain Newton',
    'ask about Kamala Harris',
  ])('is none in %j', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('is somebody’s where a public figure only shares the surname', () => {
    expect(found('ask Emily Harris or Laura Ellison')).toEqual(['Emily Harris', 'Laura Ellison']);
  });
});

describe('addresses and dates of birth', () => {
  it.each([
    ['I live at 14 Larkspur Close, Bath, DOB 4/11/1983', ['14 Larkspur Close, Bath', '4/11/1983']],
    ['我住在北京市朝阳区建国路88号', ['北京市朝阳区建国路88号']],
    ['住所は東京都渋谷区道玄坂1-2-3です', ['東京都渋谷区道玄坂1-2-3']],
    ['I live at 14 LARKSPUR CLOSE', ['14 LARKSPUR CLOSE']],
    ['Rocío Navarro nació el 04/08/1960', ['Rocío Navarro', '04/08/1960']],
    ['my driving licence\n(licence number E2196697)', ['E2196697']],
  ])('are whole, and no more, in %j', (text, values) => {
    expect(found(text)).toEqual(values);
  });

  it.each([
    'Ich wohne in Wohnung 3',
    'MAC-Adresse: Router 5',
    'La Repubblica è nata il 2 giugno 1946',
    'our company was born on 2 June 1996',
    'software licence number 21966971',
  ])('are none in %j', (text) => {
    expect(found(text)).toEqual([]);
  });
});
