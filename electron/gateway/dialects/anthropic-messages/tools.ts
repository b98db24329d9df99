import { LintelError } from '../../../../shared/chat/error.ts';
import type { ChatRequest, ToolDefinition } from '../../../../shared/chat/request.ts';
import { cacheOf, type Takes } from './blocks.ts';
import type { MessagesRequest } from './wire.ts';

/**
 * The caller's own tools. Those that Anthropic made stay among the caller's fields, which only its models get: throws
 * `bad-request` with their name for any other.
 */
export function toolsOf({ tools }: MessagesRequest, { isAnthropics }: Takes): ToolDefinition[] {
  return (tools ?? []).flatMap((tool, index): ToolDefinition[] => {
    const { type, name, description, input_schema: parameters } = tool;
    if (type !== undefined && type !== null && type !== 'custom') {
      if (isAnthropics) return [];
      const field = `tools[${index}].type`;
      throw new LintelError(
        'bad-request',
        `“${field}” is “${type}”, a tool that only Anthropic’s own models have. Leave it out, or ask for one of them by name.`,
        { field },
      );
    }
    if (name === undefined) throw missing(`tools[${index}].name`);
    if (parameters === undefined) throw missing(`tools[${index}].input_schema`);
    return [{ name, ...(description === null || description === undefined ? {} : { description }), parameters, ...cacheOf(tool) }];
  });
}

const missing = (field: string) => new LintelError('bad-request', `“${field}” is missing.`, { field });

export function toolChoiceOf({ tool_choice: choice }: MessagesRequest): Pick<ChatRequest, 'toolChoice' | 'parallelToolCalls'> {
  if (choice === null || choice === undefined) return {};
  const toolChoice = choice.type === 'tool' ? { name: choice.name } : choice.type === 'any' ? 'required' : choice.type;
  return {
    toolChoice,
    ...('disable_parallel_tool_use' in choice && choice.disable_parallel_tool_use === true ? { parallelToolCalls: false } : {}),
  };
}
