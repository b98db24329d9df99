import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../electron/ledger/database.ts';
import { createDecisionStore } from '../../electron/ledger/decisions.ts';
import { createRequestLedger } from '../../electron/ledger/requests.ts';
import { NO_USAGE } from '../../shared/chat/usage.ts';
import { ZONES } from '../../shared/privacy/zones.ts';
import { consider } from '../../shared/routing/plan-for.ts';
import { ABILITIES, type Target } from '../../shared/routing/target.ts';
import { fakePorts, request, target } from '../fakes/ports.ts';

let folder: string;
let database: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-decisions-'));
  database = openDatabase(join(folder, 'lintel.db'), { repair: true });
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const CONVERSATION = '7d3cbb7a-7c1c-4a3e-9d4f-0b6a0c7f1e52';
const FLEET = Array.from({ length: 20 }, (_, index) =>
  target(`provider-${index}/model-with-a-long-name-${index}`, {
    zone: ZONES[index % 4] ?? 'device',
    abilities: ABILITIES.slice(0, 6),
    quality: index / 20,
    price: { input: 2.5e9, cachedInput: 1.25e9, output: 1e10, source: 'https://example.org/pricing', date: '2026-01-31' },
    loadMs: 1234.5678901,
    speed: { bands: [{ promptTokensPerSecond: 512.1234567, tokensPerSecond: 31.4159265, overheadMs: 12.5432198 }] },
  }),
);

/** Asks through the path’s own decision, and writes it down. */
function ask(ledger: ReturnType<typeof createRequestLedger>, id: string, fleet: readonly Target[] = FLEET) {
  const asked = request('Send the report to anna@example.org and to bert@example.org', {
    id,
    tags: ['internal'],
    conversationId: CONVERSATION,
  });
  const { plan, ...considered } = consider(asked, fakePorts(fleet));
  ledger.opened(asked, plan, considered);
  return plan;
}

const rows = (table: string) => Number(database.handle.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.count);

describe('past decisions', () => {
  it('are kept over their own fleet where the transaction that wrote it first was taken back', () => {
    const ledger = createRequestLedger(database, () => 5);
    const [one, other] = [FLEET.slice(0, 3), FLEET.slice(3, 9)];
    ask(ledger, 'a', one);
    ask(ledger, 'b', one);
    expect(() =>
      database.transaction(() => {
        throw new Error('gone');
      }),
    ).toThrow('gone');
    ask(ledger, 'c', other);
    ledger.past(1);
    const kept = database.handle
      .prepare('SELECT request_id, fleet FROM bases JOIN fleets ON fleets.id = fleet_id ORDER BY request_id')
      .all();
    expect(kept.map(({ request_id, fleet }) => [request_id, (JSON.parse(String(fleet)) as unknown[]).length])).toEqual([
      ['a', 3],
      ['b', 3],
      ['c', 6],
    ]);
  });

  it('come back newest first with what became of them, a page at a time', () => {
    const ledger = createRequestLedger(database, () => 5);
    const plans = ['a', 'b', 'c'].map((id) => ask(ledger, id));
    const [first] = plans[1]?.permitted ?? [];
    if (first === undefined) throw new Error('Nothing was permitted.');
    const timings = { queueMs: 0, loadMs: 0, firstTokenMs: 30, totalMs: 90 };
    ledger.closed({ requestId: 'b', status: 'done', target: first, usage: { ...NO_USAGE, costNanoDollars: 11 }, timings });
    ledger.closed({ requestId: 'c', status: 'cancelled', target: first, usage: NO_USAGE, timings });
    const page = ledger.past(2);
    expect(page.map(({ traits }) => traits.requestId)).toEqual(['c', 'b']);
    expect(page[0]?.outcome).toMatchObject({ status: 'cancelled', place: { targetId: first.targetId } });
    expect(page[0]?.outcome.happened).toBeUndefined();
    expect(page[1]).toMatchObject({
      at: 5,
      policyVersion: 1,
      traits: { conversationId: CONVERSATION, tags: ['internal'], findings: [{ type: 'email', count: 2 }] },
      planned: { targetId: first.targetId },
      outcome: { status: 'done', happened: { costNanoDollars: 11, firstTokenMs: 30, totalMs: 90 } },
    });
    expect(ledger.past(10, page[1]?.seq).map(({ traits }) => traits.requestId)).toEqual(['a']);
    expect(page[1]?.fleet.map(({ id, zone }) => [id, zone])).toEqual(FLEET.map(({ id, zone }) => [id, zone]));
  });

  it('take at most 2 kB each over twenty targets, whose facts are kept once', () => {
    const ledger = createRequestLedger(database, () => 5);
    for (let index = 0; index < 50; index++)
      ask(
        ledger,
        `r${index}`,
        FLEET.map((one) => ({ ...one, inFlight: index, loaded: index % 2 === 0 })),
      );
    database.fresh(() => undefined);
    const { bytes } = database.handle.prepare('SELECT avg(length(basis)) AS bytes FROM bases').get() ?? {};
    expect(Number(bytes)).toBeLessThanOrEqual(2048);
    expect(rows('fleets')).toBe(1);
    expect(ledger.past(50).map(({ fleet }) => fleet[0]?.inFlight)).toEqual(Array.from({ length: 50 }, (_, index) => 49 - index));
  });

  it('are forgotten past so many, with fleets that none of them names', () => {
    const ports = fakePorts(FLEET);
    const ledger = createRequestLedger(database, () => 5);
    const store = createDecisionStore(database, 3);
    for (let index = 0; index < 8; index++) {
      const asked = request('Hi', { id: `r${index}` });
      const fleet = FLEET.slice(0, index + 1);
      const { plan, ...considered } = consider(asked, { ...ports, fleet: { ...ports.fleet, targets: () => fleet } });
      database.transaction(() => {
        database.handle
          .prepare(`INSERT INTO requests (id, app, dialect, model, created_at, status) VALUES (?, 'a', 'd', 'auto', 1, 'open')`)
          .run(asked.id);
        database.handle.prepare(`INSERT INTO decisions VALUES (?, 1, 'cloud', '{}')`).run(asked.id);
        store.keep(considered, plan);
      });
    }
    expect(store.past(10).map(({ traits, fleet }) => [traits.requestId, fleet.length])).toEqual([
      ['r7', 8],
      ['r6', 7],
      ['r5', 6],
    ]);
    expect(rows('fleets')).toBe(8);
    createDecisionStore(database, 3);
    expect(rows('fleets')).toBe(3);
    expect(ledger.past(1)).toHaveLength(1);
  });

  it('name no fleet that a transaction took back', () => {
    const ledger = createRequestLedger(database, () => 5);
    ask(ledger, 'a', FLEET.slice(0, 1));
    // The same id again breaks the transaction after the new fleet was written.
    ask(ledger, 'a', FLEET.slice(0, 2));
    database.transaction(() => undefined);
    ask(ledger, 'b', FLEET.slice(0, 3));
    ask(ledger, 'c', FLEET.slice(0, 2));
    expect(ledger.past(10).map(({ fleet }) => fleet.length)).toEqual([2, 3, 1]);
  });
});
