import type { ChatMessage, Part } from '../../chat/request.ts';
import { inLiterals, type JsonText, readJson, writeJson } from './json-text.ts';
import type { Masked, Span } from './span.ts';

/** One text of a message, as it is searched and masked. */
export interface Unit {
  readonly message: number;
  readonly part: number;
  /** What is searched: of JSON, with its strings' escapes read. */
  readonly text: string;
  /** What is sent. */
  readonly raw: string;
  /** True for what a model reads joined with its neighbours. */
  readonly isJoined: boolean;
  readonly json?: JsonText;
}

/** The texts of the messages, in order. */
export function unitsOf(messages: readonly ChatMessage[]): Unit[] {
  return messages.flatMap(({ content }, message) => content.flatMap((part, index) => unitOf(part, message, index) ?? []));
}

function unitOf(part: Part, message: number, index: number): Unit | undefined {
  if (part.type === 'image' || part.type === 'file' || part.type === 'tokens') return undefined;
  const raw = part.type === 'tool-call' ? part.arguments : part.text;
  const json = part.type === 'text' || part.type === 'reasoning' ? undefined : readJson(raw);
  return {
    message,
    part: index,
    text: json?.text ?? raw,
    raw,
    isJoined: part.type === 'text' || part.type === 'tool-result',
    ...(json === undefined ? {} : { json }),
  };
}

/** What of the spans may be masked: in JSON, what its strings and numbers hold. */
export function maskable(spans: readonly Span[], { json }: Unit): readonly Span[] {
  return json === undefined ? spans : inLiterals(spans, json);
}

/** What is sent in place of a unit's text. The arguments of a call stay JSON; in a tool's result, which is text, a number is not quoted. */
export function writtenOf({ raw, json, isJoined }: Unit, masked: Masked): string {
  return json === undefined ? masked.text : writeJson(raw, json, masked, !isJoined);
}

/** The part with another text. */
export function withText(part: Part, text: string): Part {
  if (part.type === 'image' || part.type === 'file' || part.type === 'tokens') return part;
  return part.type === 'tool-call' ? { ...part, arguments: text } : { ...part, text };
}
