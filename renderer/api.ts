import { CALLS, CHAT_PATH, pathOfCall } from '../shared/api/calls.ts';
import type { Body, Contract, Prompt, Reply } from '../shared/api/contract.ts';
import type { ChatLine, ErrorView } from '../shared/api/views.ts';
import type { ErrorCode } from '../shared/chat/error.ts';
import { createLineSplitter } from './lines.ts';

/** Main's error, or one of the ways in which main cannot be heard. */
export interface Failure extends Omit<ErrorView, 'code'> {
  readonly code: ErrorCode | 'unreachable' | 'unreadable' | 'cut-off';
}

/** A line of the chat stream; its error may be the window's own. */
export type HeardLine = Exclude<ChatLine, { type: 'error' }> | { readonly type: 'error'; readonly error: Failure };

/** What a call came to. Failures are values, so every caller says what it does with them. */
export type Outcome<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: Failure };

type CallName = keyof Contract;

const PREFIX = '/ui';
const PAGE = '/';
const SIGNED_OUT = 401;

/** Main refuses a change without it: no other page can send it unasked. */
const CHANGE_HEADERS = { 'x-lintel-window': '1', 'content-type': 'application/json' };

const SIGN_IN = 'This page’s session has ended. Open the address that Lintel printed when it started.';

const UNREACHABLE: Failure = {
  code: 'unreachable',
  message: 'Lintel is not answering. It may have stopped or be starting again; try again in a moment.',
  retryable: true,
};

const UNREADABLE: Failure = {
  code: 'unreadable',
  message: 'Lintel’s reply could not be read. Its version may have changed: reload this window.',
  retryable: true,
};

const CANCELLED: Failure = { code: 'cancelled', message: 'Stopped.', retryable: false };

export const CUT_OFF: Failure = {
  code: 'cut-off',
  message: 'The connection to Lintel ended before the answer did. Try again.',
  retryable: true,
};

export interface Api {
  state(signal?: AbortSignal): Promise<Outcome<Reply<'state'>>>;
  conversations(): Promise<Outcome<Reply<'conversations'>>>;
  conversation(id: string): Promise<Outcome<Reply<'conversation'>>>;
  renameConversation(id: string, title: string): Promise<Outcome<Reply<'changeConversation'>>>;
  deleteConversation(id: string): Promise<Outcome<Reply<'deleteConversation'>>>;
  plan(prompt: Prompt, signal: AbortSignal): Promise<Outcome<Reply<'plan'>>>;
  preview(prompt: Prompt): Promise<Outcome<Reply<'preview'>>>;
  policy(): Promise<Outcome<Reply<'policy'>>>;
  changePolicy(change: Body<'changePolicy'>): Promise<Outcome<Reply<'changePolicy'>>>;
  testPolicy(policy: NonNullable<Body<'testPolicy'>['policy']>): Promise<Outcome<Reply<'testPolicy'>>>;
  policyHistory(limit: number): Promise<Outcome<Reply<'policyHistory'>>>;
  policyDiff(from: number, to: number): Promise<Outcome<Reply<'policyDiff'>>>;
  rollbackPolicy(wish: Body<'rollbackPolicy'>): Promise<Outcome<Reply<'rollbackPolicy'>>>;
  rehearse(edit: Body<'rehearse'>, signal: AbortSignal): Promise<Outcome<Reply<'rehearse'>>>;
  secondOpinion(text: string): Promise<Outcome<Reply<'secondOpinion'>>>;
  testTerm(trial: Body<'testTerm'>): Promise<Outcome<Reply<'testTerm'>>>;
  egressLog(page: Body<'egressLog'>): Promise<Outcome<Reply<'egressLog'>>>;
  egressEntry(seq: number): Promise<Outcome<Reply<'egressEntry'>>>;
  egressVerify(): Promise<Outcome<Reply<'egressVerify'>>>;
  egressClearTexts(): Promise<Outcome<Reply<'egressClearTexts'>>>;
  models(): Promise<Outcome<Reply<'models'>>>;
  catalog(): Promise<Outcome<Reply<'catalog'>>>;
  modelFit(id: string): Promise<Outcome<Reply<'modelFit'>>>;
  modelRemoval(id: string): Promise<Outcome<Reply<'modelRemoval'>>>;
  removeModel(id: string, wishes: Body<'removeModel'>): Promise<Outcome<Reply<'removeModel'>>>;
  loadModel(id: string): Promise<Outcome<Reply<'loadModel'>>>;
  unloadModel(id: string): Promise<Outcome<Reply<'unloadModel'>>>;
  releaseModel(id: string): Promise<Outcome<Reply<'releaseModel'>>>;
  downloads(): Promise<Outcome<Reply<'downloads'>>>;
  startDownload(ref: string): Promise<Outcome<Reply<'startDownload'>>>;
  pauseDownload(id: string): Promise<Outcome<Reply<'pauseDownload'>>>;
  resumeDownload(id: string): Promise<Outcome<Reply<'resumeDownload'>>>;
  cancelDownload(id: string): Promise<Outcome<Reply<'cancelDownload'>>>;
  /** Ends after `end`, after `error`, or without either when the signal aborts. Never throws. */
  chat(prompt: Prompt, signal: AbortSignal): AsyncGenerator<HeardLine, void, void>;
}

