import type { JSONObject, SharedV4ProviderMetadata, SharedV4ProviderOptions } from '@ai-sdk/provider';
import { type Dialect, under } from './dialect.ts';

/** More is no proof, but a way to keep a lot in a conversation. */
const MOST_CHARACTERS = 256 * 1024;
const SIGNATURE = /^(\w{1,64})\.([a-zA-Z]{1,32}):([\w+/=.-]+)$/;

const nameOf = ({ namespace, account }: Dialect): string => (account === undefined ? namespace : `${namespace}_${account}`);

/** The proof in a provider's metadata, with the provider's and its own name, so that no other provider is sent it. */
export function signatureIn(metadata: SharedV4ProviderMetadata | undefined, dialect: Dialect): string | undefined {
  const { namespace, proofs } = dialect;
  const held = metadata?.[namespace];
  for (const proof of proofs) {
    const value = held?.[proof];
    if (typeof value === 'string' && value !== '' && value.length <= MOST_CHARACTERS) return `${nameOf(dialect)}.${proof}:${value}`;
  }
  return undefined;
}

/** The proof as the provider takes it back; undefined for one that is another provider's, or none. */
export function proofOf(signature: string | undefined, dialect: Dialect): SharedV4ProviderOptions | undefined {
  const { namespace, proofs } = dialect;
  const [, from, proof = '', value = ''] = (signature !== undefined && SIGNATURE.exec(signature)) || [];
  if (from !== nameOf(dialect) || !proofs.includes(proof) || value.length > MOST_CHARACTERS) return undefined;
  const held: JSONObject = { [proof]: value };
  return under(namespace, held);
}
