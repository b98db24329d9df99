import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createCalls } from '../../electron/api/calls.ts';
import { exportedChats } from '../../electron/api/chat-export.ts';
import { createWindowApi } from '../../electron/api/handlers.ts';
import { createChatStore } from '../../electron/ledger/chats.ts';
import { type Database, openDatabase } from '../../electron/ledger/database.ts';
import { verifyFile } from '../../electron/ledger/egress-file.ts';
import { createPolicyStore } from '../../electron/ledger/policies.ts';
import { createRequestLedger } from '../../electron/ledger/requests.ts';
import type { EgressEntryView, EgressPageView } from '../../shared/api/views.ts';
import type { Departure } from '../../shared/privacy/egress.ts';
import { activityIn } from '../fakes/activity.ts';
import { appsIn } from '../fakes/apps.ts';
import { desktopParts } from '../fakes/desktop.ts';
import { egressIn } from '../fakes/egress.ts';
import { FIT, libraryParts } from '../fakes/library.ts';
import { modelSourceIn } from '../fakes/model-source.ts';
import { NO_MODELS } from '../fakes/models.ts';
import { moneyIn } from '../fakes/money.ts';
import { fakePorts } from '../fakes/ports.ts';
import { program, safekeeping } from '../fakes/program.ts';
import { providersIn } from '../fakes/providers.ts';

let folder: string;
let database: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-egress-api-'));
  database = openDatabase(join(folder, 'lintel.db'), { repair: true });
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const departure: Departure = {
  kind: 'prompt',
  requestId: 'r1',
  targetId: 'far',
  targetName: 'Far',
  host: 'provider.example',
  zone: 'cloud',
  permit: 'r1/1',
  masked: false,
  findings: { email: 1 },
};

function api() {
  const { log, egress, exportEgress } = egressIn(database);
  const app = createWindowApi({
    handlers: createCalls({
      program,
      policyFile: () => undefined,
      ...desktopParts(folder),
      ports: fakePorts([], {}),
      chats: createChatStore(database, Date.now),
      requests: createRequestLedger(database, Date.now),
      policies: createPolicyStore(database, Date.now),
      egress,
      activity: activityIn(database),
      money: moneyIn(database),
      apps: appsIn(database),
      library: libraryParts(folder),
      models: NO_MODELS,
      ...modelSourceIn(folder),
      providers: providersIn(database).providers,
      fit: FIT,
      state: async () => {
        throw new Error('not asked for');
      },
    }),
    chat: async () => new Response(),
    exportEgress,
    ...safekeeping,
    exportChats: (format, id) => exportedChats(createChatStore(database, Date.now), format, id),
    asset: async () => new Response(),
    bodyLimit: 1_000,
    onFault: () => {},
  });
  const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = { 'x-lintel-window': '1' }) => {
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    return app.request(`http://localhost/ui${path}`, init);
  };
  return { log, ask };
}

it('shows what left by page and filter, one row with its text, and how the chain is', async () => {
  const { log, ask } = api();
  for (const text of ['one', 'two', 'three']) {
    const row = log.opened({ ...departure, ...(text === 'two' ? { zone: 'lan' as const, targetId: 'box' } : {}) });
    row.ended({ outcome: 'sent', bytesOut: text.length, bytesIn: 0 }, Buffer.from(text));
  }
  const page = async (query: string) => (await (await ask('GET', `/egress${query}`)).json()) as EgressPageView;
  expect((await page('')).entries.map(({ seq }) => seq)).toEqual([5, 3, 1]);
  expect(await page('?limit=2')).toMatchObject({ entries: [{ seq: 5 }, { seq: 3 }], more: true });
  expect(await page('?limit=2&before=3')).toMatchObject({ entries: [{ seq: 1 }], more: false });
  expect((await page('?zone=lan')).entries.map(({ seq }) => seq)).toEqual([3]);
  expect((await page('?targetId=far')).entries.map(({ seq }) => seq)).toEqual([5, 1]);
  for (const wrong of ['?limit=0', '?limit=501', '?zone=moon', '?before=x', '?more=1'])
    expect((await ask('GET', `/egress${wrong}`)).status, wrong).toBe(400);

  const row = (await (await ask('GET', '/egress/3')).json()) as EgressEntryView;
  expect(row).toMatchObject({
    entry: { seq: 3, zone: 'lan', findings: { email: 1 }, ending: { outcome: 'sent', bytesOut: 3 } },
    text: 'two',
  });
  for (const id of ['2', '99', 'x', '-1', '9'.repeat(40)]) expect((await ask('GET', `/egress/${id}`)).status, id).toBe(404);

  // Texts without the hash of what left, as here, are not what left.
  expect(await (await ask('POST', '/egress/verify', {})).json()).toMatchObject({ intact: false, brokenAt: 1 });
  expect(await (await ask('POST', '/egress/texts/clear', { before: 1 })).json()).toEqual({ cleared: 0 });
  expect(await (await ask('POST', '/egress/texts/clear', {})).json()).toEqual({ cleared: 3 });
  expect(await (await ask('GET', '/egress/3')).json()).not.toHaveProperty('text');
  expect(await (await ask('POST', '/egress/verify', {})).json()).toMatchObject({ intact: true, head: { count: 6 } });
});

it('gives the log as a file that holds by itself', async () => {
  const { log, ask } = api();
  log.opened(departure).ended({ outcome: 'sent' });
  for (const format of ['json', 'csv']) {
    const response = await ask('GET', `/egress/export?format=${format}`);
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="lintel-egress.${format}"`);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const path = join(folder, format);
    writeFileSync(path, await response.text());
    expect(await verifyFile(path)).toMatchObject({ intact: true, head: { count: 2 } });
  }
  expect((await ask('GET', '/egress/export')).status).toBe(400);
  expect((await ask('GET', '/egress/export?format=exe')).status).toBe(400);
  const unread = await ask('GET', '/egress/export?format=csv');
  await unread.body?.cancel();
});

it('deletes texts for the window alone', async () => {
  const { ask } = api();
  expect((await ask('POST', '/egress/texts/clear', {}, {})).status).toBe(403);
  expect((await ask('POST', '/egress/verify', {}, {})).status).toBe(403);
});