/** The only caller of the contract. @param send `fetch`, or something that speaks like it */
export function createApi(send: typeof fetch): Api {
  const ask = (method: string, path: string, body: unknown, signal?: AbortSignal): Promise<Response> =>
    send(PREFIX + path, {
      method,
      credentials: 'same-origin',
      ...(method === 'GET' ? {} : { headers: CHANGE_HEADERS }),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });

  const dispatch = async (method: string, path: string, body: unknown, signal?: AbortSignal): Promise<Outcome<Response>> => {
    try {
      let response = await ask(method, path, body, signal);
      if (response.status === SIGNED_OUT) {
        // Main was started anew and forgot its sessions: opening the page signs the window in again.
        await send(PAGE, { credentials: 'same-origin', cache: 'no-store' });
        response = await ask(method, path, body, signal);
      }
      if (response.ok) return { ok: true, value: response };
      return { ok: false, error: await errorOf(response) };
    } catch {
      // fetch throws for a lost connection and for an abort, and for nothing else a caller could mend.
      return { ok: false, error: signal?.aborted ? CANCELLED : UNREACHABLE };
    }
  };

  const call = async <Name extends CallName>(
    name: Name,
    { id, body, signal }: { id?: string; body?: Body<Name>; signal?: AbortSignal | undefined } = {},
  ): Promise<Outcome<Reply<Name>>> => {
    const { method } = CALLS[name];
    // What a reading call needs goes into the address.
    const query =
      method === 'GET' && body !== undefined
        ? `?${new URLSearchParams(Object.entries(body).map(([key, value]) => [key, String(value)]))}`
        : '';
    const outcome = await dispatch(method, pathOfCall(name, id) + query, query === '' ? body : undefined, signal);
    if (!outcome.ok) return outcome;
    try {
      return { ok: true, value: (await outcome.value.json()) as Reply<Name> };
    } catch {
      return { ok: false, error: signal?.aborted ? CANCELLED : UNREADABLE };
    }
  };

  return {
    state: (signal) => call('state', { signal }),
    conversations: () => call('conversations'),
    conversation: (id) => call('conversation', { id }),
    renameConversation: (id, title) => call('changeConversation', { id, body: { title } }),
    deleteConversation: (id) => call('deleteConversation', { id }),
    egressLog: (page) => call('egressLog', { body: page }),
    egressEntry: (seq) => call('egressEntry', { id: String(seq) }),
    egressVerify: () => call('egressVerify', { body: {} }),
    egressClearTexts: () => call('egressClearTexts', { body: {} }),
    preview: (prompt) => call('preview', { body: prompt }),
    policy: () => call('policy'),
    changePolicy: (change) => call('changePolicy', { body: change }),
    testPolicy: (policy) => call('testPolicy', { body: { policy } }),
    policyHistory: (limit) => call('policyHistory', { body: { limit } }),
    policyDiff: (from, to) => call('policyDiff', { body: { from, to } }),
    rollbackPolicy: (wish) => call('rollbackPolicy', { body: wish }),
    rehearse: (edit, signal) => call('rehearse', { body: edit, signal }),
    secondOpinion: (text) => call('secondOpinion', { body: { text } }),
    testTerm: (trial) => call('testTerm', { body: trial }),
    plan: (prompt, signal) => call('plan', { body: prompt, signal }),
    models: () => call('models'),
    catalog: () => call('catalog'),
    modelFit: (id) => call('modelFit', { id }),
    modelRemoval: (id) => call('modelRemoval', { id }),
    removeModel: (id, body) => call('removeModel', { id, body }),
    loadModel: (id) => call('loadModel', { id, body: {} }),
    unloadModel: (id) => call('unloadModel', { id, body: {} }),
    releaseModel: (id) => call('releaseModel', { id, body: {} }),
    downloads: () => call('downloads'),
    startDownload: (ref) => call('startDownload', { body: { ref } }),
    pauseDownload: (id) => call('pauseDownload', { id, body: {} }),
    resumeDownload: (id) => call('resumeDownload', { id, body: {} }),
    cancelDownload: (id) => call('cancelDownload', { id }),
    async *chat(prompt, signal) {
      const outcome = await dispatch('POST', CHAT_PATH, prompt, signal);
      if (!outcome.ok) {
        if (!signal.aborted) yield { type: 'error', error: outcome.error };
        return;
      }
      yield* linesOf(outcome.value, signal);
    },
  };
}

