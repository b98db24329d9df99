import { type ASTNode, EvaluationError, ParseError, TypeError as WrongType } from '@marcbachmann/cel-js';
import { type Said, say } from '../../chat/said.ts';
import { environment } from './environment.ts';
import { type ConditionProblem, problemAt } from './problem.ts';

const TYPE_WORDS: Record<string, Said> = {
  bool: say`true or false`,
  double: say`a number`,
  int: say`a number`,
  string: say`a text`,
  'list<string>': say`a list of texts`,
};

/** What kind of value a part of a condition is, in words; a part that means nothing by itself is “something else”. */
export function kindOf(text: string): Said {
  const { type = '' } = environment().check(text);
  return TYPE_WORDS[type] ?? (type.startsWith('list') ? say`a list` : say`something else`);
}

const SYNTAX: Record<string, Said> = {
  expected_token: say`Something is missing or too much here, such as a bracket or a comma.`,
  reserved_identifier: say`This word has a meaning of its own in CEL and cannot be a name.`,
  limit_exceeded: say`The condition has too many parts. Split it into several rules.`,
  unterminated_string: say`The text that begins here does not end: its quotation mark is missing.`,
  unterminated_triple_quoted_string: say`The text that begins here does not end: its quotation marks are missing.`,
  newline_in_string: say`A text in quotation marks must end on its own line.`,
  invalid_number: say`This is not a number that Lintel can read.`,
  invalid_integer: say`This is not a number that Lintel can read.`,
  invalid_hex_integer: say`This is not a number that Lintel can read.`,
  invalid_exponent: say`This is not a number that Lintel can read.`,
};

const TYPES: Record<string, Said> = {
  invalid_logical_operand: say`“&&” and “||” stand between two conditions that are true or false.`,
  invalid_condition_type: say`What is asked here must be true or false.`,
  heterogeneous_list_element: say`All entries of a list must be of one kind.`,
  incompatible_ternary_branches: say`Both outcomes after “?” must be of one kind.`,
  no_matching_overload: say`What is called here cannot be called with these values.`,
  cannot_index_type: say`What stands here has no parts.`,
  invalid_index_type: say`The place in a list is a whole number.`,
};

const FAILURES: Record<string, Said> = {
  index_out_of_bounds: say`a list has no entry at that place`,
  no_such_key: say`a value is missing`,
  division_by_zero: say`it divides by zero`,
  modulo_by_zero: say`it divides by zero`,
  numeric_overflow: say`a number becomes too large`,
};

/** What the library says of a condition, in our words and at its place. */
export function problemOf(text: string, error: unknown): ConditionProblem {
  if (!(error instanceof ParseError) && !(error instanceof WrongType))
    return problemAt(text, say`The condition cannot be read.`, 0, text.length);
  const { start, end } = error.range ?? { start: 0, end: text.length };
  return problemAt(text, error instanceof ParseError ? syntaxWords(text, error.code, start) : typeWords(text, error), start, end);
}

function syntaxWords(text: string, code: string, start: number): Said {
  if (text.slice(start).trim() === '') return say`The condition ends too early: something is missing after this.`;
  if (code === 'unexpected_character' && text[start] === '=') return say`“is equal to” is written “==”.`;
  if (/^and\b/i.test(text.slice(start))) return say`“and” is written “&&”.`;
  if (/^or\b/i.test(text.slice(start))) return say`“or” is written “||”.`;
  return SYNTAX[code] ?? say`“${[...text.slice(start, start + 2)][0] ?? ''}” cannot stand here.`;
}

function typeWords(text: string, { code, node }: WrongType): Said {
  return (
    (code === 'no_such_overload' && operatorWords(text, node as ASTNode | undefined)) ||
    (TYPES[code] ?? say`The values here do not fit each other.`)
  );
}

function operatorWords(text: string, node: ASTNode | undefined): Said | undefined {
  if (node === undefined || typeof node.args !== 'object' || node.args === null) return undefined;
  const kind = (part: ASTNode) => kindOf(text.slice(part.start, part.end));
  if (node.op === '!_' || node.op === '-_') return say`“${node.op.charAt(0)}” cannot stand before ${kind(node.args)}.`;
  if (node.op !== 'in' && !/^[=!<>+\-*/%]/.test(node.op)) return undefined;
  if (node.op === '%') return say`There is no “%” here: these numbers need not be whole.`;
  const [left, right] = node.args as [ASTNode, ASTNode];
  return say`“${node.op}” cannot stand between ${kind(left)} and ${kind(right)}.`;
}

/** Why a condition that was checked could not be evaluated. */
export function failureWords(error: unknown): Said {
  return (error instanceof EvaluationError && FAILURES[error.code]) || say`its values do not fit each other`;
}
