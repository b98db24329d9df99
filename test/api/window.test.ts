import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAssets } from '../../electron/api/assets.ts';
import { createCalls } from '../../electron/api/calls.ts';
import { chat } from '../../electron/api/chat.ts';
import { UNDO_MS } from '../../electron/api/chat-calls.ts';
import { exportedChats } from '../../electron/api/chat-export.ts';
import { createWindowApi } from '../../electron/api/handlers.ts';
import { type ChatStore, createChatStore } from '../../electron/ledger/chats.ts';
import { type Database, openDatabase } from '../../electron/ledger/database.ts';
import { createPolicyStore } from '../../electron/ledger/policies.ts';
import { createRequestLedger } from '../../electron/ledger/requests.ts';
import type { ChatLine, ConversationView, MessageView } from '../../shared/api/views.ts';
import type { ChatEvent } from '../../shared/chat/event.ts';
import { NO_USAGE } from '../../shared/chat/usage.ts';
import { DEFAULT_POLICY } from '../../shared/routing/policy.ts';
import type { Engine, Ports } from '../../shared/routing/ports.ts';
import { activityIn } from '../fakes/activity.ts';
import { appsIn } from '../fakes/apps.ts';
import { desktopParts } from '../fakes/desktop.ts';
import { egressIn } from '../fakes/egress.ts';
import { FIT, libraryParts } from '../fakes/library.ts';
import { modelSourceIn } from '../fakes/model-source.ts';
import { NO_MODELS } from '../fakes/models.ts';
import { moneyIn } from '../fakes/money.ts';
import { crash, fakePorts, finish, SITUATION, start, target, text } from '../fakes/ports.ts';
import { program, safekeeping } from '../fakes/program.ts';
import { providersIn } from '../fakes/providers.ts';

