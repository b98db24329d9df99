import { LintelError } from '../../../../shared/chat/error.ts';
import type {
  FinishReason,
  RatedToken,
  ReasoningEvent,
  TextEvent,
  TokenLogprob,
  ToolCallEvent,
  WireExtra,
} from '../../../../shared/chat/event.ts';
import { say } from '../../../../shared/chat/said.ts';
import type { Usage } from '../../../../shared/chat/usage.ts';
import { type TokenizerFamily, tokensIn } from '../../../../shared/routing/tokens/family.ts';
import { extentOf } from './extent.ts';
import { beside, type Fields, fieldsOf, isFields, stringOf } from './fields.ts';
import { serviceOf, toldUsage } from './usage.ts';

/** A piece of an answer. */
export type Piece = TextEvent | ReasoningEvent | ToolCallEvent;

const CHUNK = new Set(['id', 'object', 'created', 'model', 'choices', 'usage', 'error']);
const CHOICE = new Set(['index', 'delta', 'message', 'finish_reason', 'logprobs', 'text']);
const DELTA = new Set(['role', 'content', 'reasoning_content', 'tool_calls']);
const CALL = new Set(['index', 'id', 'type', 'function']);

const REASONS: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  eos: 'stop',
  length: 'length',
  max_tokens: 'length',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
  content_filter: 'content-filter',
};

/** Most answers to one request, and calls in one: whoever sends more is not answering. */
const MOST_CHOICES = 128;
const MOST_CALLS = 512;

/** More than any model says in one answer, fields that are unknown included. */
const MOST_CHARACTERS = 32_000_000;

/** Most characters of unknown fields that wait for a piece to go with. */
const MOST_PENDING = 2 ** 20;

interface Choice {
  reason?: string;
  /** The stop text that ended it, as some servers tell. */
  stopText?: string;
  /** The provider's numbers and ids of calls, by ours. */
  readonly calls: { readonly number: unknown; readonly id: string; readonly name: string }[];
}

/**
 * Puts chunks, and answers that come whole, into the neutral words.
 * @param count answers that were asked for
 * @param keepsWire the caller speaks this dialect, and gets what it holds beyond these words
 */
