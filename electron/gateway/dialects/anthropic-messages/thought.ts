import type { Part } from '../../../../shared/chat/request.ts';
import type { Block } from './wire.ts';

type Reasoning = Extract<Part, { type: 'reasoning' }>;

/** Anthropic's own proofs go out and come back as they are; any other keeps the name of whose it is. */
const SIGNATURE = 'anthropic.signature:';
const REDACTED = 'anthropic.redactedData:';
/** Before the proof of a call, for which Anthropic's calls have no place: it travels as a thought of its own before the call. */
const OF_CALL = 'call~';
const NAMED = /^(?:call~)?\w+\.\w+:/;

/** A proof as this dialect's clients keep it. */
export function proofOut(signature: string): { readonly redacted: string } | { readonly signature: string } {
  if (signature.startsWith(REDACTED)) return { redacted: signature.slice(REDACTED.length) };
  return { signature: signature.startsWith(SIGNATURE) ? signature.slice(SIGNATURE.length) : signature };
}

/** The proof of a call, as a thought's. */
export const callProofOut = (signature: string): string => OF_CALL + signature;

/** What was thought, as it comes back. Without a proof it is the thought of a model that gives none. */
export function reasoningIn({ thinking, signature }: Block<'thinking'>): Reasoning {
  if (signature === '') return { type: 'reasoning', text: thinking };
  return { type: 'reasoning', text: thinking, signature: NAMED.test(signature) ? signature : SIGNATURE + signature };
}

export const redactedIn = ({ data }: Block<'redacted_thinking'>): Reasoning => ({
  type: 'reasoning',
  text: '',
  signature: REDACTED + data,
});

/** The parts of an assistant's message with the proofs of calls put back where they belong. */
export function withCallProofs(parts: readonly Part[]): Part[] {
  let proof: string | undefined;
  return parts.flatMap((part): Part[] => {
    if (part.type === 'reasoning' && part.signature?.startsWith(OF_CALL) === true) {
      proof = part.signature.slice(OF_CALL.length);
      return [];
    }
    const own = proof;
    proof = undefined;
    return [part.type === 'tool-call' && own !== undefined ? { ...part, signature: own } : part];
  });
}
