import type { z } from 'zod';
import { LintelError } from '../chat/error.ts';

type Issue = z.core.$ZodIssue;

const KINDS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

/** The error for input that a schema refused: the field in the caller's spelling, and what it must be. */
export function wrongField(error: z.ZodError): LintelError {
  const [issue] = error.issues;
  if (issue === undefined) return new LintelError('bad-request', 'The request is malformed.');
  const field = fieldOf(issue);
  return new LintelError('bad-request', sentenceOf(issue), field === '' ? {} : { field });
}

function sentenceOf(issue: Issue): string {
  const field = fieldOf(issue);
  return `${field === '' ? 'The body' : `“${field}”`} ${faultOf(issue)}.`;
}

/** One thing that a schema refused. */
export interface FieldFault {
  readonly path: readonly (string | number)[];
  /** The field in the caller's spelling; empty for the whole. */
  readonly field: string;
  /** A sentence that names the field. */
  readonly message: string;
}

/** All that a schema refused. */
export function fieldFaults(error: z.ZodError): readonly FieldFault[] {
  return error.issues.map((issue) => {
    const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    return { path: [...path, ...unknown], field: fieldOf(issue), message: sentenceOf(issue) };
  });
}

/** `messages[0].content`, as a caller would write it. */
function fieldOf({ path }: Issue): string {
  return path.reduce<string>((name, step) => {
    if (typeof step === 'number') return `${name}[${step}]`;
    return name === '' ? String(step) : `${name}.${String(step)}`;
  }, '');
}

function faultOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? `is missing; it must be ${kindOf(issue.expected)}` : `must be ${kindOf(issue.expected)}`;
    case 'too_small':
      return Number(issue.minimum) === 1 && issue.origin !== 'number' && issue.origin !== 'int'
        ? 'must not be empty'
        : `must ${measure(issue.origin)} at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `must ${measure(issue.origin)} at most ${issue.maximum}${unitOf(issue.origin)}`;
    case 'unrecognized_keys':
      return `holds what Lintel does not know: ${issue.keys.join(', ')}`;
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map((value) => `“${String(value)}”`).join(', ')}`;
    case 'invalid_union':
      return issue.input === undefined ? 'is missing' : 'does not have a form that Lintel can read';
    case 'custom':
      return issue.message;
    default:
      return `is not right: ${issue.message}`;
  }
}

const kindOf = (expected: string) => KINDS[expected] ?? expected;
const measure = (origin: string) => (origin === 'array' || origin === 'string' ? 'hold' : 'be');
const unitOf = (origin: string) => ({ array: ' entries', string: ' characters' })[origin] ?? '';
