import { join } from 'node:path';
import { createLocalEngine } from '../../electron/engines/local/engine.ts';
import { forkWorker } from '../../electron/engines/local/fork.ts';
import type { ChatMessage, ChatRequest } from '../../shared/chat/request.ts';
import { issuePermit } from '../../shared/routing/permit.ts';

const ROOT = join(import.meta.dirname, '..', '..');
export const STARTER = join(ROOT, 'resources', 'models', 'lintel-starter.gguf');
/** Past this an answer does not end by itself any more. */
const LIMIT = 300;

export interface Reply {
  readonly text: string;
  readonly tokens: number;
  readonly ended: boolean;
  /** Milliseconds to the first token, and from there to the last. */
  readonly firstTokenMs: number;
  readonly restMs: number;
}

/** The starter model in the real engine, in a process of its own, on one thread. */
export function openStarter(path = STARTER) {
  const local = createLocalEngine({ launch: forkWorker, workerEntry: join(ROOT, 'electron', 'engines', 'local', 'worker.ts') });
  const model = { id: 'starter', name: 'Starter', path, settings: { threads: 1 } };
  const engine = local.engine(model);
  let asked = 0;

  /** @param turns what was said, the person first; each line by turns */
  async function say(...turns: readonly string[]): Promise<Reply> {
    const messages: ChatMessage[] = turns.map((text, index) => ({
      role: index % 2 === 0 ? 'user' : 'assistant',
      content: [{ type: 'text', text }],
    }));
    const request: ChatRequest = {
      id: `evaluation-${++asked}`,
      app: 'evaluation',
      dialect: 'evaluation',
      model: model.id,
      messages,
      tools: [],
      sampling: {},
      maxOutputTokens: LIMIT,
      stop: [],
      output: { type: 'text' },
      tags: [],
      wire: {},
    };
    const began = performance.now();
    let first: number | undefined;
    let text = '';
    let tokens = 0;
    let ended = false;
    for await (const event of engine.chat(permitFor(request), request, new AbortController().signal)) {
      if (event.type === 'error') throw new Error(event.error.message);
      if (event.type === 'finish') {
        ended = event.reason === 'stop';
        tokens = event.usage.outputTokens;
      }
      if (event.type !== 'text') continue;
      first ??= performance.now();
      text += event.text;
    }
    const end = performance.now();
    return { text, tokens, ended, firstTokenMs: (first ?? end) - began, restMs: end - (first ?? end) };
  }

  return { say, dispose: () => local.dispose() };
}

function permitFor(request: ChatRequest) {
  const candidate = { targetId: request.model, name: request.model, zone: 'device' } as const;
  const plan = {
    requestId: request.id,
    policyVersion: 1,
    ceiling: { zone: 'device', because: [] },
    objective: 'balanced',
    trace: [],
    permitted: [candidate],
    refused: [],
    sentence: '',
  } as const;
  return issuePermit(plan, candidate, false);
}
