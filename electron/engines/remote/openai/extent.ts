import { LintelError } from '../../../../shared/chat/error.ts';
import { say } from '../../../../shared/chat/said.ts';
import { isFields } from './fields.ts';

/** Deeper than any answer is nested. */
const MOST_DEPTH = 64;

/**
 * How much a value of JSON holds, in characters, names and two for each value included. Keeps its own stack, so that no depth
 * can exhaust the program's; throws `bad-output` for one that is nested deeper than 64 levels.
 */
export function extentOf(value: unknown): number {
  let extent = 0;
  const left: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 0 }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value: one, depth } = next;
    if (depth > MOST_DEPTH)
      throw new LintelError('bad-output', say`The provider sent an answer nested deeper than ${MOST_DEPTH} levels. Choose another model.`);
    extent += 2;
    if (typeof one === 'string') extent += one.length;
    else if (Array.isArray(one)) for (const part of one) left.push({ value: part, depth: depth + 1 });
    else if (isFields(one))
      for (const name in one) {
        extent += name.length;
        left.push({ value: one[name], depth: depth + 1 });
      }
  }
  return extent;
}
