import type { ChatRequest } from '../chat/request.ts';

/** What a prompt asks for, as far as its length and structure show. */
export const TASKS = [
  'chat',
  'question',
  'code',
  'maths',
  'extraction',
  'classification',
  'summary',
  'translation',
  'writing',
  'tools',
] as const;

export type TaskKind = (typeof TASKS)[number];

/** An estimate of a prompt's task, made without any model. */
export interface Task {
  readonly kind: TaskKind;
  /** From 0, anything can do it, to 1, the best models fail at times. */
  readonly difficulty: number;
  /** The language it is written in, as `de`; absent: too short to say. */
  readonly language?: string;
  /** Tokens that the answer will have. */
  readonly outputTokens: number;
}

/** Estimates a task: pure, no model, no clock. A learned estimate may take this place. @param inputTokens estimated tokens of the whole prompt */
export type EstimateTask = (request: ChatRequest, inputTokens: number) => Task;
