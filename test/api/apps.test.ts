import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAppCalls } from '../../electron/api/apps.ts';
import type { Handlers } from '../../electron/api/handlers.ts';
import { type Database, openDatabase } from '../../electron/ledger/database.ts';
import { createKeyStore } from '../../electron/ledger/keys.ts';
import { contract } from '../../shared/api/contract.ts';
import { DEFAULT_POLICY } from '../../shared/routing/policy.ts';
import { moneyIn } from '../fakes/money.ts';
import { fakePorts, target } from '../fakes/ports.ts';
import { openSubject, type Subject, slowEngine } from '../gateway/security/subject.ts';

const slow = () => slowEngine();
let engine: ReturnType<typeof slow>;
let subject: Subject;
let database: Database;
let calls: Pick<Handlers, keyof ReturnType<typeof createAppCalls>>;
beforeEach(async () => {
  engine = slow();
  subject = await openSubject(fakePorts([target('a')], { a: engine.engine }));
  database = openDatabase(subject.file, { repair: false });
  const money = { ...moneyIn(database), keys: () => subject.keys.list() };
  calls = createAppCalls({
    keys: createKeyStore(database, Date.now),
    budgets: money.budgets,
    subjects: money,
    gateway: () => subject.gateway,
    settled: async () => {},
    fingerprint: () => 'AB:CD',
    isFixed: true,
    isKeyless: () => false,
    policy: () => DEFAULT_POLICY,
    now: Date.now,
  });
  setBudget = (scope) => void money.budgets.set({ scope, window: 'day', rolling: false, soft: false, limits: { requests: 5 } });
});
let setBudget: (scope: string) => void;
afterEach(async () => {
  engine.go();
  database.close();
  await subject.close();
});

const input = (body: unknown = undefined, id = '') => ({ body, id }) as never;
const make = async (rules: object) => await calls.createKey(input(contract.createKey.body.parse(rules)));

describe('the calls about apps', () => {
  it('make a key, show it once, change it, and show the caps over it', async () => {
    const made = await make({ name: 'Notes', tags: ['internal'], ceiling: 'lan' });
    expect(made).toMatchObject({ name: 'Notes', isLive: true, caps: [], key: expect.stringMatching(/^lintel-/) });
    expect(made).not.toHaveProperty('notice');
    expect((await make({ name: 'Odd', tags: ['nosuch'] })).notice).toContain('“nosuch”');
    setBudget(`app:${made.id}`);
    const [one] = await calls.keys(input());
    expect(one).toMatchObject({ id: made.id, caps: [{ over: 'app:Notes', limits: { requests: 5 } }] });
    expect(JSON.stringify(await calls.keys(input()))).not.toContain(made.key);
    const changed = await calls.changeKey(input(contract.changeKey.body.parse({ ceiling: null, name: 'Journal' }), made.id));
    expect(changed).toMatchObject({ name: 'Journal', caps: [{ over: 'app:Journal' }] });
    expect(changed).not.toHaveProperty('ceiling');
    expect(subject.keys.find(made.key)).toMatchObject({ name: 'Journal' });
  });

  it('show who is connected, cut one off, and end all of a key with it', async () => {
    const { key, id } = await make({ name: 'Notes' });
    const [first, second] = [await subject.chat(key, { stream: true }), await subject.chat(key, { stream: true })];
    await expect.poll(async () => (await calls.connections(input())).map(({ tokens }) => tokens)).toEqual([1, 1]);
    const [one] = await calls.connections(input());
    expect(one).toMatchObject({
      app: id,
      appName: 'Notes',
      method: 'POST',
      path: '/v1/chat/completions',
      target: { id: 'a', name: 'a', zone: 'device' },
    });
    expect(await calls.cutConnection(input(undefined, one?.id))).toEqual({ cut: true });
    await expect(first.text()).rejects.toThrow();
    expect(() => calls.cutConnection(input(undefined, one?.id ?? ''))).toThrow('over already');
    expect((await calls.revokeKey(input(undefined, id))).isLive).toBe(false);
    await expect(second.text()).rejects.toThrow();
    await expect.poll(async () => (await calls.connections(input())).length).toBe(0);
    const seen = await calls.inspector(input({ app: id }));
    expect(seen).toMatchObject([
      { appName: 'Notes', isBroken: true },
      { appName: 'Notes', isBroken: true },
    ]);
    await calls.clearInspector(input());
    expect(await calls.inspector(input({}))).toEqual([]);
  });

  it('say where the port is, and what being open to others means', async () => {
    expect(await calls.port(input())).toMatchObject({
      address: subject.address,
      network: [],
      meaning: [],
      isKeyless: false,
      isFixed: true,
    });
  });
});
