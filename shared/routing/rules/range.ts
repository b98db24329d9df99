import type { ASTNode } from '@marcbachmann/cel-js';
import { type Said, say, together } from '../../chat/said.ts';
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
export function rangeFault({ subject: { name, variable, is }, sign, value: node }: Comparison): Said | undefined {
  const value = numberIn(node);
  if (value === undefined || (is !== 'count' && variable.type !== 'number')) return undefined;
  const { most = Number.POSITIVE_INFINITY, below = Number.POSITIVE_INFINITY } = variable;
  const isTooMuch = value > most || value > below || (value === most && sign === '>');
  const isNeverReached = value === below && (sign === '>' || sign === '>=' || sign === '==');
  const isTooLittle = value < 0 || (value === 0 && sign === '<');
  if (!isTooMuch && !isNeverReached && !isTooLittle) return undefined;
  return rangeWords(is === 'count' ? say`A count of findings` : say`“${name}”`, value, variable);
}

function rangeWords(subject: Said | string, value: number, { most, below, unit }: Subject['variable']): Said {
  if (most === 1) {
    const share = say`${subject} is a share from 0 to 1.`;
    return value > 1 && value <= 100 ? together(share, say`${value} % is written ${value / 100}.`) : share;
  }
  if (below !== undefined) return say`${subject} goes from 0 to less than ${below} hours.`;
  return unit === undefined ? say`${subject} is never less than 0.` : say`${subject} is never less than 0 ${{ said: unit }}.`;
}
