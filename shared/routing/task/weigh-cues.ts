import type { TaskKind } from '../task.ts';
import { STRETCH_CUES } from './cues.ts';
import type { Instruction } from './instruction.ts';
import { isUnspaced, type TextReading } from './reading.ts';

/** The first words say what is wanted; those after them what it is about. */
const FIRST_WORDS = 40;
const LATER_WEIGHT = 0.4;
/** Where an instruction is found, what stands outside it is what it is about. */
const BODY_WEIGHT = 0.25;

/** What each kind has for it, in the words of a prompt. */
export type KindWeights = Record<TaskKind, number>;

/** What speaks for code and for maths only beside what surely does. */
export interface Faint {
  code: number;
  maths: number;
}

/** Adds what the words of a prompt say of its kind; what is too faint to count by itself is returned instead. */
export function weighCues({ words, meanings }: TextReading, { firstWords, lastWords, isApart }: Instruction, weights: KindWeights): Faint {
  const faint: Faint = { code: 0, maths: 0 };
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as string;
    const isEdge = index < FIRST_WORDS || index >= words.length - FIRST_WORDS / 2;
    const isBody = isApart && index >= firstWords && index < words.length - lastWords;
    const share = isBody ? BODY_WEIGHT : isEdge ? 1 : LATER_WEIGHT;
    const meaning = meanings[index];
    if (meaning !== undefined) {
      for (const { kind, weight, isFaint } of meaning.cues) {
        if (isFaint) faint[kind as keyof Faint] += weight * share;
        else weights[kind] += weight * share;
      }
    }
    const pair = meanings[index - 1]?.pairs?.get(word);
    if (pair !== undefined) weights[pair.kind] += pair.weight * share;
    if (isUnspaced(word)) weighStretches(word, share, weights);
  }
  return faint;
}

function weighStretches(text: string, share: number, weights: KindWeights): void {
  for (let index = 0; index < text.length; index++) {
    for (const [stretch, { kind, weight }] of STRETCH_CUES.get(text.charAt(index)) ?? []) {
      if (text.startsWith(stretch, index)) weights[kind] += weight * share;
    }
  }
}
