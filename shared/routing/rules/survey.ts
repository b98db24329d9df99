import type { ASTNode } from '@marcbachmann/cel-js';
import { comparisonsOf } from './possible.ts';
import { type Loop, subjectOf } from './subject.ts';
import { loopOf, partsOf } from './vocabulary.ts';

/** What a condition asks of, and how much work that is. */
export interface Survey {
  /** Tags that it names whole, with the places of their names. */
  readonly tags: readonly { readonly name: string; readonly start: number }[];
  /** Whether it asks anything: one that does not always comes out the same. */
  readonly asks: boolean;
  /** What is evaluated once, in parts of a condition as dear as a comparison, some 50 ns each. */
  readonly steps: number;
  /** The same for every entry of a list, by the list. */
  readonly stepsPerEntry: Readonly<Record<string, number>>;
}

/** Measured: the length of a text is counted sign by sign, and a failure is written down with its place. */
const STEPS_OF_SIZE = 30;
const STEPS_OF_FAILURE = 200;
const ARITHMETIC: ReadonlySet<string> = new Set(['+', '-', '*', '/']);

function stepsOf(node: ASTNode): number {
  if ((node.op === 'call' || node.op === 'rcall') && node.args[0] === 'size') return STEPS_OF_SIZE;
  return mayFail(node) ? STEPS_OF_FAILURE : 1;
}

/** An entry of a list need not be there, and whole numbers can overflow and be divided by zero; those of variables cannot. */
function mayFail(node: ASTNode): boolean {
  if (node.op === '[]') return subjectOf(node)?.is !== 'count';
  return ARITHMETIC.has(node.op) && (node.args as readonly ASTNode[]).every((part) => subjectOf(part) === undefined);
}

const BY_EQUALITY: ReadonlySet<string> = new Set(['==', '!=']);

/** Looks through a condition that was checked. */
export function surveyOf(whole: ASTNode): Survey {
  const tags: { name: string; start: number }[] = [];
  const stepsPerEntry: Record<string, number> = {};
  let steps = 0;
  let asks = false;
  const visit = (node: ASTNode, loop: Loop | undefined): void => {
    if (loop === undefined) steps += stepsOf(node);
    else stepsPerEntry[loop.list] = (stepsPerEntry[loop.list] ?? 0) + stepsOf(node);
    asks ||= node.op === 'id' || node.op === '.';
    for (const { subject, sign, value } of comparisonsOf(node, loop)) {
      if (subject.name !== 'tags' || !BY_EQUALITY.has(sign)) continue;
      if (value.op === 'value' && typeof value.args === 'string') tags.push({ name: value.args, start: value.start });
    }
    const within = loopOf(node) ?? loop;
    for (const part of partsOf(node)) visit(part, within);
  };
  visit(whole, undefined);
  return { tags, asks, steps, stepsPerEntry };
}
