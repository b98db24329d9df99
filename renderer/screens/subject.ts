import { useStore } from 'zustand/react';
import type { AnswerView, MessageView, PlanView } from '../../shared/api/views.ts';
import { chat, prediction, view } from '../stores/session.ts';

/** What the explanation panel has to tell of. */
export interface Explained {
  readonly plan: PlanView;
  readonly answer?: AnswerView | undefined;
  readonly isPrediction: boolean;
  /** Of an answer: the conversation, and the turns that went along, the question last. */
  readonly conversationId?: string;
  readonly messages?: readonly MessageView[];
}

/** The chosen subject with its facts; nothing when none is chosen or it is no longer there. */
export function useSubject(): Explained | undefined {
  const { selected, subject } = useStore(view.store);
  const predicted = useStore(prediction.store, ({ plan }) => plan);
  const messages = useStore(chat.store, (threads) => threads[selected]?.messages);
  const messageId = subject === undefined || subject === 'prediction' ? undefined : subject.messageId;
  const at = messages?.findIndex(({ id }) => id === messageId) ?? -1;
  const message = messages?.[at];
  if (subject === 'prediction') return predicted === undefined ? undefined : { plan: predicted, isPrediction: true };
  return message?.plan === undefined
    ? undefined
    : {
        ...{ plan: message.plan, answer: message.answer, isPrediction: false },
        ...{ conversationId: selected, messages: messages?.slice(0, at) ?? [] },
      };
}
