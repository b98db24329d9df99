import type { Topic } from './material.ts';

/** Most tokens that an answer may have. */
const MOST_TOKENS = 200;

/** One prompt, and what came of it. */
export interface Verdict {
  /** The prompt; of a conversation the last one. */
  readonly prompt: string;
  /** What it is about; undefined: none of the topics. */
  readonly topic?: string;
  readonly answer: string;
  /** Whether everything that must be in the answer is, and nothing that contradicts. */
  readonly isRight: boolean;
  /** It came to no end, or says the same sentence twice. */
  readonly runsOn: boolean;
}

interface Answer {
  readonly text: string;
  readonly tokens: number;
  readonly ended: boolean;
}

/** Judges an answer to a prompt of a topic, or to one of none. @param refusal what all off-topic prompts get */
export function judge(prompt: string, topic: Topic | undefined, { text, tokens, ended }: Answer, refusal: string): Verdict {
  const has = (words: string) => text.toLowerCase().includes(words.toLowerCase());
  const [gist = refusal] = refusal.split(':');
  const isRight =
    topic === undefined ? has(gist) : !has(gist) && topic.facts.every((wordings) => wordings.some(has)) && !topic.contradictions.some(has);
  return {
    prompt,
    ...(topic === undefined ? {} : { topic: topic.name }),
    answer: text,
    isRight,
    runsOn: !ended || tokens > MOST_TOKENS || repeats(text),
  };
}

function repeats(text: string): boolean {
  const sentences = text.split(/(?<=[.!?])\s+/);
  return new Set(sentences).size < sentences.length;
}
