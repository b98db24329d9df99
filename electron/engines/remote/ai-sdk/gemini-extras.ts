import type { WireExtra } from '../../../../shared/chat/event.ts';
import { extentOf } from '../openai/extent.ts';
import type { Extras } from './dialect.ts';
import { OWN_DIALECT } from './gemini-body.ts';
import { isRecord } from './json.ts';

/** What the neutral words have. */
const CHUNK = new Set(['candidates', 'usageMetadata', 'modelVersion', 'responseId', 'error']);
const CANDIDATE = new Set(['content', 'index', 'finishReason']);
const PART = new Set(['text', 'thought', 'thoughtSignature', 'functionCall', 'functionResponse']);

type Fields = Readonly<Record<string, unknown>>;

const beside = (fields: Fields, known: ReadonlySet<string>): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !known.has(name)));

/** Parts that only Gemini makes, such as code it ran, and what it says of an answer: sources, ratings. */
export function createGeminiExtras(): Extras {
  let usage: Fields | undefined;
  let choice: Fields = {};
  let chunk: Fields = {};
  return {
    dialect: OWN_DIALECT,
    isForeign: () => false,
    take(event): readonly WireExtra[] {
      if (!isRecord(event)) return [];
      extentOf(event);
      if (isRecord(event.usageMetadata)) usage = event.usageMetadata;
      chunk = { ...chunk, ...beside(event, CHUNK) };
      const candidate: unknown = Array.isArray(event.candidates) ? event.candidates[0] : undefined;
      if (!isRecord(candidate)) return [];
      choice = { ...choice, ...beside(candidate, CANDIDATE) };
      const parts: readonly unknown[] =
        isRecord(candidate.content) && Array.isArray(candidate.content.parts) ? candidate.content.parts : [];
      return parts.flatMap((part) => (isRecord(part) && Object.keys(part).some((name) => !PART.has(name)) ? [{ delta: part }] : []));
    },
    rest: () => ({ ...(usage === undefined ? {} : { usage }), choice, chunk }),
  };
}
