import type { Masked, Span } from './span.ts';

/** A string or number of a JSON text: where it stands there, and where it is read. Only these may be masked. */
export interface Literal {
  readonly start: number;
  readonly end: number;
  /** Quotes included. */
  readonly rawStart: number;
  readonly rawEnd: number;
  readonly isString: boolean;
}

/** A JSON text with its strings read: no quotes' escapes hide where a word begins. */
export interface JsonText {
  readonly text: string;
  readonly literals: readonly Literal[];
}

const LITERAL = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;

/** Reads JSON; nothing where the text is none, or holds nothing in itself. Linear. */
export function readJson(raw: string): JsonText | undefined {
  if (!/^\s*[[{]/.test(raw)) return undefined;
  try {
    JSON.parse(raw);
  } catch {
    return undefined;
  }
  const literals: Literal[] = [];
  let text = '';
  let past = 0;
  for (const { 0: written, index } of raw.matchAll(LITERAL)) {
    const isString = written.startsWith('"');
    const read = isString ? (JSON.parse(written) as string) : written;
    text += raw.slice(past, isString ? index + 1 : index);
    literals.push({ start: text.length, end: text.length + read.length, rawStart: index, rawEnd: index + written.length, isString });
    text += read;
    past = index + written.length - (isString ? 1 : 0);
  }
  return { text: text + raw.slice(past), literals };
}

/** The JSON text again, its literals as they were masked. A number that was is quoted, if what comes out must be JSON. */
export function writeJson(raw: string, { literals }: JsonText, masked: Masked, quotesNumbers: boolean): string {
  let written = '';
  let past = 0;
  let shift = 0;
  let next = 0;
  for (const literal of literals) {
    const start = literal.start + shift;
    const first = next;
    for (let place = masked.places[next]; place !== undefined && place.from < literal.end; place = masked.places[++next]) {
      shift = place.end - place.to;
    }
    if (next === first) continue;
    const content = masked.text.slice(start, literal.end + shift);
    written += raw.slice(past, literal.rawStart) + (literal.isString || quotesNumbers ? JSON.stringify(content) : content);
    past = literal.rawEnd;
  }
  return written + raw.slice(past);
}

/** The parts of spans that lie in literals. */
export function inLiterals(spans: readonly Span[], { text, literals }: JsonText): Span[] {
  const kept: Span[] = [];
  let next = 0;
  for (const span of spans) {
    while ((literals[next]?.end ?? Number.POSITIVE_INFINITY) <= span.start) next++;
    for (let at = next, literal = literals[at]; literal !== undefined && literal.start < span.end; literal = literals[++at]) {
      const [start, end] = [Math.max(span.start, literal.start), Math.min(span.end, literal.end)];
      if (/[\p{L}\p{N}]/u.test(text.slice(start, end))) kept.push({ ...span, start, end });
    }
  }
  return kept;
}
