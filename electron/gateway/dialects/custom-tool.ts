import { z } from 'zod';

/**
 * OpenAI's custom tools take any text instead of JSON. Every other model is given a function with one text, and the caller is
 * told of a call what the model wrote there.
 */

/** What the text must follow, as OpenAI describes it. */
export const customFormat = z.union([
  z.object({ type: z.literal('text') }),
  z.object({ type: z.literal('grammar'), syntax: z.string(), definition: z.string() }),
]);

export const CUSTOM_PARAMETERS = {
  type: 'object',
  properties: { input: { type: 'string' } },
  required: ['input'],
  additionalProperties: false,
} as const;

/** The description with the grammar, which only OpenAI's own models are held to. */
export function customDescription(
  description: string | null | undefined,
  format: z.output<typeof customFormat> | null | undefined,
): string {
  const told = description ?? '';
  if (format?.type !== 'grammar') return told;
  return `${told}\n\nThe input follows this ${format.syntax} grammar:\n${format.definition}`.trimStart();
}

export const customArguments = (input: string): string => JSON.stringify({ input });

/** The text that a model wrote; its arguments as they are where it kept to no schema. */
export function customInput(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    const input = typeof value === 'object' && value !== null ? (value as Record<string, unknown>).input : undefined;
    return typeof input === 'string' ? input : text;
  } catch {
    return text;
  }
}
