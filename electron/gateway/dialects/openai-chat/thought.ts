import { z } from 'zod';
import type { Part } from '../../../../shared/chat/request.ts';

/**
 * What was thought, in the fields that clients know from OpenRouter: the text is told as `reasoning_content`, the provider's
 * proof of it as one of `reasoning_details`, to be sent back as it came.
 */
const detail = z.looseObject({
  type: z.string().max(64),
  text: z.string().nullish(),
  signature: z.string().nullish(),
  data: z.string().nullish(),
});

export const thoughtFields = {
  reasoning_content: z.string().nullish(),
  reasoning_details: z.array(detail).max(512).nullish(),
};

/** Where Google's clients of this dialect keep the proof of a call. */
export const callFields = {
  extra_content: z.looseObject({ google: z.looseObject({ thought_signature: z.string().nullish() }).nullish() }).nullish(),
};

/** A proof of ours names whose it is. */
const OURS = /^\w+\.\w+:/;
const HIDDEN = /^\w+\.redacted\w+:/;
const OF_CALLS = 'google.thoughtSignature:';

/** A proof as a detail. @param text what was thought, where it is told with it */
export const detailOf = (signature: string, text?: string): object =>
  HIDDEN.test(signature)
    ? { type: 'reasoning.encrypted', data: signature }
    : { type: 'reasoning.text', ...(text === undefined ? {} : { text }), signature };

export const callExtraOf = (signature: string | undefined): object =>
  signature === undefined ? {} : { extra_content: { google: { thought_signature: signature.replace(OF_CALLS, '') } } };

type Thought = z.output<z.ZodObject<typeof thoughtFields>>;

/** Collects what is thought in a stream, to be told whole with its proof. */
export function createThoughts(): (piece: {
  readonly type: string;
  readonly text?: string;
  readonly choice?: number;
  readonly signature?: string;
}) => string | undefined {
  const open = new Map<number, string>();
  return ({ type, text = '', choice = 0, signature }) => {
    if (type !== 'reasoning') return undefined;
    const thought = (open.get(choice) ?? '') + text;
    open.set(choice, signature === undefined ? thought : '');
    return signature === undefined ? undefined : thought;
  };
}

/** The thoughts that an assistant's message brings back. One that nobody signed is not sent on. */
export function thoughtsIn({ reasoning_content: said, reasoning_details: details }: Thought): Part[] {
  const signed = (details ?? []).flatMap(({ text, signature, data }) => {
    const proof = signature ?? data;
    return typeof proof === 'string' && OURS.test(proof) ? [{ text, proof }] : [];
  });
  const told = signed.filter(({ proof }) => !HIDDEN.test(proof));
  return signed.flatMap(({ text, proof }): Part[] => {
    if (HIDDEN.test(proof)) return [{ type: 'reasoning', text: '', signature: proof }];
    // The text of several was told as one: nobody knows which is whose.
    const own = text ?? (told.length === 1 ? said : undefined);
    return typeof own === 'string' ? [{ type: 'reasoning', text: own, signature: proof }] : [];
  });
}

/** The proof that a call brings back. */
export function callProofIn({ extra_content: extra }: z.output<z.ZodObject<typeof callFields>>): { signature?: string } {
  const proof = extra?.google?.thought_signature;
  return typeof proof === 'string' && proof !== '' ? { signature: OURS.test(proof) ? proof : OF_CALLS + proof } : {};
}
