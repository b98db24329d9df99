import { CALLS, CHAT_PATH, pathOfCall, RESTORE_PATH } from '../shared/api/calls.ts';
import type { Body, Contract, Prompt, Reply } from '../shared/api/contract.ts';
import { EVENTS_PATH, type Topic } from '../shared/api/topics.ts';
import type { ChatLine, ErrorView } from '../shared/api/views.ts';
import { english } from '../shared/chat/english.ts';
import type { ErrorCode } from '../shared/chat/error.ts';
import { type Said, say } from '../shared/chat/said.ts';
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

const failureOf = (code: Failure['code'], said: Said, retryable: boolean): Failure => ({
  code,
  message: english(said),
  said,
  retryable,
});

const PREFIX = '/ui';
const PAGE = '/';
const SIGNED_OUT = 401;

/** Main refuses a change without it: no other page can send it unasked. */
const CHANGE_HEADERS = { 'x-lintel-window': '1', 'content-type': 'application/json' };

const SIGN_IN = say`This page’s session has ended. Open the address that Lintel printed when it started.`;

const UNREACHABLE = failureOf(
  'unreachable',
  say`Lintel is not answering. It may have stopped or be starting again; try again in a moment.`,
  true,
);

const UNREADABLE = failureOf('unreadable', say`Lintel’s reply could not be read. Its version may have changed: reload this window.`, true);

const CANCELLED = failureOf('cancelled', say`Stopped.`, false);

export const CUT_OFF = failureOf('cut-off', say`The connection to Lintel ended before the answer did. Try again.`, true);

/** Where an answer is. */
export interface AnswerPlace {
  readonly conversationId: string;
  readonly answerId: string;
}

