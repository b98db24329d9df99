import type { Candidate } from '../../shared/routing/plan.ts';

const PLAIN = /^[\x20-\x7e]*$/;

/** Text as an HTTP header can carry it: one line of printable ASCII, typographic marks made plain. */
function headerText(text: string): string {
  if (PLAIN.test(text)) return text.slice(0, 1024);
  return text
    .replaceAll(/[“”]/g, '"')
    .replaceAll(/[‘’]/g, "'")
    .replaceAll('…', '...')
    .replaceAll(/[^\x20-\x7e]+/g, ' ')
    .slice(0, 1024);
}

/** The headers that every answer carries. Without a target nothing answered. */
export function answerHeaders(requestId: string, target: Candidate | undefined, reason: string): Record<string, string> {
  return {
    'x-lintel-request-id': requestId,
    // Where OpenAI's clients look for it.
    'x-request-id': requestId,
    'x-lintel-target': headerText(target?.targetId ?? 'none'),
    'x-lintel-zone': target?.zone ?? 'none',
    'x-lintel-reason': headerText(reason),
  };
}
