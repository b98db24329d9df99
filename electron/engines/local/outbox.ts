import type { FromWorker, Piece } from './protocol.ts';

/** Puts pieces of all chats together, so that a message is sent every few milliseconds, not for every token. */
export interface Outbox {
  text(piece: Piece): void;
  /** Sends at once; what was collected goes first, so each chat's order holds. */
  send(message: FromWorker): void;
}

/**
 * One frame of a screen: nobody sees it, and one message a token costs 8 to 15 % of the speed. The first piece after a
 * pause leaves at the end of the current tick.
 */
const EVERY_MS = 16;

export function createOutbox(post: (message: FromWorker) => void): Outbox {
  const collected = new Map<number, Piece>();
  let scheduled = false;
  let lastFlush = Number.NEGATIVE_INFINITY;

  function flush(): void {
    scheduled = false;
    if (collected.size === 0) return;
    lastFlush = performance.now();
    post({ type: 'text', pieces: [...collected.values()] });
    collected.clear();
  }

  return {
    text(piece) {
      const before = collected.get(piece.id);
      collected.set(
        piece.id,
        before === undefined ? piece : { id: piece.id, text: before.text + piece.text, tokens: before.tokens + piece.tokens },
      );
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
