import { z } from 'zod';
import { LintelError } from '../../../../shared/chat/error.ts';
import type { ChatRequest, ToolDefinition } from '../../../../shared/chat/request.ts';
import { CUSTOM_PARAMETERS, customDescription, customFormat } from '../custom-tool.ts';
import { optional } from '../optional.ts';

const name = z.string().min(1).max(128);
const functionTool = z.object({
  type: z.literal('function'),
  name,
  description: z.string().nullish(),
  parameters: z.unknown().optional(),
  strict: z.boolean().nullish(),
});
const customTool = z.object({ type: z.literal('custom'), name, description: z.string().nullish(), format: customFormat.nullish() });
const namespace = z.object({
  type: z.literal('namespace'),
  name,
  description: z.string().nullish(),
  tools: z.array(z.discriminatedUnion('type', [functionTool, customTool])).max(512),
});
/** Tools that OpenAI's servers run, or that only its models know: no target here has them. */
const other = z.looseObject({ type: z.string().min(1).max(128) });

const READ = ['function', 'custom', 'namespace'];

export const tools = z
  .array(z.unknown())
  .max(512)
  .transform((list, context) =>
    list.flatMap((value, index) => {
      const known = READ.includes((value as { type?: string } | null)?.type ?? '');
      const parsed = (known ? z.discriminatedUnion('type', [functionTool, customTool, namespace]) : other).safeParse(value, {
        reportInput: true,
      });
      if (parsed.success) return [parsed.data];
      for (const issue of parsed.error.issues) context.issues.push({ ...issue, path: [index, ...issue.path] } as never);
      return [];
    }),
  );

export const toolChoice = z.union([
  z.enum(['auto', 'none', 'required']),
  z.object({
    type: z.literal('allowed_tools'),
    mode: z.enum(['auto', 'required']),
    tools: z.array(z.looseObject({ type: z.string(), name: z.string().optional() })).max(512),
  }),
  z.looseObject({ type: z.string(), name: z.string().optional(), namespace: z.string().nullish() }),
]);

type Tool = z.output<typeof tools>[number];
type ToolChoice = z.output<typeof toolChoice>;

/** How a caller knows a tool. */
export interface ToolName {
  readonly name: string;
  readonly namespace?: string;
  readonly isCustom: boolean;
}

export interface Toolbox {
  readonly tools: readonly ToolDefinition[];
  readonly choice: ChatRequest['toolChoice'];
  /** The caller's name for the tool that a model knows by this one. */
  nameOf(tool: string): ToolName;
  /** Types of tools that were left out. */
  readonly skipped: readonly string[];
}

/** The name that models know a tool of a namespace by. */
export const inNamespace = (name: string, space: string | null | undefined): string =>
  space === undefined || space === null ? name : `${space}__${name}`;

/** The tools that models are told of. Throws `bad-request` for a choice of one that is not there. */
export function toolboxOf(given: readonly Tool[], choice: ToolChoice | null | undefined): Toolbox {
  const names = new Map<string, ToolName>();
  const definitions: ToolDefinition[] = [];
  const skipped = new Set<string>();
  const add = (tool: Tool, space?: string): void => {
    if (isNamespace(tool)) for (const inner of tool.tools) add(inner, tool.name);
    else if (isFunction(tool) || isCustom(tool)) {
      const known = inNamespace(tool.name, space);
      names.set(known, { name: tool.name, ...optional('namespace', space), isCustom: isCustom(tool) });
      definitions.push(
        isCustom(tool)
          ? { name: known, description: customDescription(tool.description, tool.format), parameters: CUSTOM_PARAMETERS }
          : {
              name: known,
              ...optional('description', tool.description),
              ...optional('parameters', tool.parameters),
              ...optional('strict', tool.strict),
            },
      );
    } else skipped.add(tool.type);
  };
  for (const tool of given) add(tool);
  const chosen = chosenOf(choice, names);
  return {
    tools: chosen.allowed === undefined ? definitions : definitions.filter((tool) => chosen.allowed?.has(tool.name)),
    choice: chosen.choice,
    nameOf: (tool) => names.get(tool) ?? { name: tool, isCustom: false },
    skipped: [...skipped],
  };
}

const isFunction = (tool: Tool): tool is z.output<typeof functionTool> => tool.type === 'function';
const isCustom = (tool: Tool): tool is z.output<typeof customTool> => tool.type === 'custom';
const isNamespace = (tool: Tool): tool is z.output<typeof namespace> => tool.type === 'namespace';

function chosenOf(
  choice: ToolChoice | null | undefined,
  names: ReadonlyMap<string, ToolName>,
): { choice: ChatRequest['toolChoice']; allowed?: ReadonlySet<string> } {
  if (choice === null || choice === undefined || typeof choice === 'string') return { choice: choice ?? undefined };
  if (choice.type === 'allowed_tools') {
    const { mode, tools: listed } = choice as Extract<ToolChoice, { mode: unknown }>;
    return { choice: mode, allowed: new Set(listed.flatMap((tool) => (typeof tool.name === 'string' ? [tool.name] : []))) };
  }
  const { name: asked, namespace: space } = choice as { name?: string; namespace?: string | null };
  const known = inNamespace(asked ?? '', space);
  if ((choice.type === 'function' || choice.type === 'custom') && names.has(known)) return { choice: { name: known } };
  throw new LintelError('bad-request', '“tool_choice” names a tool that is not among those that a model here can be given.', {
    field: 'tool_choice',
  });
}
