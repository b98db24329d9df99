import { randomUUID } from 'node:crypto';
import type { PreviewMessage, PreviewView } from '../../shared/api/views.ts';
import { english } from '../../shared/chat/english.ts';
import { type ChatRequest, textOf } from '../../shared/chat/request.ts';
import { checkTerm, testTerm } from '../../shared/privacy/own-terms-check.ts';
import { masked } from '../../shared/routing/masked.ts';
import { planFor } from '../../shared/routing/plan-for.ts';
import type { Ports } from '../../shared/routing/ports.ts';
import type { ChatStore } from '../ledger/chats.ts';
import { type Asked, askedBy, requestOf, withCleared } from './chat-request.ts';
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
      return problem === undefined ? { findings: testTerm(term, sample) } : { findings: [], problem: english(problem), said: problem };
    },
    preview: ({ body }) => {
      const asked = askedBy(body, chats);
      return previewOf(requestOf(body, randomUUID(), asked, body.conversationId), asked, withCleared(ports, asked));
    },
  };
}

function previewOf(request: ChatRequest, asked: Asked, ports: Ports): PreviewView {
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
  return { plan: planFor(request, ports), messages, seen: fingerprintOf(request, asked, version) };
}
