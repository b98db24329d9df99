import type { JSONObject, SharedV4ProviderMetadata, SharedV4ProviderOptions } from '@ai-sdk/provider';
import { type Dialect, under } from './dialect.ts';

/** More is no proof, but a way to keep a lot in a conversation. */
const MOST_CHARACTERS = 256 * 1024;
const SIGNATURE = /^([a-zA-Z]{1,32})\.([a-zA-Z]{1,32}):([\w+/=.-]+)$/;

/** The proof in a provider's metadata, with the provider's and its own name, so that no other provider is sent it. */
export function signatureIn(metadata: SharedV4ProviderMetadata | undefined, { namespace, proofs }: Dialect): string | undefined {
  const held = metadata?.[namespace];
  for (const proof of proofs) {
    const value = held?.[proof];
    if (typeof value === 'string' && value !== '' && value.length <= MOST_CHARACTERS) return `${namespace}.${proof}:${value}`;
  }
  return undefined;
}

/** The proof as the provider takes it back; undefined for one that is another provider's, or none. */
export function proofOf(signature: string | undefined, { namespace, proofs }: Dialect): SharedV4ProviderOptions | undefined {
  const [, from, proof = '', value = ''] = (signature !== undefined && SIGNATURE.exec(signature)) || [];
  if (from !== namespace || !proofs.includes(proof) || value.length > MOST_CHARACTERS) return undefined;
  const held: JSONObject = { [proof]: value };
  return under(namespace, held);
}
