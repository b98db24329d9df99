import { randomUUID } from 'node:crypto';
import type { OpinionView } from '../../shared/api/views.ts';
import { fromErrorShape, LintelError } from '../../shared/chat/error.ts';
import type { ChatRequest } from '../../shared/chat/request.ts';
import { say } from '../../shared/chat/said.ts';
import { askForOpinion, OPINION_SCHEMA, opinionIn, withOpinion } from '../../shared/privacy/second-opinion.ts';
import type { Ports } from '../../shared/routing/ports.ts';
import { type Dialect, route } from '../../shared/routing/route.ts';

/** Tokens of an answer: more names than a prompt holds. */
const MOST_TOKENS = 1024;
/** Milliseconds to wait for it. */
const PATIENCE_MS = 60_000;

const dialect: Dialect<ChatRequest, string> = {
  normalise: (request) => request,
  async respond(_plan, events) {
    let said = '';
    for await (const event of events) {
      if (event.type === 'text') said += event.text;
      if (event.type === 'end' && event.answer.error !== undefined) throw fromErrorShape(event.answer.error);
    }
    return said;
  },
};

/**
 * What the scan finds in a text together with what a model that is loaded on this device sees in it. The question goes the
 * one path, tagged so that it cannot leave. Throws `not-found` where no such model is loaded: none is loaded for this.
 */
export async function secondOpinion(text: string, ports: Ports): Promise<OpinionView> {
  const model = ports.fleet
    .targets()
    .find(
      ({ zone, loaded, fault, guide, abilities }) =>
        zone === 'device' && loaded && fault === undefined && guide === undefined && abilities.includes('json'),
    );
  if (model === undefined)
    throw new LintelError('not-found', say`No model is loaded on this device. Load one on the page of models, and ask again.`);
  const request: ChatRequest = {
    id: randomUUID(),
    app: 'window',
    dialect: 'window',
    model: model.id,
    messages: askForOpinion(text),
    tools: [],
    sampling: { temperature: 0 },
    maxOutputTokens: MOST_TOKENS,
    stop: [],
    output: { type: 'json-schema', schema: OPINION_SCHEMA },
    tags: ['private'],
    wire: {},
  };
  const answer = await route(request, dialect, ports, AbortSignal.timeout(PATIENCE_MS));
  const { minConfidence } = ports.policy();
  const counting = ports.scanner(text).filter(({ confidence }) => confidence >= minConfidence);
  return { model: model.name, findings: withOpinion(counting, opinionIn(answer, text), text) };
}