export interface Api {
  state(signal?: AbortSignal): Promise<Outcome<Reply<'state'>>>;
  conversations(query?: Body<'conversations'>): Promise<Outcome<Reply<'conversations'>>>;
  conversation(id: string): Promise<Outcome<Reply<'conversation'>>>;
  changeConversation(id: string, change: Body<'changeConversation'>): Promise<Outcome<Reply<'changeConversation'>>>;
  deleteConversation(id: string): Promise<Outcome<Reply<'deleteConversation'>>>;
  undeleteConversation(id: string): Promise<Outcome<Reply<'undeleteConversation'>>>;
  purgeConversation(id: string): Promise<Outcome<Reply<'purgeConversation'>>>;
  importConversations(conversations: Body<'importConversations'>['conversations']): Promise<Outcome<Reply<'importConversations'>>>;
  conversationMasks(id: string): Promise<Outcome<Reply<'conversationMasks'>>>;
  searchChats(q: string, signal: AbortSignal): Promise<Outcome<Reply<'searchChats'>>>;
  messageRoute(requestId: string): Promise<Outcome<Reply<'messageRoute'>>>;
  addAttachment(file: Body<'addAttachment'>): Promise<Outcome<Reply<'addAttachment'>>>;
  attachment(id: string): Promise<Outcome<Reply<'attachment'>>>;
  removeAttachment(id: string): Promise<Outcome<Reply<'removeAttachment'>>>;
  /** @param of the answer that names it, and the conversation that this is in */
  loadPicture(url: string, of: AnswerPlace, signal: AbortSignal): Promise<Outcome<Reply<'loadPicture'>>>;
  projects(): Promise<Outcome<Reply<'projects'>>>;
  addProject(project: Body<'addProject'>): Promise<Outcome<Reply<'addProject'>>>;
  changeProject(id: string, change: Body<'changeProject'>): Promise<Outcome<Reply<'changeProject'>>>;
  removeProject(id: string): Promise<Outcome<Reply<'removeProject'>>>;
  prompts(): Promise<Outcome<Reply<'prompts'>>>;
  savePrompt(prompt: Body<'savePrompt'>): Promise<Outcome<Reply<'savePrompt'>>>;
  removePrompt(id: string): Promise<Outcome<Reply<'removePrompt'>>>;
  presets(): Promise<Outcome<Reply<'presets'>>>;
  savePreset(preset: Body<'savePreset'>): Promise<Outcome<Reply<'savePreset'>>>;
  removePreset(id: string): Promise<Outcome<Reply<'removePreset'>>>;
  drafts(): Promise<Outcome<Reply<'drafts'>>>;
  keepDraft(id: string, draft: Body<'keepDraft'>): Promise<Outcome<Reply<'keepDraft'>>>;
  scanText(text: string, signal: AbortSignal): Promise<Outcome<Reply<'scanText'>>>;
  setBudget(cap: Body<'setBudget'>): Promise<Outcome<Reply<'setBudget'>>>;
  removeBudget(id: string): Promise<Outcome<Reply<'removeBudget'>>>;
  settings(): Promise<Outcome<Reply<'settings'>>>;
  changeSettings(change: Body<'changeSettings'>): Promise<Outcome<Reply<'changeSettings'>>>;
  hubToken(): Promise<Outcome<Reply<'hubToken'>>>;
  setHubToken(token: string): Promise<Outcome<Reply<'setHubToken'>>>;
  removeHubToken(): Promise<Outcome<Reply<'removeHubToken'>>>;
  telemetryHeaders(): Promise<Outcome<Reply<'telemetryHeaders'>>>;
  setTelemetryHeaders(headers: string): Promise<Outcome<Reply<'setTelemetryHeaders'>>>;
  removeTelemetryHeaders(): Promise<Outcome<Reply<'removeTelemetryHeaders'>>>;
  eraseEverything(wishes: Body<'eraseEverything'>): Promise<Outcome<Reply<'eraseEverything'>>>;
  stopLintel(): Promise<Outcome<Reply<'stopLintel'>>>;
  /** What changes in main, as it does. Ends with the connection, or throws. */
  events(signal: AbortSignal): AsyncIterable<readonly Topic[]>;
  /** Takes a backup in; it is in place once Lintel starts anew. */
  restore(file: Blob): Promise<Outcome<{ readonly version: string; readonly madeAt: number }>>;
  plan(prompt: Body<'plan'>, signal: AbortSignal): Promise<Outcome<Reply<'plan'>>>;
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
  capOutlooks(): Promise<Outcome<Reply<'capOutlooks'>>>;
  requests(filter: Body<'requests'>): Promise<Outcome<Reply<'requests'>>>;
  trace(id: string): Promise<Outcome<Reply<'trace'>>>;
  targetFigures(): Promise<Outcome<Reply<'targetFigures'>>>;
  computer(): Promise<Outcome<Reply<'computer'>>>;
  correctCharge(id: string, charge: Body<'correctCharge'>): Promise<Outcome<Reply<'correctCharge'>>>;
  overview(days: Body<'overview'>): Promise<Outcome<Reply<'overview'>>>;
  secretKeeping(): Promise<Outcome<Reply<'secretKeeping'>>>;
  keepSecrets(wish: Body<'keepSecrets'>): Promise<Outcome<Reply<'keepSecrets'>>>;
  unlockSecrets(passphrase: Body<'unlockSecrets'>): Promise<Outcome<Reply<'unlockSecrets'>>>;
  models(): Promise<Outcome<Reply<'models'>>>;
  catalog(): Promise<Outcome<Reply<'catalog'>>>;
  supposeFit(id: string, settings: Body<'supposeFit'>, signal: AbortSignal): Promise<Outcome<Reply<'supposeFit'>>>;
  setModel(id: string, change: Body<'setModel'>): Promise<Outcome<Reply<'setModel'>>>;
  benchmarkModel(id: string, signal: AbortSignal): Promise<Outcome<Reply<'benchmarkModel'>>>;
  memory(): Promise<Outcome<Reply<'memory'>>>;
  modelPlaces(): Promise<Outcome<Reply<'modelPlaces'>>>;
  searchHub(q: string, signal: AbortSignal): Promise<Outcome<Reply<'searchHub'>>>;
  hubVariants(repo: string, signal: AbortSignal): Promise<Outcome<Reply<'hubVariants'>>>;
  providers(): Promise<Outcome<Reply<'providers'>>>;
  providerKinds(): Promise<Outcome<Reply<'providerKinds'>>>;
  addProvider(provider: Body<'addProvider'>): Promise<Outcome<Reply<'addProvider'>>>;
  changeProvider(id: string, change: Body<'changeProvider'>): Promise<Outcome<Reply<'changeProvider'>>>;
  removeProvider(id: string): Promise<Outcome<Reply<'removeProvider'>>>;
  testProvider(id: string, signal: AbortSignal): Promise<Outcome<Reply<'testProvider'>>>;
  providerModels(id: string, refresh: boolean): Promise<Outcome<Reply<'providerModels'>>>;
  addProviderKey(id: string, key: string): Promise<Outcome<Reply<'addProviderKey'>>>;
  removeProviderKey(keyId: string): Promise<Outcome<Reply<'removeProviderKey'>>>;
  importableKeys(): Promise<Outcome<Reply<'importableKeys'>>>;
  findServers(search: Body<'findServers'>, signal: AbortSignal): Promise<Outcome<Reply<'findServers'>>>;
  modelFit(id: string): Promise<Outcome<Reply<'modelFit'>>>;
  modelRemoval(id: string): Promise<Outcome<Reply<'modelRemoval'>>>;
  removeModel(id: string, wishes: Body<'removeModel'>): Promise<Outcome<Reply<'removeModel'>>>;
  /** @param keepAliveMs milliseconds to keep it without work; -1: until Lintel ends. Absent: the model’s setting */
  loadModel(id: string, keepAliveMs?: number): Promise<Outcome<Reply<'loadModel'>>>;
  unloadModel(id: string): Promise<Outcome<Reply<'unloadModel'>>>;
  releaseModel(id: string): Promise<Outcome<Reply<'releaseModel'>>>;
  downloads(): Promise<Outcome<Reply<'downloads'>>>;
  startDownload(ref: string): Promise<Outcome<Reply<'startDownload'>>>;
  pauseDownload(id: string): Promise<Outcome<Reply<'pauseDownload'>>>;
  resumeDownload(id: string): Promise<Outcome<Reply<'resumeDownload'>>>;
  cancelDownload(id: string): Promise<Outcome<Reply<'cancelDownload'>>>;
  keys(): Promise<Outcome<Reply<'keys'>>>;
  createKey(rules: Body<'createKey'>): Promise<Outcome<Reply<'createKey'>>>;
  changeKey(id: string, patch: Body<'changeKey'>): Promise<Outcome<Reply<'changeKey'>>>;
  revokeKey(id: string): Promise<Outcome<Reply<'revokeKey'>>>;
  connections(signal?: AbortSignal): Promise<Outcome<Reply<'connections'>>>;
  cutConnection(id: string): Promise<Outcome<Reply<'cutConnection'>>>;
  inspector(app?: string): Promise<Outcome<Reply<'inspector'>>>;
  clearInspector(): Promise<Outcome<Reply<'clearInspector'>>>;
  port(): Promise<Outcome<Reply<'port'>>>;
  tryApp(trial: Body<'tryApp'>, signal: AbortSignal): Promise<Outcome<Reply<'tryApp'>>>;
  setPort(wish: Body<'setPort'>): Promise<Outcome<Reply<'setPort'>>>;
  spending(query: Body<'spending'>): Promise<Outcome<Reply<'spending'>>>;
  /** Ends after `end`, after `error`, or without either when the signal aborts. Never throws. */
  chat(prompt: Prompt, signal: AbortSignal): AsyncGenerator<HeardLine, void, void>;
}

