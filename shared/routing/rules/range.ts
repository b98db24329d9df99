import type { ASTNode } from '@marcbachmann/cel-js';
import type { Comparison } from './possible.ts';
import type { Subject } from './subject.ts';

/** The number that is written down, if it is one. */
function numberIn(node: ASTNode): number | undefined {
  if (node.op === '-_') {
    const positive = numberIn(node.args);
    return positive === undefined ? undefined : -positive;
  }
  return node.op === 'value' && (typeof node.args === 'number' || typeof node.args === 'bigint') ? Number(node.args) : undefined;
}

/** What is wrong with comparing a number with one that it never is, or is always on one side of. */
export function rangeFault({ subject: { name, variable, is }, sign, value: node }: Comparison): string | undefined {
  const value = numberIn(node);
  if (value === undefined || (is !== 'count' && variable.type !== 'number')) return undefined;
  const { most = Number.POSITIVE_INFINITY, below = Number.POSITIVE_INFINITY } = variable;
  const isTooMuch = value > most || value > below || (value === most && sign === '>');
  const isNeverReached = value === below && (sign === '>' || sign === '>=' || sign === '==');
  const isTooLittle = value < 0 || (value === 0 && sign === '<');
  if (!isTooMuch && !isNeverReached && !isTooLittle) return undefined;
  return rangeWords(is === 'count' ? 'A count of findings' : `“${name}”`, value, variable);
}

function rangeWords(subject: string, value: number, { most, below, unit }: Subject['variable']): string {
  if (most === 1) {
    const meant = value > 1 && value <= 100 ? ` ${value} % is written ${value / 100}.` : '';
    return `${subject} is a share from 0 to 1.${meant}`;
  }
  if (below !== undefined) return `${subject} goes from 0 to less than ${below} hours.`;
  return `${subject} is never less than 0${unit === undefined ? '' : ` ${unit}`}.`;
}