export function createPieces(count: number, keepsWire: boolean) {
  const choices: Choice[] = [];
  let told: Fields | undefined;
  let service: Usage['service'];
  let tokens = 0;
  let written = '';
  let unknown = 0;
  let pending: Record<string, Record<string, unknown>> | undefined;
  const extents = new Map<string, number>();
  let pendingExtent = 0;
  /** The piece of the last chunk where that was all there was to it, and what its unknown fields hold. */
  let plain: { readonly piece: TextEvent; readonly unknown: number } | undefined;

  const choiceAt = (index: number): Choice => {
    choices[index] ??= { calls: [] };
    return choices[index];
  };

  /** Keeps what is unknown for the next piece. Throws `bad-output` where that is too much, at once or in all. */
  function keep(place: keyof WireExtra, fields: Fields, known: ReadonlySet<string>): void {
    const rest = beside(fields, known);
    if (rest === undefined) return;
    for (const name in rest) {
      const extent = name.length + extentOf(rest[name]);
      unknown += extent;
      if (!keepsWire) continue;
      const key = `${place}.${name}`;
      pendingExtent += extent - (extents.get(key) ?? 0);
      extents.set(key, extent);
      if (pendingExtent > MOST_PENDING)
        throw new LintelError('bad-output', say`The provider sent a mebibyte of fields with no answer in them.`);
    }
    requireEnd();
    if (!keepsWire) return;
    pending ??= {};
    pending[place] = Object.assign(pending[place] ?? {}, rest);
  }

  function extra(): { wire?: WireExtra } {
    if (pending === undefined) return {};
    const wire = pending;
    pending = undefined;
    extents.clear();
    pendingExtent = 0;
    return { wire };
  }

  function counted(text: string): void {
    tokens++;
    written += text;
    requireEnd();
  }

  function requireEnd(): void {
    if (written.length + unknown > MOST_CHARACTERS)
      throw new LintelError('bad-output', say`The answer does not end: it was left after 32 million characters. Choose another model.`);
  }

  function takeCalls(choice: Choice, value: unknown, own: { choice?: number }, pieces: Piece[]): void {
    if (!Array.isArray(value)) return;
    for (const call of value.filter(isFields)) {
      const { name, arguments: text } = fieldsOf(call.function);
      const id = stringOf(call.id);
      let index = indexOfCall(choice, call.index, id);
      const isFirst = index === -1;
      if (isFirst) {
        if (choice.calls.length >= MOST_CALLS) continue;
        index = choice.calls.push({ number: call.index, id: id || `call_${choice.calls.length}`, name: stringOf(name) }) - 1;
      }
      const known = choice.calls[index];
      if (known === undefined) continue;
      keep('call', call, CALL);
      const piece = typeof text === 'object' && text !== null ? JSON.stringify(text) : stringOf(text);
      if (!isFirst && piece === '' && pending === undefined) continue;
      counted(piece);
      const first = isFirst ? ({ isFirst } as const) : {};
      pieces.push({ type: 'tool-call', index, id: known.id, name: known.name, ...first, arguments: piece, tokens: 1, ...own, ...extra() });
    }
  }

  function takeChoice(value: Fields, pieces: Piece[]): void {
    const index = typeof value.index === 'number' && Number.isInteger(value.index) ? value.index : 0;
    if (index < 0 || index >= MOST_CHOICES) return;
    const choice = choiceAt(index);
    const own = count > 1 ? { choice: index } : {};
    const said = fieldsOf(value.delta ?? value.message);
    const refusal = stringOf(said.refusal);
    keep('choice', value, CHOICE);
    keep('delta', said, DELTA);
    const thought = thoughtIn(said);
    if (thought !== '') {
      counted(thought);
      pieces.push({ type: 'reasoning', text: thought, tokens: 1, ...own, ...extra() });
    }
    const logprobs = logprobsOf(value.logprobs);
    // A completion has its text beside no message.
    const plain = textIn(said.content ?? value.text);
    // A caller of this dialect gets a refusal as the field that it is.
    const text = keepsWire ? plain : plain + refusal;
    if (text !== '' || (keepsWire && refusal !== '')) {
      counted(plain + refusal);
      pieces.push({ type: 'text', text, tokens: 1, ...own, ...(logprobs === undefined ? {} : { logprobs }), ...extra() });
    }
    takeCalls(choice, said.tool_calls, own, pieces);
    if (typeof value.finish_reason === 'string' && value.finish_reason !== '') choice.reason = value.finish_reason;
    if (typeof value.stop_reason === 'string') choice.stopText = value.stop_reason;
  }

  return {
    /** The pieces of a chunk, or of a whole answer. Throws `bad-output` where it is too deep or too much. */
    take(chunk: Fields): Piece[] {
      const pieces: Piece[] = [];
      const before = { told, unknown, isPending: pending !== undefined };
      // All of it: arguments, unknown fields and the usage are written out again, at any depth.
      extentOf(chunk);
      keep('chunk', chunk, CHUNK);
      told = toldUsage(chunk) ?? told;
      service = serviceOf(chunk.service_tier) ?? service;
      if (Array.isArray(chunk.choices)) for (const choice of chunk.choices) if (isFields(choice)) takeChoice(choice, pieces);
      const [piece] = pieces;
      const isPlain = pieces.length === 1 && !before.isPending && told === before.told && isText(piece, chunk);
      plain = isPlain ? { piece, unknown: unknown - before.unknown } : undefined;
      return pieces;
    },
    /** The text of the last chunk, where it held one piece of text and nothing else that counts. */
    plainText: () => plain?.piece.text,
    /** The piece of a chunk that is the last one but for its text; nothing where that was more than text. */
    again(text: string): Piece | undefined {
      if (plain === undefined) return undefined;
      unknown += plain.unknown;
      counted(text);
      return { ...plain.piece, text };
    },
    /** Usage as it was last told. */
    told: () => told,
    /** How it was ranked, as it was last told. */
    service: () => service,
    /** Tokens that were generated, where nobody told: as many as the text has, and one for each piece at least. */
    tokens: (family: TokenizerFamily) => Math.max(tokens, tokensIn(written, family)),
    hasSaid: () => tokens > 0,
    /** Every answer that began said why it ended. */
    hasEnded: () => choices.length > 0 && choices.every((choice) => choice?.reason !== undefined),
    /** And all that were asked for began: nothing but the usage may follow. */
    isComplete() {
      for (let index = 0; index < count; index++) if (choices[index]?.reason === undefined) return false;
      return true;
    },
    /** The provider's own word for a failure in the middle. */
    failure: () => choices.find((choice) => choice?.reason === 'error' || choice?.reason === 'insufficient_system_resource')?.reason,
    /** Why each answer ended, in order; at least one. */
    reasons(): [FinishReason, ...FinishReason[]] {
      const [first = 'stop', ...rest] = Array.from({ length: Math.max(1, choices.length) }, (_, index): FinishReason => {
        const { reason = 'stop', calls } = choices[index] ?? { calls: [] };
        const known = REASONS[reason] ?? 'stop';
        return known === 'stop' && calls.length > 0 ? 'tool-calls' : known;
      });
      return [first, ...rest];
    },
    /** The text that ended the first answer, where the provider told. */
    stopText: () => choices[0]?.stopText,
    /** What is left for the end. */
    rest(): { wire?: WireExtra } {
      if (keepsWire && told !== undefined) pending = { ...pending, usage: told };
      return extra();
    },
  };
}

