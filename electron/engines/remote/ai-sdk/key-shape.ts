import { LintelError } from '../../../../shared/chat/error.ts';
import { say } from '../../../../shared/chat/said.ts';
import type { RemoteModel } from '../../../../shared/providers/engine.ts';

/** What fits into a header; a key file of JSON may have lines. */
const KEY = /^(?:[\x21-\x7e]*|Bearer [\x21-\x7e]+|\s*\{.*\}\s*)$/s;

/** Throws `provider-refused-key` for what cannot be a key, and would be something else on the way. */
export function checkKey({ provider }: RemoteModel, secret: string): void {
  if (!KEY.test(secret)) throw new LintelError('provider-refused-key', say`The key for ${provider.name} is none. Enter it again.`);
}
