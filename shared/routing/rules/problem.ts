import { english } from '../../chat/english.ts';
import type { Said } from '../../chat/said.ts';

/** What is wrong with a condition, and where: UTF-16 offsets in its text, `end` exclusive and never before `start`. */
export interface ConditionProblem {
  /** A sentence a person can act on. */
  readonly message: string;
  /** The same for a window that speaks another language. */
  readonly said: Said;
  readonly start: number;
  readonly end: number;
}

/** `2:7`: line and column of a place, both from 1. */
export function placeIn(text: string, at: number): string {
  const before = text.slice(0, at).split('\n');
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

/** A problem that lies inside the text and, unless it is empty, is at least a character wide. */
export function problemAt(text: string, said: Said, start: number, end: number): ConditionProblem {
  const last = Math.max(0, text.length - 1);
  const from = Math.min(Math.max(0, start), last);
  return { message: english(said), said, start: from, end: Math.min(text.length, Math.max(from + 1, end)) };
}
