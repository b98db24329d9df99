import { z } from 'zod';
import { optional } from '../optional.ts';

/** What goes back and forth as `encrypted_content`: opaque to callers, who keep it and send it back. */
const PREFIX = 'lintel-thought.';

const kept = z.object({ text: z.string(), signature: z.string().optional() });

/** A thought with its provider's proof, as one text. Nothing of it is secret from the caller, who was told the thought. */
export const packThought = (text: string, signature: string | undefined): string =>
  PREFIX + Buffer.from(JSON.stringify({ text, ...optional('signature', signature) })).toString('base64url');

/** The thought in a packed one; nothing in what somebody else packed. */
export function unpackThought(packed: string): z.output<typeof kept> | undefined {
  if (!packed.startsWith(PREFIX)) return undefined;
  try {
    return kept.safeParse(JSON.parse(Buffer.from(packed.slice(PREFIX.length), 'base64url').toString())).data;
  } catch {
    return undefined;
  }
}
