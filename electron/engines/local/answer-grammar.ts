import { isLintelError, LintelError } from '../../../shared/chat/error.ts';
import type { ToolDefinition } from '../../../shared/chat/request.ts';
import { createRules, literal, type Rules } from './gbnf.ts';
import { anyJson, schemaRule } from './json-schema-grammar.ts';
import type { ChatJob } from './protocol.ts';
import type { CallSyntax } from './syntax.ts';

/** Grammars, in GBNF, that an answer must follow; each absent where nothing is required. */
export interface AnswerGrammars {
  /** From the first token of the answer, thoughts aside. */
  readonly whole?: string;
  /** From the name of the first call, once a call has begun. */
  readonly calls?: string;
}

/** The grammars of a chat. Throws `bad-request` for a schema that cannot be guaranteed. */
export function answerGrammars(
  job: Pick<ChatJob, 'output' | 'parallelToolCalls'>,
  tools: readonly ToolDefinition[],
  opening: string,
  syntax: CallSyntax,
): AnswerGrammars {
  const calls = tools.length === 0 ? undefined : callGrammar(tools, syntax, job.parallelToolCalls !== false);
  if (job.output.type === 'text') return calls === undefined ? {} : { calls };
  const rules = createRules();
  const value = job.output.type === 'json' ? objectOf(rules) : schemaRule(job.output.schema, 'guarantee', rules);
  const root =
    tools.length === 0 ? value : `${value} | ${literal(opening)} ${callRule(tools, syntax, job.parallelToolCalls !== false, rules)}`;
  return { whole: rules.grammar(root), ...(calls === undefined ? {} : { calls }) };
}

/** JSON mode promises an object. */
function objectOf(rules: Rules): string {
  anyJson(rules);
  return 'json-object';
}

function callGrammar(tools: readonly ToolDefinition[], syntax: CallSyntax, isParallel: boolean): string {
  const rules = createRules();
  return rules.grammar(callRule(tools, syntax, isParallel, rules));
}

function callRule(tools: readonly ToolDefinition[], syntax: CallSyntax, isParallel: boolean, rules: Rules): string {
  const call = rules.add(tools.map((tool) => oneCall(tool, syntax, rules)).join(' | '));
  const more = isParallel && syntax.between !== undefined ? `(${literal(syntax.between)} ${call})*` : '';
  return `${call} ${more} ${syntax.closing === '' ? '' : literal(syntax.closing)}`;
}

function oneCall({ name, parameters }: ToolDefinition, syntax: CallSyntax, rules: Rules): string {
  // Arguments are an object whatever the schema says, and rules are shared between tools by their text.
  const schema =
    parameters === undefined || parameters === null ? { type: 'object', properties: {} } : { type: 'object', ...(parameters as object) };
  return `${literal(name + syntax.prefix(name))} ${argumentsRule(name, schema, rules)} ${literal(syntax.suffix(name))}`;
}

/** Throws `bad-request` that names the tool. */
function argumentsRule(name: string, schema: object, rules: Rules): string {
  try {
    return schemaRule(schema, 'loosen', rules);
  } catch (error) {
    if (!isLintelError(error)) throw error;
    throw new LintelError(error.code, `The parameters of the tool “${name.slice(0, 80)}” cannot be used. ${error.message}`, {
      field: 'tools',
    });
  }
}