/** Whether a chunk's only piece is its only choice's text, which neither ends nor is rated. */
function isText(piece: Piece | undefined, { choices }: Fields): piece is TextEvent {
  if (piece?.type !== 'text' || piece.logprobs !== undefined || !Array.isArray(choices) || choices.length !== 1) return false;
  const { delta, finish_reason: reason } = fieldsOf(choices[0]);
  return (reason === null || reason === undefined) && fieldsOf(delta).content === piece.text;
}

/** A piece with another id than the last one of its number begins another call: some count all from 0, some not at all. */
function indexOfCall({ calls }: Choice, number: unknown, id: string): number {
  const last = calls.findLastIndex((call) => call.number === number);
  return last !== -1 && (id === '' || calls[last]?.id === id) ? last : calls.findLastIndex((call) => id !== '' && call.id === id);
}

/** What was thought, under each name that it has; Mistral puts it among the content. */
function thoughtIn({ reasoning_content: long, reasoning: short, content }: Fields): string {
  if (typeof long === 'string' && long !== '') return long;
  if (typeof short === 'string' && short !== '') return short;
  if (!Array.isArray(content)) return '';
  return content.map((part) => (isFields(part) && part.type === 'thinking' ? textIn(part.thinking) : '')).join('');
}

function textIn(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((part) => (isFields(part) && part.type !== 'thinking' ? stringOf(part.text) : '')).join('');
}

function logprobsOf(value: unknown): TokenLogprob[] | undefined {
  const { content } = fieldsOf(value);
  if (!Array.isArray(content) || content.length === 0) return undefined;
  const rated = ({ token, logprob, bytes }: Fields): RatedToken => ({
    token: stringOf(token),
    logprob: typeof logprob === 'number' ? logprob : 0,
    ...(Array.isArray(bytes) ? { bytes: bytes.filter((byte) => typeof byte === 'number') } : {}),
  });
  return content.filter(isFields).map((token) => {
    const top = Array.isArray(token.top_logprobs) ? token.top_logprobs.filter(isFields).map(rated) : [];
    return { ...rated(token), top };
  });
}
