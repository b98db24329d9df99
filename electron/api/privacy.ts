import { randomUUID } from 'node:crypto';
import type { PreviewMessage, PreviewView } from '../../shared/api/views.ts';
import { type ChatRequest, textOf } from '../../shared/chat/request.ts';
import { checkTerm, testTerm } from '../../shared/privacy/own-terms-check.ts';
import { masked } from '../../shared/routing/masked.ts';
import { planFor } from '../../shared/routing/plan-for.ts';
import type { Ports } from '../../shared/routing/ports.ts';
import type { ChatStore } from '../ledger/chats.ts';
import { historyOf, requestOf } from './chat.ts';
import type { Handlers } from './handlers.ts';
import { secondOpinion } from './second-opinion.ts';
import { fingerprintOf } from './seen.ts';

export interface PrivacyCallOptions {
  readonly ports: Ports;
  readonly chats: ChatStore;
}

/** The calls about what may leave. */
export function createPrivacyCalls({ ports, chats }: PrivacyCallOptions): Pick<Handlers, 'testTerm' | 'secondOpinion' | 'preview'> {
  return {
    secondOpinion: ({ body }) => secondOpinion(body.text, ports),
    testTerm: ({ body: { term, sample } }) => {
      const problem = checkTerm(term);
      return problem === undefined ? { findings: testTerm(term, sample) } : { findings: [], problem };
    },
    preview: ({ body }) => previewOf(requestOf(body, randomUUID(), historyOf(body, chats), body.conversationId), ports),
  };
}

function previewOf(request: ChatRequest, ports: Ports): PreviewView {
  const { minConfidence, version } = ports.policy();
  const leaving = masked(request, ports);
  const messages = request.messages.map((message, index): PreviewMessage => {
    const text = textOf(message);
    const other = leaving?.request.messages[index];
    return {
      role: message.role,
      text,
      findings: ports.scanner(text).filter(({ confidence }) => confidence >= minConfidence),
      ...(other === undefined ? {} : { masked: textOf(other) }),
    };
  });
  return { plan: planFor(request, ports), messages, seen: fingerprintOf(request, version) };
}
