import type { ASTNode } from '@marcbachmann/cel-js';
import { type Said, say, together } from '../../chat/said.ts';
import { isDate } from '../days.ts';
import { likely } from './nearest.ts';
import { rangeFault } from './range.ts';
import { type Loop, type Subject, subjectOf } from './subject.ts';

/** What is wrong with a part of a condition. */
export interface Fault {
  readonly node: { readonly start: number; readonly end: number };
  readonly said: Said;
}

/** How a text is compared with what a variable holds. */
type Part = 'contains' | 'startsWith' | 'endsWith';

/** Something that a variable is compared with. */
export interface Comparison {
  readonly subject: Subject;
  /** As if the variable stood on the left. */
  readonly sign: '==' | '!=' | '<' | '<=' | '>' | '>=' | Part;
  readonly value: ASTNode;
}

const MIRRORED = { '==': '==', '!=': '!=', '<': '>', '>': '<', '<=': '>=', '>=': '<=' } as const;

/** What a part of a condition compares variables with, itself and not what it consists of; of a list each entry. */
export function comparisonsOf(node: ASTNode, loop?: Loop): readonly Comparison[] {
  const pairs = (of: ASTNode, sign: Comparison['sign'], value: ASTNode): Comparison[] => {
    const subject = subjectOf(of, loop);
    if (subject === undefined) return [];
    return (value.op === 'list' ? value.args : [value]).map((each) => ({ subject, sign, value: each }));
  };
  switch (node.op) {
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return [...pairs(node.args[0], node.op, node.args[1]), ...pairs(node.args[1], MIRRORED[node.op], node.args[0])];
    case 'in':
      return [...pairs(node.args[1], '==', node.args[0]), ...(node.args[1].op === 'list' ? pairs(node.args[0], '==', node.args[1]) : [])];
    case 'rcall': {
      const [method, of, [text]] = node.args;
      return (method === 'contains' || method === 'startsWith' || method === 'endsWith') && text !== undefined
        ? pairs(of, method, text)
        : [];
    }
    default:
      return [];
  }
}

/**
 * What a comparison asks that can never be, or never be otherwise: a rule that never acts protects nothing, and nobody sees it.
 * Only what is compared with something written down is looked at.
 */
export function impossible(node: ASTNode, loop?: Loop): Fault | undefined {
  for (const comparison of comparisonsOf(node, loop)) {
    const said = rangeFault(comparison) ?? wrongText(comparison);
    if (said !== undefined) return { node: comparison.value, said };
  }
  return undefined;
}

/** Whether a text that a variable can hold compares so; an order only says that both are whole texts. */
const FITS: Readonly<Record<Part, (value: string, text: string) => boolean>> = {
  contains: (value, text) => value.includes(text),
  startsWith: (value, text) => value.startsWith(text),
  endsWith: (value, text) => value.endsWith(text),
};
const isPart = (sign: Comparison['sign']): sign is Part => Object.hasOwn(FITS, sign);

function wrongText({ subject, sign, value }: Comparison): Said | undefined {
  if (value.op !== 'value' || typeof value.args !== 'string') return undefined;
  const text = value.args;
  const part = isPart(sign) ? sign : undefined;
  return loweredFault(subject, text) ?? closedFault(subject, text, part) ?? FORMS[subject.name]?.(text, part) ?? ownFault(subject, text);
}

const loweredFault = ({ isLowered }: Subject, text: string): Said | undefined =>
  isLowered && /[A-Z]/.test(text) ? say`“lowerAscii()” makes small letters, so it is never “${text}”.` : undefined;

/** What is wrong with a text for a variable of which all texts are known. */
function closedFault({ name, is, variable: { values, type } }: Subject, text: string, part: Part | undefined): Said | undefined {
  if (values === undefined || is === 'count') return undefined;
  if (values.some((value) => (part === undefined ? value === text : FITS[part](value, text)))) return undefined;
  if (name === 'findings') return together(say`“${text}” is no type of finding.`, likely(text, values));
  if (part !== undefined) return say`Nothing that “${name}” can hold ${PART_WORDS[part]} “${text}”.`;
  const never = type === 'list of texts' ? say`“${name}” never holds “${text}”.` : say`“${name}” is never “${text}”.`;
  return together(never, likely(text, values));
}

const PART_WORDS: Readonly<Record<Part, Said>> = { contains: say`contains`, startsWith: say`begins with`, endsWith: say`ends with` };

const ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** Variables whose texts have a form of their own. */
const FORMS: Readonly<Record<string, (text: string, part: Part | undefined) => Said | undefined>> = {
  tags(text, part) {
    if (text.includes(',')) return say`A tag holds no comma.`;
    const kept = part === undefined ? text.trim().toLowerCase() : text.toLowerCase();
    return kept === text ? undefined : say`Tags are kept in small letters, without blanks around them: write “${kept}”.`;
  },
  app: (text) => (ID.test(text) ? say`“app” is the name of an app’s key. Its id is “appId”.` : undefined),
  'time.date'(text, part) {
    if (part !== undefined)
      return /^[\d-]{0,10}$/.test(text) ? undefined : say`“time.date” is written as 2026-07-31 and holds no “${text}”.`;
    return isDate(text) ? undefined : say`“${text}” is no date. Write it as year-month-day, such as “2026-07-31”.`;
  },
};

/** What Lintel calls its own has one spelling. */
function ownFault({ name, variable: { own } }: Subject, text: string): Said | undefined {
  const meant = own?.find((one) => one === text.toLowerCase());
  return meant === undefined || meant === text ? undefined : say`“${name}” is written “${meant}”, in small letters.`;
}