/** Characters of a body that may outlive its page: browsers let 64 KiB of all such bodies. */
const OUTLIVES = 16_000;

/** The only caller of the contract. @param send `fetch`, or something that speaks like it */
export function createApi(send: typeof fetch): Api {
  const ask = (method: string, path: string, body: unknown, signal?: AbortSignal): Promise<Response> => {
    const json = body === undefined ? undefined : JSON.stringify(body);
    return send(PREFIX + path, {
      method,
      credentials: 'same-origin',
      ...(method === 'GET' ? {} : { headers: CHANGE_HEADERS }),
      ...(json === undefined ? {} : { body: json }),
      // What main is to keep, it gets though the page goes away in the same moment.
      ...(method === 'PUT' && json !== undefined && json.length <= OUTLIVES ? { keepalive: true } : {}),
      ...(signal === undefined ? {} : { signal }),
    });
  };

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
    conversations: (query) => call('conversations', query === undefined ? {} : { body: query }),
    conversation: (id) => call('conversation', { id }),
    changeConversation: (id, body) => call('changeConversation', { id, body }),
    deleteConversation: (id) => call('deleteConversation', { id }),
    undeleteConversation: (id) => call('undeleteConversation', { id, body: {} }),
    purgeConversation: (id) => call('purgeConversation', { id }),
    importConversations: (conversations) => call('importConversations', { body: { conversations } }),
    conversationMasks: (id) => call('conversationMasks', { id }),
    searchChats: (q, signal) => call('searchChats', { body: { q }, signal }),
    messageRoute: (id) => call('messageRoute', { id }),
    addAttachment: (body) => call('addAttachment', { body }),
    attachment: (id) => call('attachment', { id }),
    removeAttachment: (id) => call('removeAttachment', { id }),
    loadPicture: (url, of, signal) => call('loadPicture', { body: { url, ...of }, signal }),
    projects: () => call('projects'),
    addProject: (body) => call('addProject', { body }),
    changeProject: (id, body) => call('changeProject', { id, body }),
    removeProject: (id) => call('removeProject', { id }),
    prompts: () => call('prompts'),
    savePrompt: (body) => call('savePrompt', { body }),
    removePrompt: (id) => call('removePrompt', { id }),
    presets: () => call('presets'),
    savePreset: (body) => call('savePreset', { body }),
    removePreset: (id) => call('removePreset', { id }),
    drafts: () => call('drafts'),
    keepDraft: (id, body) => call('keepDraft', { id, body }),
    scanText: (text, signal) => call('scanText', { body: { text }, signal }),
    setBudget: (body) => call('setBudget', { body }),
    removeBudget: (id) => call('removeBudget', { id }),
    settings: () => call('settings'),
    changeSettings: (change) => call('changeSettings', { body: change }),
    hubToken: () => call('hubToken'),
    setHubToken: (token) => call('setHubToken', { body: { token } }),
    removeHubToken: () => call('removeHubToken'),
    telemetryHeaders: () => call('telemetryHeaders'),
    setTelemetryHeaders: (headers) => call('setTelemetryHeaders', { body: { headers } }),
    removeTelemetryHeaders: () => call('removeTelemetryHeaders'),
    eraseEverything: (wishes) => call('eraseEverything', { body: wishes }),
    stopLintel: () => call('stopLintel', { body: {} }),
    async *events(signal) {
      const response = await send(PREFIX + EVENTS_PATH, { credentials: 'same-origin', signal });
      if (!response.ok) return;
      const splitter = createLineSplitter();
      for await (const piece of piecesOf(response)) for (const line of splitter.push(piece)) yield JSON.parse(line) as readonly Topic[];
    },
    async restore(file) {
      try {
        const headers = { ...CHANGE_HEADERS, 'content-type': 'application/octet-stream' };
        const response = await send(PREFIX + RESTORE_PATH, { method: 'POST', credentials: 'same-origin', headers, body: file });
        return response.ok ? { ok: true, value: await response.json() } : { ok: false, error: await errorOf(response) };
      } catch {
        return { ok: false, error: UNREACHABLE };
      }
    },
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
    capOutlooks: () => call('capOutlooks'),
    requests: (filter) => call('requests', { body: filter }),
    trace: (id) => call('trace', { id }),
    targetFigures: () => call('targetFigures'),
    computer: () => call('computer'),
    correctCharge: (id, body) => call('correctCharge', { id, body }),
    overview: (days) => call('overview', { body: days }),
    secretKeeping: () => call('secretKeeping'),
    keepSecrets: (wish) => call('keepSecrets', { body: wish }),
    unlockSecrets: (body) => call('unlockSecrets', { body }),
    models: () => call('models'),
    catalog: () => call('catalog'),
    supposeFit: (id, body, signal) => call('supposeFit', { id, body, signal }),
    setModel: (id, body) => call('setModel', { id, body }),
    benchmarkModel: (id, signal) => call('benchmarkModel', { id, body: {}, signal }),
    memory: () => call('memory'),
    modelPlaces: () => call('modelPlaces'),
    searchHub: (q, signal) => call('searchHub', { body: { q }, signal }),
    hubVariants: (repo, signal) => call('hubVariants', { body: { repo }, signal }),
    providers: () => call('providers'),
    providerKinds: () => call('providerKinds'),
    addProvider: (body) => call('addProvider', { body }),
    changeProvider: (id, body) => call('changeProvider', { id, body }),
    removeProvider: (id) => call('removeProvider', { id }),
    testProvider: (id, signal) => call('testProvider', { id, body: {}, signal }),
    providerModels: (id, refresh) => call('providerModels', { id, body: { refresh } }),
    addProviderKey: (id, key) => call('addProviderKey', { id, body: { key } }),
    removeProviderKey: (id) => call('removeProviderKey', { id }),
    importableKeys: () => call('importableKeys'),
    findServers: (body, signal) => call('findServers', { body, signal }),
    modelFit: (id) => call('modelFit', { id }),
    modelRemoval: (id) => call('modelRemoval', { id }),
    removeModel: (id, body) => call('removeModel', { id, body }),
    loadModel: (id, keepAliveMs) => call('loadModel', { id, body: keepAliveMs === undefined ? {} : { keepAliveMs } }),
    unloadModel: (id) => call('unloadModel', { id, body: {} }),
    releaseModel: (id) => call('releaseModel', { id, body: {} }),
    downloads: () => call('downloads'),
    startDownload: (ref) => call('startDownload', { body: { ref } }),
    pauseDownload: (id) => call('pauseDownload', { id, body: {} }),
    resumeDownload: (id) => call('resumeDownload', { id, body: {} }),
    cancelDownload: (id) => call('cancelDownload', { id }),
    keys: () => call('keys'),
    createKey: (rules) => call('createKey', { body: rules }),
    changeKey: (id, patch) => call('changeKey', { id, body: patch }),
    revokeKey: (id) => call('revokeKey', { id }),
    connections: (signal) => call('connections', { signal }),
    cutConnection: (id) => call('cutConnection', { id }),
    inspector: (app) => call('inspector', { body: app === undefined ? {} : { app } }),
    clearInspector: () => call('clearInspector'),
    port: () => call('port'),
    tryApp: (body, signal) => call('tryApp', { body, signal }),
    setPort: (body) => call('setPort', { body }),
    spending: (body) => call('spending', { body }),
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
  if (response.status === SIGNED_OUT) return failureOf('unauthorised', SIGN_IN, false);
  if (isRecord(inner) && typeof inner.message === 'string' && typeof inner.code === 'string') {
    const said = isRecord(inner.said) ? { said: inner.said as Said } : {};
    return { code: inner.code as ErrorCode, message: inner.message, ...said, retryable: inner.retryable === true };
  }
  return failureOf('internal', say`Lintel could not do that (status ${response.status}). Its log has the details.`, false);
}

function isRecord(value: unknown): value is { readonly [Key in 'error' | keyof Failure]?: unknown } {
  return typeof value === 'object' && value !== null;
}

export const api: Api = createApi((input, init) => fetch(input, init));
