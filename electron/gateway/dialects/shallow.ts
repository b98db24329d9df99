import { LintelError } from '../../../shared/chat/error.ts';

/** Far past what any schema or tool call needs, and far below what exhausts a program's stack. */
const DEEPEST = 128;

/** Throws `bad-request` for JSON nested deeper than any honest request: what reads it later may recurse. */
export function requireShallow(value: unknown): void {
  if (!isWithin(value, DEEPEST)) {
    throw new LintelError('bad-request', `The body is nested more than ${DEEPEST} levels deep. Make it flatter.`);
  }
}

/** True when `value` holds at most `levels` objects or arrays inside one another. Recurses no deeper than that. */
function isWithin(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  if (Array.isArray(value)) {
    for (const item of value) if (!isWithin(item, levels - 1)) return false;
  } else {
    for (const key in value) if (!isWithin((value as Record<string, unknown>)[key], levels - 1)) return false;
  }
  return true;
}
