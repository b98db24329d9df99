import { LintelError, toErrorShape } from '../../chat/error.ts';
import type { ChatEvent } from '../../chat/event.ts';
import type { ChatRequest } from '../../chat/request.ts';
import { say } from '../../chat/said.ts';
import type { CancelSignal } from '../../chat/signal.ts';
import { NO_USAGE, type Usage } from '../../chat/usage.ts';
import type { Work, WorkResult } from '../../chat/work.ts';
import type { Permit } from '../permit.ts';
import type { Engine } from '../ports.ts';
import { textsOf } from '../texts.ts';

/** What is not known to have been used is counted here. */
const UNTOLD: Usage = { ...NO_USAGE, isEstimate: true };

/**
 * Work in the events of a chat: a start, what it came to, and one finish or error. So it is run, metered and charged as any answer.
 * @param onVectors called before vectors are handed on; may throw
 */
export async function* worked(
  engine: Engine,
  permit: Permit,
  request: ChatRequest,
  work: Work,
  signal: CancelSignal,
  onVectors: () => void,
): AsyncGenerator<ChatEvent> {
  let usage = UNTOLD;
  let hasBegun = false;
  try {
    // What is read on this device is waited for from here on; elsewhere an accepted request says when it began.
    if (permit.zone === 'device') yield { type: 'start', queueMs: 0, loadMs: 0 };
    for await (const [result, used] of resultsOf(engine, permit, request, work, signal)) {
      if (!hasBegun && permit.zone !== 'device') yield { type: 'start', queueMs: 0, loadMs: 0 };
      hasBegun = true;
      if (used !== undefined) usage = used;
      if (result?.type === 'embeddings') onVectors();
      if (result !== undefined) yield { type: 'text', text: '', tokens: 0, result };
    }
    yield { type: 'finish', reason: 'stop', usage };
  } catch (error) {
    if (signal.aborted) yield { type: 'finish', reason: 'cancelled', usage };
    else yield { type: 'error', error: toErrorShape(error) };
  }
}

async function* resultsOf(
  engine: Engine,
  permit: Permit,
  request: ChatRequest,
  work: Work,
  signal: CancelSignal,
): AsyncGenerator<readonly [WorkResult | undefined, Usage | undefined]> {
  const { id, app } = request;
  if (work.type === 'embeddings') {
    const { type, ...asked } = work;
    const { vectors, inputTokens } = await able(engine.embed, engine)(permit, { id, app, ...asked }, signal);
    yield [{ type, vectors }, read(inputTokens)];
  } else if (work.type === 'rerank') {
    const { type, ...asked } = work;
    const { scores, inputTokens } = await able(engine.rerank, engine)(permit, { id, app, ...asked }, signal);
    yield [{ type, scores }, read(inputTokens)];
  } else {
    const texts = request.messages.flatMap(({ content }) => content.flatMap(textsOf));
    const { contentType, body, usage } = await able(engine.pass, engine)(permit, { id, app, work, texts }, signal);
    yield [{ type: 'bytes', contentType, bytes: new Uint8Array() }, undefined];
    for await (const bytes of body) yield [{ type: 'bytes', contentType, bytes }, undefined];
    yield [undefined, usage()];
  }
}

const read = (inputTokens: number): Usage => (inputTokens > 0 ? { ...NO_USAGE, inputTokens } : UNTOLD);

function able<Do extends (...given: never[]) => unknown>(work: Do | undefined, engine: Engine): Do {
  if (work === undefined) throw new LintelError('model-faulty', say`This model cannot do that. Choose another.`, { field: 'model' });
  return work.bind(engine) as Do;
}
