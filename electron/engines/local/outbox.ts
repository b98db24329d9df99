import type { FromWorker, Piece, PieceEvent } from './protocol.ts';

/** Puts pieces of all chats together, so that a message is sent every few milliseconds, not for every token. */
export interface Outbox {
  piece(piece: Piece): void;
  /** Sends at once; what was collected goes first, so each chat's order holds. */
  send(message: FromWorker): void;
}

/**
 * One frame of a screen: nobody sees it, and one message a token costs 8 to 15 % of the speed. The first piece after a
 * pause leaves at the end of the current tick.
 */
const EVERY_MS = 16;

export function createOutbox(post: (message: FromWorker) => void): Outbox {
  /** The last one of each chat may still grow. */
  const collected = new Map<number, Piece[]>();
  let scheduled = false;
  let lastFlush = Number.NEGATIVE_INFINITY;

  function flush(): void {
    scheduled = false;
    if (collected.size === 0) return;
    lastFlush = performance.now();
    post({ type: 'pieces', pieces: [...collected.values()].flat() });
    collected.clear();
  }

  return {
    piece({ id, event }) {
      const ofChat = collected.get(id);
      if (ofChat === undefined) collected.set(id, [{ id, event }]);
      else {
        const last = ofChat.at(-1);
        const joined = last === undefined ? undefined : join(last.event, event);
        if (joined === undefined) ofChat.push({ id, event });
        else ofChat[ofChat.length - 1] = { id, event: joined };
      }
      if (scheduled) return;
      scheduled = true;
      const wait = lastFlush + EVERY_MS - performance.now();
      if (wait <= 0) setImmediate(flush);
      else setTimeout(flush, wait);
    },
    send(message) {
      flush();
      post(message);
    },
  };
}

/** Two pieces as one, where nothing is lost by it. */
function join(before: PieceEvent, next: PieceEvent): PieceEvent | undefined {
  if (before.choice !== next.choice) return undefined;
  const tokens = before.tokens + next.tokens;
  if (before.type === 'text' && next.type === 'text') {
    const logprobs = [...(before.logprobs ?? []), ...(next.logprobs ?? [])];
    return { ...before, text: before.text + next.text, tokens, ...(logprobs.length === 0 ? {} : { logprobs }) };
  }
  if (before.type === 'reasoning' && next.type === 'reasoning') return { ...before, text: before.text + next.text, tokens };
  if (before.type === 'tool-call' && next.type === 'tool-call' && before.index === next.index) {
    return { ...before, arguments: before.arguments + next.arguments, tokens };
  }
  return undefined;
}
