import { firstMatch } from './first-match.ts';
import type { Edit } from './hidden-edit.ts';

// Entities of HTML, percent signs of addresses (one UTF-8 character each), backslashes of JSON, JavaScript and shells.
const ESCAPE =
  /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,6});|%(?:[0-7][\da-f]|[cd][\da-f]%[89ab][\da-f]|e[\da-f](?:%[89ab][\da-f]){2}|f[0-4](?:%[89ab][\da-f]){3})|\\(?:u\{[\da-f]{1,6}\}|u[\da-f]{4}|x[\da-f]{2}|[bfnrtv"'/\\])/gi;

const ENTITIES = new Map(
  Object.entries({
    ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', commat: '@', period: '.', comma: ',', colon: ':', semi: ';' },
    ...{
      num: '#',
      plus: '+',
      lowbar: '_',
      sol: '/',
      bsol: '\\',
      equals: '=',
      dash: '-',
      hyphen: '-',
      shy: '',
      zwj: '',
      zwnj: '',
      tab: '\t',
    },
    ...{ lpar: '(', rpar: ')', lsqb: '[', rsqb: ']', excl: '!', quest: '?', dollar: '$', percnt: '%', ast: '*' },
  }),
);

const CONTROLS = new Map(Object.entries({ b: ' ', f: ' ', n: '\n', r: '\n', t: '\t', v: ' ' }));

/** Entities that prose in HTML is full of, and escaped quotation marks: no reason to read a text again. */
const ORDINARY = /^(?:&(?:nbsp|amp|lt|gt|quot|apos);|\\["'/])$/i;

/** What an escape stands for; nothing when it is none. */
function read(written: string): string | undefined {
  const rest = written.slice(1);
  if (written.startsWith('%')) return percentRead(written);
  if (written.startsWith('&#')) return characterOf(Number(/^#x/i.test(rest) ? `0${rest.slice(1, -1)}` : rest.slice(1, -1)));
  if (written.startsWith('&')) return ENTITIES.get(rest.slice(0, -1).toLowerCase());
  if (/^[ux]./i.test(rest)) return characterOf(Number(`0x${rest.replace(/[ux{}]/gi, '')}`));
  return CONTROLS.get(rest) ?? rest;
}

function percentRead(written: string): string | undefined {
  try {
    return decodeURIComponent(written);
  } catch {
    return undefined;
  }
}

function characterOf(code: number): string | undefined {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** `&#64;`, `%40`, `\u0040` and `\x40` as `@`; `\n` as a line's end. */
export function editsOfEscapes(text: string): Edit[] {
  const edits: Edit[] = [];
  for (let match = firstMatch(ESCAPE, text); match !== null; match = ESCAPE.exec(text)) {
    const { index, 0: written } = match;
    const plain = read(written);
    if (plain !== undefined) edits.push({ start: index, end: index + written.length, text: plain, matters: !ORDINARY.test(written) });
  }
  return edits;
}
