import type { AnswerEvent } from '../../../../shared/routing/record.ts';
import { callProofOut, proofOut } from './thought.ts';

/** A piece of an answer. */
export type Piece = Exclude<AnswerEvent, { type: 'start' | 'end' }>;

type Fields = Readonly<Record<string, unknown>>;

/** An event of the content, as streams have it. */
export type ContentEvent =
  | { readonly type: 'content_block_start'; readonly index: number; readonly content_block: Fields }
  | { readonly type: 'content_block_delta'; readonly index: number; readonly delta: Fields }
  | { readonly type: 'content_block_stop'; readonly index: number };

interface Block {
  readonly kind: 'text' | 'thinking' | 'call' | 'own';
  readonly start: Fields;
  /** Not told yet. */
  deltas: Fields[];
  /** Of a call. */
  json: string;
  isTold: boolean;
  /** Nothing more belongs to it. */
  isWhole: boolean;
}

/**
 * Makes blocks of the pieces of an answer. Blocks come one after the other, while the pieces of calls may come side by side:
 * what belongs to a later block waits until the one before it is whole.
 */
export function createContent() {
  /** The first is the one that is told. */
  const waiting: Block[] = [];
  const calls = new Map<number, Block>();
  let index = 0;

  function add(kind: Block['kind'], start: Fields, isWhole = false): Block {
    const block: Block = { kind, start, deltas: [], json: '', isTold: false, isWhole };
    waiting.push(block);
    return block;
  }

  /** The last block where it is of this kind and goes on, else a new one. */
  function current(kind: 'text' | 'thinking'): Block {
    const last = waiting.at(-1);
    if (last?.kind === kind && !last.isWhole) return last;
    return add(kind, kind === 'text' ? { type: 'text', text: '', citations: null } : { type: 'thinking', thinking: '', signature: '' });
  }

  function think(text: string, signature: string | undefined): void {
    if (text !== '') current('thinking').deltas.push({ type: 'thinking_delta', thinking: text });
    if (signature === undefined) return;
    const proof = proofOut(signature);
    if ('redacted' in proof) {
      add('own', { type: 'redacted_thinking', data: proof.redacted }, true);
      return;
    }
    const block = current('thinking');
    block.deltas.push({ type: 'signature_delta', signature: proof.signature });
    block.isWhole = true;
  }

  function call(piece: Extract<Piece, { type: 'tool-call' }>): void {
    let block = calls.get(piece.index);
    if (block === undefined) {
      if (piece.signature !== undefined) think('', callProofOut(piece.signature));
      block = add('call', { type: 'tool_use', id: piece.id, name: piece.name, input: {}, caller: { type: 'direct' } });
      calls.set(piece.index, block);
    }
    if (piece.arguments === '') return;
    block.json += piece.arguments;
    block.deltas.push({ type: 'input_json_delta', partial_json: piece.arguments });
  }

  /** An event of a block that only this dialect has. */
  function own(event: Fields): void {
    const last = waiting.at(-1);
    if (event.type === 'content_block_start') add('own', fieldsOf(event.content_block));
    else if (last?.kind === 'own' && event.type === 'content_block_delta') last.deltas.push(fieldsOf(event.delta));
    else if (last?.kind === 'own' && event.type === 'content_block_stop') last.isWhole = true;
  }

  function* told(isOver: boolean): Generator<ContentEvent> {
    for (let block = waiting[0]; block !== undefined; block = waiting[0]) {
      if (!block.isTold) yield { type: 'content_block_start', index, content_block: block.start };
      block.isTold = true;
      for (const delta of block.deltas) yield { type: 'content_block_delta', index, delta };
      block.deltas = [];
      if (!isOver && !block.isWhole && (waiting.length === 1 || (block.kind === 'call' && !isJson(block.json)))) return;
      yield { type: 'content_block_stop', index };
      index++;
      waiting.shift();
    }
  }

  return {
    /** The events that a piece leads to. */
    take(piece: Piece): Iterable<ContentEvent> {
      if (piece.type === 'reasoning') think(piece.text, piece.signature);
      else if (piece.type === 'tool-call') call(piece);
      else {
        if (piece.wire?.chunk !== undefined) own(piece.wire.chunk);
        if (piece.text !== '') current('text').deltas.push({ type: 'text_delta', text: piece.text });
        if (piece.wire?.delta !== undefined) current('text').deltas.push(piece.wire.delta);
      }
      return [...told(false)];
    },
    /** The events that are left. */
    end: (): Iterable<ContentEvent> => [...told(true)],
  };
}

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});

/** True for the whole text of an object. */
function isJson(text: string): boolean {
  if (!text.trimEnd().endsWith('}')) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Puts the events of the content together, for a caller who wants it whole. */
export function createWhole() {
  const blocks: { fields: Record<string, unknown>; json: string }[] = [];
  return {
    take(event: ContentEvent): void {
      if (event.type === 'content_block_start') blocks[event.index] = { fields: { ...event.content_block }, json: '' };
      const block = blocks[event.index];
      if (block === undefined) return;
      if (event.type === 'content_block_delta') join(block, event.delta);
      else if (event.type === 'content_block_stop' && block.json !== '') block.fields.input = inputOf(block.json);
    },
    content: () => blocks.map(({ fields }) => fields),
  };
}

function join(block: { fields: Record<string, unknown>; json: string }, delta: Fields): void {
  const { fields } = block;
  if (delta.type === 'input_json_delta') block.json += String(delta.partial_json ?? '');
  else if (delta.type === 'citations_delta')
    fields.citations = [...(Array.isArray(fields.citations) ? fields.citations : []), delta.citation];
  else
    for (const name of ['text', 'thinking', 'signature'])
      if (typeof delta[name] === 'string') fields[name] = String(fields[name] ?? '') + delta[name];
}

/** What a model wrote as arguments; what is no JSON stays as it is, under a name. */
function inputOf(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return { arguments: json };
  }
}
