import type { HeardLine } from '../../renderer/api.ts';
import type { AnswerView, ConversationView, MessageView, PlanView } from '../../shared/api/views.ts';
import { NO_USAGE } from '../../shared/chat/usage.ts';

export const near = { targetId: 'near', name: 'Near', zone: 'device' } as const;
export const far = { targetId: 'far', name: 'Far', zone: 'cloud' } as const;

export const plan: PlanView = {
  requestId: 'request-1',
  policyVersion: 1,
  ceiling: { zone: 'cloud', because: [] },
  objective: 'balanced',
  trace: [],
  permitted: [near, far],
  refused: [],
  sentence: 'Stayed on this device: Near is the best of 2 permitted models.',
};

const conversation: ConversationView = {
  id: 'c1',
  title: 'Hello',
  tags: [],
  createdAt: 1,
  updatedAt: 1,
  isPinned: false,
  isArchived: false,
};

export function message(id: string, rest: Partial<MessageView> = {}): MessageView {
  return { id, role: 'assistant', text: '', status: 'streaming', createdAt: 1, tags: [], ...rest };
}

export function answer(rest: Partial<AnswerView> = {}): AnswerView {
  return {
    requestId: 'request-1',
    status: 'done',
    target: near,
    usage: { ...NO_USAGE, inputTokens: 3, outputTokens: 2 },
    timings: { queueMs: 0, loadMs: 0, firstTokenMs: 40, totalMs: 2_140 },
    ...rest,
  };
}

export const question = message('q1', { role: 'user', text: 'Hello', status: 'done' });
export const opened: HeardLine = { type: 'opened', conversation, question, reply: message('a1'), plan };
export const started: HeardLine = { type: 'start', target: near, sentence: plan.sentence };
export const said = (text: string): HeardLine => ({ type: 'text', text });
export const ended = (rest: Partial<AnswerView> = {}): HeardLine => ({ type: 'end', answer: answer(rest) });
