import { LintelError } from '../../../shared/chat/error.ts';

/** What an app may call a conversation: it ends up in explanations. */
export const CONVERSATION_NAME = /^[\w.~@:/+=-]{1,128}$/;

export const WRONG_NAME = 'must hold 1 to 128 letters, digits or any of - _ . ~ @ : / + =';

/** The name in the header `x-lintel-conversation`, if there is one. Throws `bad-request`. */
export function conversationIn(header: string | readonly string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && CONVERSATION_NAME.test(header)) return header;
  throw new LintelError('bad-request', `“x-lintel-conversation” ${WRONG_NAME}.`, { field: 'x-lintel-conversation' });
}

/** A conversation's id: no app can take another's by calling its own the same. */
export const conversationIdOf = (app: string, name: string): string => `${app}:${name}`;
