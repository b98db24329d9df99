import type { LanguageModelV4CallOptions, LanguageModelV4Prompt, SharedV4ProviderOptions } from '@ai-sdk/provider';

/** Below it no provider keeps anything: about 1,024 tokens. */
const LEAST_CHARACTERS = 4_096;

/**
 * Marks where a provider's cache is to end, in place: after the instructions, which most prompts of a program share, and
 * after the last message of a conversation that goes on. A prompt asked once is not marked: keeping it would only cost.
 */
export function markForCache(
  prompt: LanguageModelV4Prompt,
  tools: LanguageModelV4CallOptions['tools'],
  mark: SharedV4ProviderOptions,
): void {
  const instructions = prompt.findLast(({ role }) => role === 'system');
  const before = JSON.stringify(tools ?? []).length + lengthOf(prompt.filter(({ role }) => role === 'system'));
  const lastTool = tools?.at(-1);
  if (before >= LEAST_CHARACTERS) {
    if (instructions !== undefined) instructions.providerOptions = { ...instructions.providerOptions, ...mark };
    else if (lastTool?.type === 'function') lastTool.providerOptions = mark;
  }
  const last = prompt.at(-1);
  const goesOn = prompt.some(({ role }) => role === 'assistant');
  if (goesOn && last !== undefined && before + lengthOf(prompt) >= LEAST_CHARACTERS)
    last.providerOptions = { ...last.providerOptions, ...mark };
}

function lengthOf(prompt: LanguageModelV4Prompt): number {
  let length = 0;
  for (const { content } of prompt) {
    if (typeof content === 'string') length += content.length;
    else
      for (const part of content) {
        if (part.type === 'text') length += part.text.length;
        else if (part.type === 'tool-result' && part.output.type === 'text') length += part.output.value.length;
      }
  }
  return length;
}
