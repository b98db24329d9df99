import type { AnswerEvent } from '../../../../shared/routing/record.ts';
import { proofOut } from './proof.ts';

type Piece = Exclude<AnswerEvent, { type: 'start' | 'end' }>;
type Fields = Readonly<Record<string, unknown>>;

/** Parts of one candidate. */
export interface Told {
  readonly candidate: number;
  readonly parts: readonly Fields[];
}

interface Call {
  readonly id: string;
  readonly name: string;
  readonly candidate: number;
  readonly index: number;
  readonly signature?: string;
  json: string;
}

/**
 * Makes parts of the pieces of an answer. A call is one part, so its pieces are collected until the answer ends.
 * @param tellsThought the caller asked for what is thought
 */
export function createParts(tellsThought: boolean) {
  let calls: Call[] = [];

  function call({ choice: candidate = 0, index, id, name, arguments: json, signature }: Extract<Piece, { type: 'tool-call' }>): void {
    const known = calls.find((each) => each.candidate === candidate && each.index === index);
    if (known !== undefined) known.json += json;
    else calls.push({ id, name, candidate, index, json, ...(signature === undefined ? {} : { signature }) });
  }

  function collected(): Told[] {
    const told = calls.map(({ id, name, candidate, json, signature }) => ({
      candidate,
      parts: [
        { functionCall: { id, name, args: argsOf(json) }, ...(signature === undefined ? {} : { thoughtSignature: proofOut(signature) }) },
      ],
    }));
    calls = [];
    return told;
  }

  return {
    take(piece: Piece): Told[] {
      if (piece.type === 'tool-call') {
        call(piece);
        return [];
      }
      const candidate = piece.choice ?? 0;
      const parts: Fields[] = [];
      if (piece.type === 'reasoning') {
        const isGoogles = piece.signature?.startsWith('google.') === true;
        if (piece.text !== '' && tellsThought) parts.push({ text: piece.text, thought: true });
        if (piece.signature !== undefined && (tellsThought || isGoogles))
          parts.push({ text: '', ...(tellsThought ? { thought: true } : {}), thoughtSignature: proofOut(piece.signature) });
      } else {
        if (piece.wire?.delta !== undefined) parts.push(piece.wire.delta);
        if (piece.text !== '') parts.push({ text: piece.text });
      }
      return parts.length === 0 ? [] : [{ candidate, parts }];
    },
    /** The calls that were collected. */
    end: collected,
  };
}

/** What a model wrote as arguments; what is no JSON stays as it is, under a name. */
function argsOf(json: string): unknown {
  try {
    return json === '' ? {} : JSON.parse(json);
  } catch {
    return { arguments: json };
  }
}

/** Parts with neighbours of one kind joined: texts with texts, thought with thought. */
export function joined(parts: readonly Fields[]): Fields[] {
  const all: Record<string, unknown>[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    const isSame = last !== undefined && typeof last.text === 'string' && typeof part.text === 'string' && last.thought === part.thought;
    if (isSame && last.thoughtSignature === undefined) Object.assign(last, part, { text: `${last.text}${part.text}` });
    else all.push({ ...part });
  }
  return all;
}
