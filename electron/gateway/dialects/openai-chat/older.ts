import { z } from 'zod';
import { wrongField } from '../../../../shared/api/wrong-field.ts';
import { CUSTOM_PARAMETERS, customArguments, customDescription, customFormat } from '../custom-tool.ts';
import { optional } from '../optional.ts';

/**
 * Ways of giving tools that only some models know, said in the one way that all do: `functions`, which came before tools,
 * and custom tools, which take any text.
 */

type Fields = Readonly<Record<string, unknown>>;

const name = z.string().min(1).max(128);
const functions = z.looseObject({
  functions: z
    .array(z.looseObject({ name, description: z.string().nullish() }))
    .max(512)
    .nullish(),
  function_call: z.union([z.enum(['none', 'auto']), z.object({ name })]).nullish(),
});
const customTool = z.object({
  type: z.literal('custom'),
  custom: z.object({ name, description: z.string().nullish(), format: z.preprocess(flatFormat, customFormat).nullish() }),
});
const customCall = z.looseObject({ type: z.literal('custom'), custom: z.object({ name, input: z.string() }) });
const functionCall = z.object({ name, arguments: z.string() });
const functionResult = z.object({ role: z.literal('function'), name, content: z.string().nullable() });

/** How a caller named its tools, and so how it is told of calls. */
export interface CallStyle {
  /** It gave `functions`: at most one is called, and it has no id. */
  readonly isFunctions: boolean;
  /** Tools that take any text. */
  readonly custom: ReadonlySet<string>;
}

/** The body with tools alone. Throws `bad-request` with the field's name in the caller's own spelling. */
export function withTools(body: Fields): { body: Fields; style: CallStyle | undefined } {
  const tools = listIn(body.tools);
  const messages = listIn(body.messages);
  const isFunctions = isGiven(body.functions) || isGiven(body.function_call);
  const hasCustom = tools.some(isCustom) || isCustom(body.tool_choice);
  const isOlder =
    isFunctions ||
    hasCustom ||
    messages.some((one) => isGiven(one.function_call) || one.role === 'function' || callsIn(one).some(isCustom));
  if (!isOlder) return { body, style: undefined };
  const { functions: given, function_call: choice } = read(functions, body, []);
  const custom = new Set<string>();
  const plain = tools.map((tool, index) => {
    if (!isCustom(tool)) return tool;
    const { name: known, description, format } = read(customTool, tool, ['tools', index]).custom;
    custom.add(known);
    return {
      type: 'function',
      function: { name: known, description: customDescription(description, format), parameters: CUSTOM_PARAMETERS },
    };
  });
  const all = [...plain, ...(given ?? []).map((one) => ({ type: 'function', function: one }))];
  const { functions: _, function_call: __, ...rest } = body;
  return {
    style: { isFunctions, custom },
    body: {
      ...rest,
      messages: Array.isArray(body.messages) ? messagesWithTools(messages) : body.messages,
      ...(all.length === 0 ? {} : { tools: all }),
      ...optional('tool_choice', choiceOf(choice) ?? choiceOfCustom(body.tool_choice)),
      ...(isFunctions ? { parallel_tool_calls: false } : {}),
    },
  };
}

const choiceOf = (choice: z.output<typeof functions>['function_call']): unknown =>
  typeof choice === 'object' && choice !== null ? { type: 'function', function: { name: choice.name } } : choice;

function choiceOfCustom(choice: unknown): unknown {
  if (!isCustom(choice)) return choice;
  const { custom } = read(z.object({ custom: z.object({ name }) }), choice, ['tool_choice']);
  return { type: 'function', function: custom };
}

/** A result of a function names no call: it is of the last one before it of that name. */
function messagesWithTools(messages: readonly Fields[]): Fields[] {
  const ids = new Map<string, string>();
  return messages.map((message, index) => {
    if (message.role === 'function') {
      const { name: called, content } = read(functionResult, message, ['messages', index]);
      return { role: 'tool', tool_call_id: ids.get(called) ?? called, content: content ?? '' };
    }
    const calls = callsIn(message).map((call, place) => {
      if (!isCustom(call)) return call;
      const { custom, type: _, ...rest } = read(customCall, call, ['messages', index, 'tool_calls', place]);
      return { ...rest, type: 'function', function: { name: custom.name, arguments: customArguments(custom.input) } };
    });
    const { function_call: older, ...rest } = message;
    if (isGiven(older)) {
      const call = read(functionCall, older, ['messages', index, 'function_call']);
      ids.set(call.name, `call_${index}`);
      calls.push({ id: `call_${index}`, type: 'function', function: call });
    }
    return calls.length === 0 ? rest : { ...rest, tool_calls: calls };
  });
}

function read<Schema extends z.ZodType>(schema: Schema, value: unknown, path: readonly (string | number)[]): z.output<Schema> {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw wrongField(new z.ZodError(parsed.error.issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] }))));
}

/** Here a grammar stands one level deeper than in `POST /v1/responses`. */
function flatFormat(value: unknown): unknown {
  const { type, grammar } = (value ?? {}) as { type?: unknown; grammar?: object };
  return type === 'grammar' && typeof grammar === 'object' ? { ...grammar, type } : value;
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isCustom = (value: unknown): boolean => isFields(value) && value.type === 'custom';
const listIn = (value: unknown): Fields[] => (Array.isArray(value) ? value.map((one) => (isFields(one) ? one : {})) : []);
const callsIn = (message: Fields): Fields[] => listIn(message.tool_calls);
