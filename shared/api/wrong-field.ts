import type { z } from 'zod';
import { english } from '../chat/english.ts';
import { LintelError } from '../chat/error.ts';
import { listed, type Said, say, verbatim } from '../chat/said.ts';

type Issue = z.core.$ZodIssue;

const KINDS: Record<string, Said> = {
  string: say`text`,
  number: say`a number`,
  int: say`a whole number`,
  boolean: say`true or false`,
  array: say`a list`,
  object: say`an object`,
};

/** The error for input that a schema refused: the field in the caller's spelling, and what it must be. */
export function wrongField(error: z.ZodError): LintelError {
  const [first] = error.issues;
  const issue = first && innermost(first);
  if (issue === undefined) return new LintelError('bad-request', say`The request is malformed.`);
  const field = fieldOf(issue);
  return new LintelError('bad-request', sentenceOf(issue), field === '' ? {} : { field });
}

/** Of a choice of forms, the fault in the form that fitted furthest: a list of parts is at fault where its part is. */
function innermost(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue;
  const inside = issue.errors.flatMap(([fault]) => (fault === undefined || fault.path.length === 0 ? [] : [innermost(fault)]));
  const [furthest] = inside.sort((one, other) => other.path.length - one.path.length);
  return furthest === undefined ? issue : { ...furthest, path: [...issue.path, ...furthest.path] };
}

function sentenceOf(issue: Issue): Said {
  const field = fieldOf(issue);
  return say`${field === '' ? say`The body` : say`“${field}”`} ${faultOf(issue)}.`;
}

/** One thing that a schema refused. */
export interface FieldFault {
  readonly path: readonly (string | number)[];
  /** The field in the caller's spelling; empty for the whole. */
  readonly field: string;
  /** A sentence that names the field. */
  readonly message: string;
  readonly said?: Said;
}

/** All that a schema refused. */
export function fieldFaults(error: z.ZodError): readonly FieldFault[] {
  return error.issues.map((issue) => {
    const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    const said = sentenceOf(issue);
    return { path: [...path, ...unknown], field: fieldOf(issue), message: english(said), said };
  });
}

/** `messages[0].content`, as a caller would write it. */
function fieldOf({ path }: Issue): string {
  return path.reduce<string>((name, step) => {
    if (typeof step === 'number') return `${name}[${step}]`;
    return name === '' ? String(step) : `${name}.${String(step)}`;
  }, '');
}

function faultOf(issue: Issue): Said {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? say`is missing; it must be ${kindOf(issue.expected)}` : say`must be ${kindOf(issue.expected)}`;
    case 'too_small':
      if (Number(issue.minimum) === 1 && issue.origin !== 'number' && issue.origin !== 'int') return say`must not be empty`;
      if (issue.origin === 'array') return say`must hold at least ${Number(issue.minimum)} entries`;
      if (issue.origin === 'string') return say`must hold at least ${Number(issue.minimum)} characters`;
      return say`must be at least ${Number(issue.minimum)}`;
    case 'too_big':
      if (issue.origin === 'array') return say`must hold at most ${Number(issue.maximum)} entries`;
      if (issue.origin === 'string') return say`must hold at most ${Number(issue.maximum)} characters`;
      return say`must be at most ${Number(issue.maximum)}`;
    case 'unrecognized_keys':
      return say`holds what Lintel does not know: ${issue.keys.join(', ')}`;
    case 'invalid_value': {
      const values = listed(
        issue.values.map((value) => say`“${String(value)}”`),
        ', ',
      );
      return issue.values.length === 1 ? say`must be ${values}` : say`must be one of ${values}`;
    }
    case 'invalid_union':
      return issue.input === undefined ? say`is missing` : say`does not have a form that Lintel can read`;
    case 'custom':
      return isSaid(issue.params?.said) ? issue.params.said : verbatim(issue.message);
    default:
      return say`is not right: ${issue.message}`;
  }
}

const isSaid = (value: unknown): value is Said => typeof value === 'object' && value !== null && 'said' in value;
const kindOf = (expected: string): Said | string => KINDS[expected] ?? expected;