/** Reads the lines of a chat reply. One that stops before `end` or `error` becomes the error it is. */
async function* linesOf(response: Response, signal: AbortSignal): AsyncGenerator<HeardLine, void, void> {
  const splitter = createLineSplitter();
  try {
    for await (const piece of piecesOf(response)) {
      for (const text of splitter.push(piece)) {
        const line = parse(text);
        yield line;
        if (line.type === 'end' || line.type === 'error') return;
      }
    }
    if (splitter.rest() !== '') {
      const line = parse(splitter.rest());
      yield line;
      if (line.type === 'end' || line.type === 'error') return;
    }
  } catch {
    // A broken connection; told below unless the reader asked for it.
  }
  if (!signal.aborted) yield { type: 'error', error: CUT_OFF };
}

async function* piecesOf(response: Response): AsyncGenerator<string, void, void> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  const decoder = new TextDecoder();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield decoder.decode(part.value, { stream: true });
    yield decoder.decode();
  } finally {
    // Leaving half-way closes the connection; after the end this does nothing.
    reader.cancel().catch(() => undefined);
  }
}

function parse(text: string): HeardLine {
  try {
    return JSON.parse(text) as ChatLine;
  } catch {
    return { type: 'error', error: UNREADABLE };
  }
}

/** The error in a reply: `{ error: {...} }` or the error itself. Anything else is named by its status. */
async function errorOf(response: Response): Promise<Failure> {
  const body: unknown = await response.json().catch(() => undefined);
  const inner = isRecord(body) && isRecord(body.error) ? body.error : body;
  if (response.status === SIGNED_OUT) return { code: 'unauthorised', message: SIGN_IN, retryable: false };
  if (isRecord(inner) && typeof inner.message === 'string' && typeof inner.code === 'string') {
    return { code: inner.code as ErrorCode, message: inner.message, retryable: inner.retryable === true };
  }
  return { code: 'internal', message: `Lintel could not do that (status ${response.status}). Its log has the details.`, retryable: false };
}

function isRecord(value: unknown): value is { readonly [Key in 'error' | keyof Failure]?: unknown } {
  return typeof value === 'object' && value !== null;
}

export const api: Api = createApi((input, init) => fetch(input, init));
