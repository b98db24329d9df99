import { type ASTNode, EvaluationError, ParseError, TypeError as WrongType } from '@marcbachmann/cel-js';
import { environment } from './environment.ts';
import { type ConditionProblem, problemAt } from './problem.ts';

const TYPE_WORDS: Record<string, string> = {
  bool: 'true or false',
  double: 'a number',
  int: 'a number',
  string: 'a text',
  'list<string>': 'a list of texts',
};

/** What kind of value a part of a condition is, in words; a part that means nothing by itself is “something else”. */
export function kindOf(text: string): string {
  const { type = '' } = environment().check(text);
  return TYPE_WORDS[type] ?? (type.startsWith('list') ? 'a list' : 'something else');
}

const SYNTAX: Record<string, string> = {
  expected_token: 'Something is missing or too much here, such as a bracket or a comma.',
  reserved_identifier: 'This word has a meaning of its own in CEL and cannot be a name.',
  limit_exceeded: 'The condition has too many parts. Split it into several rules.',
  unterminated_string: 'The text that begins here does not end: its quotation mark is missing.',
  unterminated_triple_quoted_string: 'The text that begins here does not end: its quotation marks are missing.',
  newline_in_string: 'A text in quotation marks must end on its own line.',
  invalid_number: 'This is not a number that Lintel can read.',
  invalid_integer: 'This is not a number that Lintel can read.',
  invalid_hex_integer: 'This is not a number that Lintel can read.',
  invalid_exponent: 'This is not a number that Lintel can read.',
};

const TYPES: Record<string, string> = {
  invalid_logical_operand: '“&&” and “||” stand between two conditions that are true or false.',
  invalid_condition_type: 'What is asked here must be true or false.',
  heterogeneous_list_element: 'All entries of a list must be of one kind.',
  incompatible_ternary_branches: 'Both outcomes after “?” must be of one kind.',
  no_matching_overload: 'What is called here cannot be called with these values.',
  cannot_index_type: 'What stands here has no parts.',
  invalid_index_type: 'The place in a list is a whole number.',
};

const FAILURES: Record<string, string> = {
  index_out_of_bounds: 'a list has no entry at that place',
  no_such_key: 'a value is missing',
  division_by_zero: 'it divides by zero',
  modulo_by_zero: 'it divides by zero',
  numeric_overflow: 'a number becomes too large',
};

/** What the library says of a condition, in our words and at its place. */
export function problemOf(text: string, error: unknown): ConditionProblem {
  if (!(error instanceof ParseError) && !(error instanceof WrongType))
    return problemAt(text, 'The condition cannot be read.', 0, text.length);
  const { start, end } = error.range ?? { start: 0, end: text.length };
  return problemAt(text, error instanceof ParseError ? syntaxWords(text, error.code, start) : typeWords(text, error), start, end);
}

function syntaxWords(text: string, code: string, start: number): string {
  if (text.slice(start).trim() === '') return 'The condition ends too early: something is missing after this.';
  if (code === 'unexpected_character' && text[start] === '=') return '“is equal to” is written “==”.';
  if (/^and\b/i.test(text.slice(start))) return '“and” is written “&&”.';
  if (/^or\b/i.test(text.slice(start))) return '“or” is written “||”.';
  return SYNTAX[code] ?? `“${[...text.slice(start, start + 2)][0] ?? ''}” cannot stand here.`;
}

function typeWords(text: string, { code, node }: WrongType): string {
  return (
    (code === 'no_such_overload' && operatorWords(text, node as ASTNode | undefined)) ||
    (TYPES[code] ?? 'The values here do not fit each other.')
  );
}

function operatorWords(text: string, node: ASTNode | undefined): string | undefined {
  if (node === undefined || typeof node.args !== 'object' || node.args === null) return undefined;
  const kind = (part: ASTNode) => kindOf(text.slice(part.start, part.end));
  if (node.op === '!_' || node.op === '-_') return `“${node.op[0]}” cannot stand before ${kind(node.args)}.`;
  if (node.op !== 'in' && !/^[=!<>+\-*/%]/.test(node.op)) return undefined;
  if (node.op === '%') return 'There is no “%” here: these numbers need not be whole.';
  const [left, right] = node.args as [ASTNode, ASTNode];
  return `“${node.op}” cannot stand between ${kind(left)} and ${kind(right)}.`;
}

/** Why a condition that was checked could not be evaluated. */
export function failureWords(error: unknown): string {
  return (error instanceof EvaluationError && FAILURES[error.code]) || 'its values do not fit each other';
}
