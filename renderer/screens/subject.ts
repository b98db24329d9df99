import { useStore } from 'zustand/react';
import type { AnswerView, PlanView } from '../../shared/api/views.ts';
import { chat, prediction, view } from '../stores/session.ts';

/** What the explanation panel has to tell of. */
export interface Explained {
  readonly plan: PlanView;
  readonly answer?: AnswerView | undefined;
  readonly isPrediction: boolean;
}

/** The chosen subject with its facts; nothing when none is chosen or it is no longer there. */
export function useSubject(): Explained | undefined {
  const { selected, subject } = useStore(view.store);
  const predicted = useStore(prediction.store, ({ plan }) => plan);
  const message = useStore(chat.store, (threads) =>
    subject === undefined || subject === 'prediction' ? undefined : threads[selected]?.messages.find(({ id }) => id === subject.messageId),
  );
  if (subject === 'prediction') return predicted === undefined ? undefined : { plan: predicted, isPrediction: true };
  return message?.plan === undefined ? undefined : { plan: message.plan, answer: message.answer, isPrediction: false };
}
