import type { ChatEvent, TokenLogprob } from '../../chat/event.ts';
import type { MaskEntry } from './entry.ts';
import { createReader, type Surface } from './reader.ts';
import { type Addresses, type Restorer, restorerOf } from './restore.ts';

type Piece = Extract<ChatEvent, { type: 'text' | 'reasoning' | 'tool-call' }>;

/** One text of an answer while it comes in, and what its held pieces counted. */
interface Channel {
  readonly restorer: Restorer;
  readonly choice: number;
  last: Piece;
  isOpen: boolean;
  tokens: number;
  logprobs: readonly TokenLogprob[];
}

/**
 * The events of an answer with the values put back. Text that may be the beginning of a placeholder waits for the
 * next piece; its tokens and log-probabilities go with that. Log-probabilities keep the tokens as the model made
 * them, placeholders included.
 * @param surface `json` where the answer's text is to be JSON
 * @param addresses the places of addresses into which values may be put back
 */
export async function* restoring(
  events: AsyncIterable<ChatEvent>,
  entries: readonly MaskEntry[],
  surface: Surface = 'plain',
  addresses: Addresses = new Set(),
): AsyncIterable<ChatEvent> {
  if (entries.length === 0) {
    yield* events;
    return;
  }
  const reader = createReader(entries);
  const channels = new Map<string, Channel>();
  for await (const event of events) {
    if (event.type === 'queued' || event.type === 'start') {
      yield event;
      continue;
    }
    if (event.type === 'finish' || event.type === 'error') {
      for (const channel of channels.values()) yield* rest(channel);
      yield event;
      continue;
    }
    const choice = event.choice ?? 0;
    const name = `${event.type} ${choice} ${event.type === 'tool-call' ? event.index : ''}`;
    for (const other of channels.values()) if (other.choice === choice && other.last.type !== event.type) yield* rest(other);
    let channel = channels.get(name);
    if (channel === undefined) {
      const restorer = restorerOf(reader, event.type === 'tool-call' ? 'json' : event.type === 'text' ? surface : 'plain', addresses);
      channel = { restorer, choice, last: event, isOpen: false, tokens: 0, logprobs: [] };
      channels.set(name, channel);
    }
    const text = channel.restorer.push(event.type === 'tool-call' ? event.arguments : event.text);
    const piece = withText(event, text, channel);
    const isTold = text !== '' || (event.type === 'tool-call' ? event.isFirst === true : event.text === '');
    channel.last = event;
    channel.isOpen = true;
    channel.tokens = isTold ? 0 : piece.tokens;
    channel.logprobs = isTold || piece.type !== 'text' ? [] : (piece.logprobs ?? []);
    if (isTold) yield piece;
  }
}

/** The event with another text, and with the counts of those that were held. */
function withText(event: Piece, text: string, { tokens, logprobs }: Channel): Piece {
  const counted = { ...event, tokens: event.tokens + tokens };
  if (counted.type === 'tool-call') return { ...counted, arguments: text };
  if (counted.type === 'reasoning') return { ...counted, text };
  const rated = [...logprobs, ...(counted.logprobs ?? [])];
  return { ...counted, text, ...(rated.length === 0 ? {} : { logprobs: rated }) };
}

/** What a channel still held. */
function* rest(channel: Channel): Generator<Piece> {
  if (!channel.isOpen) return;
  const text = channel.restorer.flush();
  if (text !== '' || channel.tokens > 0) yield withText(continued(channel.last), text, channel);
  channel.isOpen = false;
  channel.tokens = 0;
  channel.logprobs = [];
}

/** An event that goes on where another ended, and counts nothing yet. */
function continued(event: Piece): Piece {
  const choice = event.choice === undefined ? {} : { choice: event.choice };
  if (event.type !== 'tool-call') return { type: event.type, text: '', tokens: 0, ...choice };
  const { type, index, id, name } = event;
  return { type, index, id, name, arguments: '', tokens: 0, ...choice };
}