let folder: string;
let database: Database;
let chats: ChatStore;
let faults: unknown[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-api-'));
  database = openDatabase(join(folder, 'lintel.db'), { repair: true });
  chats = createChatStore(database, Date.now);
  faults = [];
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The window's API over the real store and a scripted engine. */
function api(played: readonly ChatEvent[] | Engine = [start, text('Hello '), text('there'), finish]) {
  const requests = createRequestLedger(database, Date.now);
  const policies = createPolicyStore(database, Date.now);
  const ports: Ports = { ...fakePorts([target('a')], { a: played }), ledger: requests, vault: chats.masks, policy: policies.current };
  const state = async () => ({
    version: '0',
    dataFolder: folder,
    modelsFolder: folder,
    policy: DEFAULT_POLICY,
    isStayForced: false,
    models: [],
    hardware: SITUATION.hardware,
    notices: [],
  });
  const { egress, exportEgress } = egressIn(database);
  let next = 0;
  return createWindowApi({
    handlers: createCalls({
      program,
      policyFile: () => undefined,
      ...desktopParts(folder),
      ports,
      chats,
      requests,
      policies,
      egress,
      activity: activityIn(database),
      money: moneyIn(database),
      apps: appsIn(database),
      library: libraryParts(folder),
      models: NO_MODELS,
      ...modelSourceIn(folder),
      providers: providersIn(database).providers,
      fit: FIT,
      state,
    }),
    chat: (prompt, signal) => chat(prompt, `request-${++next}`, chats, ports, signal, (error) => void faults.push(error)),
    exportEgress,
    ...safekeeping,
    exportChats: (format, id) => exportedChats(chats, format, id),
    asset: createAssets(folder),
    bodyLimit: 1_000_000,
    onFault: (error) => void faults.push(error),
  });
}
const send = (
  app: ReturnType<typeof api>,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = { 'x-lintel-window': '1' },
) => app.request(`http://localhost${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
const linesOf = async (response: Response) =>
  (await response.text())
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as ChatLine);
const saved = () => database.handle.prepare('SELECT role, text, status FROM messages ORDER BY rowid').all();

describe('chat in the window', () => {
  it('streams an answer, keeps both messages, and remembers how the answer came about', async () => {
    const app = api();
    const lines = await linesOf(await send(app, 'POST', '/ui/chat', { text: 'Good morning' }));
    expect(lines.map((line) => line.type)).toEqual(['opened', 'start', 'text', 'text', 'end']);
    expect(saved()).toEqual([
      { role: 'user', text: 'Good morning', status: 'done' },
      { role: 'assistant', text: 'Hello there', status: 'done' },
    ]);
    const [listed] = (await (await send(app, 'GET', '/ui/conversations')).json()) as ConversationView[];
    expect(listed?.title).toBe('Good morning');
    const opened = (await (await send(app, 'GET', `/ui/conversations/${listed?.id}`)).json()) as { messages: MessageView[] };
    expect(opened.messages[1]).toMatchObject({
      plan: { sentence: expect.stringContaining('Stayed on this device') },
      answer: { status: 'done', target: { targetId: 'a' } },
    });
  });

  it('refuses a body of very many values before they are made', async () => {
    const refused = await send(api(), 'POST', '/ui/chat', { text: 'Good morning', x: Array(300_000).fill([]) });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ error: { message: expect.stringContaining('more than 200000 values') } });
    expect(saved()).toEqual([]);
  });

  it('sends the history of the conversation, without answers that never began', async () => {
    const reached: string[] = [];
    const app = api({
      async *chat(_permit, asked) {
        reached.push(
          asked.messages
            .map((message) => `${message.role}:${message.content.map((part) => ('text' in part ? part.text : '')).join('')}`)
            .join(' | '),
        );
        yield start;
        if (reached.length === 2) yield crash;
        else {
          yield text(`answer ${reached.length}`);
          yield finish;
        }
      },
    });
    const first = (await linesOf(await send(app, 'POST', '/ui/chat', { text: 'one' })))[0];
    const conversationId = first?.type === 'opened' ? first.conversation.id : '';
    await linesOf(await send(app, 'POST', '/ui/chat', { text: 'two', conversationId }));
    await linesOf(await send(app, 'POST', '/ui/chat', { text: 'three', conversationId }));
    expect(reached[2]).toBe('user:one | assistant:answer 1 | user:three');
  });

  it('keeps a tag on every later turn, which carries the tagged one along', async () => {
    const app = api();
    const first = (await linesOf(await send(app, 'POST', '/ui/chat', { text: 'A secret plan', tags: ['private'] })))[0];
    const conversationId = first?.type === 'opened' ? first.conversation.id : '';
    const later = (await (await send(app, 'POST', '/ui/plan', { text: 'And then?', conversationId })).json()) as { ceiling: object };
    expect(later.ceiling).toMatchObject({ zone: 'device', because: ['it is tagged “private”'] });
    const [second] = await linesOf(await send(app, 'POST', '/ui/chat', { text: 'And then?', conversationId }));
    expect(second).toMatchObject({ type: 'opened', plan: { ceiling: { zone: 'device' } } });
    const elsewhere = (await (await send(app, 'POST', '/ui/plan', { text: 'And then?' })).json()) as { ceiling: object };
    expect(elsewhere.ceiling).toEqual({ zone: 'cloud', because: [] });
  });

  it('keeps the tag of a turn that failed before its answer began', async () => {
    const app = api([start, crash]);
    const first = (await linesOf(await send(app, 'POST', '/ui/chat', { text: 'A secret plan', tags: ['private'] })))[0];
    const conversationId = first?.type === 'opened' ? first.conversation.id : '';
    const again = (await (await send(app, 'POST', '/ui/plan', { text: 'A secret plan', conversationId })).json()) as {
      ceiling: { zone: string };
    };
    expect(again.ceiling.zone).toBe('device');
  });

  it('has the question on disk before the engine is asked, and partial text within half a second', async () => {
    const asked = Promise.withResolvers<unknown[]>();
    const go = Promise.withResolvers<void>();
    const app = api({
      async *chat() {
        asked.resolve(saved());
        yield start;
        yield text('the first half');
        await go.promise;
        yield finish;
      },
    });
    const response = send(app, 'POST', '/ui/chat', { text: 'Keep this' });
    const reading = linesOf(await response);
    expect(await asked.promise).toEqual([
      { role: 'user', text: 'Keep this', status: 'done' },
      { role: 'assistant', text: '', status: 'streaming' },
    ]);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(saved()[1]).toEqual({ role: 'assistant', text: 'the first half', status: 'streaming' });
    go.resolve();
    await reading;
    expect(saved()[1]).toMatchObject({ status: 'done' });
  });

  it('stops the engine and keeps what had arrived when the reader leaves', async () => {
    const stopped = Promise.withResolvers<void>();
    const app = api({
      async *chat(_permit, _asked, signal) {
        signal.addEventListener('abort', () => stopped.resolve(), { once: true });
        yield start;
        while (!signal.aborted) {
          yield text('x');
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
        yield { type: 'finish', reason: 'cancelled', usage: NO_USAGE };
      },
    });
    const reader = (await send(app, 'POST', '/ui/chat', { text: 'Go' })).body?.getReader();
    await reader?.read();
    await reader?.read();
    await reader?.read();
    await reader?.cancel();
    await stopped.promise;
    await expect.poll(() => saved()[1]).toMatchObject({ status: 'cancelled', text: expect.stringMatching(/^x/) });
    expect(database.handle.prepare('SELECT status FROM requests').all()).toEqual([{ status: 'cancelled' }]);
  });

  it('ends with an error line and a failed message when the engine fails half-way', async () => {
    const lines = await linesOf(await send(api([start, text('half'), crash]), 'POST', '/ui/chat', { text: 'Go' }));
    expect(lines.at(-1)).toMatchObject({ type: 'end', answer: { status: 'failed', error: { code: 'engine-crashed', retryable: true } } });
    expect(saved()[1]).toEqual({ role: 'assistant', text: 'half', status: 'failed' });
  });

  it('says that the disk is full before anything is sent, and mid-answer without losing what is stored', async () => {
    const app = api({
      async *chat() {
        yield start;
        yield text('y'.repeat(200_000));
        yield finish;
      },
    });
    await linesOf(await send(app, 'POST', '/ui/chat', { text: 'first' }));
    const pages = Number(database.handle.prepare('PRAGMA page_count').get()?.page_count);
    database.handle.exec(`PRAGMA max_page_count = ${pages + 4}`);
    const refused = await send(app, 'POST', '/ui/chat', { text: 'z'.repeat(100_000) });
    expect(refused.status).toBe(507);
    expect(await refused.json()).toMatchObject({ error: { code: 'storage-full', message: expect.stringContaining('Free some space') } });
    const lines = await linesOf(await send(app, 'POST', '/ui/chat', { text: 'second' }));
    expect(lines.at(-1)).toMatchObject({ type: 'error', error: { code: 'storage-full' } });
    expect(saved().slice(0, 2)).toMatchObject([{ text: 'first' }, { status: 'done' }]);
    expect(faults.length).toBeGreaterThan(0);
  });
});

describe('a prompt that could not be sent', () => {
  it('leaves nothing behind, so that trying again does not ask twice', async () => {
    const app = api();
    database.handle.exec(`CREATE TRIGGER refuse BEFORE INSERT ON decisions BEGIN SELECT RAISE(ABORT, 'no'); END`);
    expect((await send(app, 'POST', '/ui/chat', { text: 'Go' })).status).toBe(500);
    expect(saved()).toEqual([]);
    expect(chats.list()).toEqual([]);
    database.handle.exec('DROP TRIGGER refuse');
    await linesOf(await send(app, 'POST', '/ui/chat', { text: 'Go' }));
    expect(saved()).toHaveLength(2);
  });
});

describe('the window’s calls', () => {
  it('leaves nothing of a deleted conversation on the disk', async () => {
    const app = api();
    const marker = `findme-${'z'.repeat(40)}`;
    const { id } = chats.begin({ text: marker, tags: [] }, 'r').conversation;
    vi.useFakeTimers();
    await send(app, 'DELETE', `/ui/conversations/${id}`);
    expect(readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes(marker))).toBe(true);
    vi.advanceTimersByTime(UNDO_MS);
    vi.useRealTimers();
    for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name)).includes(marker)).toBe(false);
  });

  it('renames and deletes a conversation', async () => {
    const app = api();
    const { id } = chats.begin({ text: 'one', tags: [] }, 'r').conversation;
    expect(await (await send(app, 'PATCH', `/ui/conversations/${id}`, { title: 'Better' })).json()).toMatchObject({ title: 'Better' });
    expect(await (await send(app, 'DELETE', `/ui/conversations/${id}`)).json()).toEqual({ deleted: true });
    expect((await send(app, 'GET', `/ui/conversations/${id}`)).status).toBe(404);
  });

  it.each([
    ['a body that is no JSON', 'POST', '/ui/chat', undefined, 400],
    ['an empty prompt', 'POST', '/ui/chat', { text: '' }, 400],
    ['an unknown field', 'POST', '/ui/chat', { text: 'x', ceiling: 'cloud' }, 400],
    ['a conversation that is gone', 'POST', '/ui/chat', { text: 'x', conversationId: 'nope' }, 404],
    ['an empty title', 'PATCH', '/ui/conversations/x', { title: ' ' }, 400],
    ['a call that does not exist', 'GET', '/ui/nothing', undefined, 404],
    ['a file that does not exist', 'GET', '/assets/none.js', undefined, 404],
    ['a path out of the folder', 'GET', '/..%2f..%2fetc%2fpasswd.txt', undefined, 404],
    ['a broken escape', 'GET', '/%E0%A4%A.txt', undefined, 404],
    ['a name with a zero byte', 'GET', '/a%00.js', undefined, 404],
    ['a name too long for a file', 'GET', `/${'a'.repeat(5_000)}.js`, undefined, 404],
    ['a page that is not there', 'GET', '/nowhere', undefined, 404],
    ['a body over the limit', 'POST', '/ui/plan', { text: 'x'.repeat(1_100_000) }, 413],
  ])('answers %s with a clear error', async (_name, method, path, body, status) => {
    const response = await send(api(), method, path, body);
    expect(response.status).toBe(status);
    expect(((await response.json()) as { error: { message: string } }).error.message.length).toBeGreaterThan(10);
    expect(saved()).toEqual([]);
  });

  it('keeps chats out of the browser’s cache', async () => {
    const response = await send(api(), 'GET', '/ui/conversations');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('changes nothing for a call without the window’s header', async () => {
    const { id } = chats.begin({ text: 'one', tags: [] }, 'r').conversation;
    expect((await send(api(), 'DELETE', `/ui/conversations/${id}`, undefined, {})).status).toBe(403);
    expect(chats.list()).toHaveLength(1);
  });
});
