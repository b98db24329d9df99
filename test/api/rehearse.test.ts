import { afterEach, expect, it } from 'vitest';
import { createRehearsalCalls } from '../../electron/api/rehearse.ts';
import type { PolicyView, RehearsalView } from '../../shared/api/views.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { DEFAULT_POLICY } from '../../shared/routing/policy.ts';
import type { PastDecision } from '../../shared/routing/rehearsal/past.ts';
import { fakePorts, SITUATION, target } from '../fakes/ports.ts';
import { realMain } from '../renderer/real-main.ts';

let main: ReturnType<typeof realMain>;
afterEach(() => main?.close());

const FLEET = [
  target('home'),
  target('far', { zone: 'cloud', quality: 0.95, price: { input: 1e9, output: 1e9, source: 'a page', date: '2026-01-31' } }),
];

const ruleThat = (when: string, then: unknown) => [{ id: 'g', name: 'G', match: 'all', rules: [{ id: 'r', name: 'R', when, then }] }];

async function ask(...texts: string[]): Promise<void> {
  for (const text of texts) {
    const said = await main.send('http://localhost/ui/chat', {
      method: 'POST',
      body: JSON.stringify({ text }),
      headers: { 'x-lintel-window': '1' },
    });
    await said.text();
  }
}

async function rehearse(body: unknown): Promise<{ status: number; json: RehearsalView }> {
  const response = await main.send('http://localhost/ui/policy/rehearsal', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'x-lintel-window': '1' },
  });
  return { status: response.status, json: (await response.json()) as RehearsalView };
}

it('replays what was asked under a change, and changes nothing', async () => {
  main = realMain(FLEET);
  await ask('Hello', 'Hello again', 'Write to anna@example.org');
  const { json } = await rehearse({ policy: { excluded: ['far'] } });
  expect(json.summary).toMatchObject({ requests: 3, leaks: 0, lost: 0 });
  expect(json.rows.map(({ would }) => would.place?.targetId)).toEqual(['home', 'home', 'home']);
  expect(json.rows.every(({ was }) => was.status === 'done' && was.happened !== undefined)).toBe(true);
  const policy = await main.api.policy();
  expect(policy).toMatchObject({ ok: true, value: { version: 1, excluded: [] } satisfies Partial<PolicyView> });
});

it('tells what would have left as it is for where it may not go now, by type', async () => {
  main = realMain(FLEET);
  await ask('Write to anna@example.org');
  const change = { objective: 'best-answer', findingTags: { email: 'public' } };
  const { json } = await rehearse({ policy: change });
  expect(json.summary).toMatchObject({ leaks: 1, leaked: [{ type: 'email', count: 1 }] });
  expect(json.rows[0]?.leak).toEqual({ to: 'cloud', ceiling: 'trusted', findings: [{ type: 'email', count: 1 }] });
  expect(JSON.stringify(json)).not.toContain('anna');
});

it('takes a whole policy, whose missing tags are gone, and says what no text could show', async () => {
  main = realMain(FLEET);
  await ask('Hello');
  await main.api.changePolicy({ tags: { client: { ceiling: 'lan' } } });
  const { version: _, ...whole } = { ...DEFAULT_POLICY, minConfidence: 0.9 };
  expect((await rehearse({ policy: whole })).json.unseen).toEqual(['minConfidence']);
  const rules = ruleThat('true', { tags: ['client'] });
  expect((await rehearse({ policy: { rules } })).status).toBe(200);
  expect((await rehearse({ policy: { ...whole, rules } })).status).toBe(400);
});

it('refuses what cannot be a policy, with the place', async () => {
  main = realMain(FLEET);
  const rules = ruleThat('tokens >', { ceiling: 'lan' });
  const { status, json } = await rehearse({ policy: { rules } });
  expect(status).toBe(400);
  expect(json).toMatchObject({ error: { code: 'bad-request', message: expect.stringContaining('1:') } });
});

it('stops once the caller has left, and lets others have their turn between', async () => {
  main = realMain(FLEET);
  const past: PastDecision & { seq: number } = {
    seq: 1,
    at: 1,
    policyVersion: 1,
    traits: {
      ...{ requestId: 'r', model: 'auto', tags: [], findings: [], maskable: true, hasPictures: false, needs: ['chat'], inputTokens: 9 },
      ...{ mayShift: false, outputTokens: 0, task: { kind: 'chat', difficulty: 0.1, outputTokens: 9 }, app: 'window', turns: 1 },
    },
    situation: SITUATION,
    fleet: FLEET,
    outcome: { status: 'done' },
  };
  const left = new AbortController();
  let reads = 0;
  const requests = {
    past: (limit: number) => {
      if (++reads === 3) left.abort();
      return Array.from({ length: limit }, () => past);
    },
  };
  const { rehearse: call } = createRehearsalCalls({ ports: fakePorts(FLEET), requests, policies: { current: () => DEFAULT_POLICY } });
  const body = { policy: {}, last: 10_000, fleet: 'then' as const };
  let turns = 0;
  const counting = setInterval(() => turns++, 0);
  await expect(call({ body, id: '', signal: left.signal })).rejects.toBeInstanceOf(LintelError);
  expect(reads).toBe(3);
  reads = 10;
  const whole = await call({ body: { ...body, last: 2_000 }, id: '' });
  clearInterval(counting);
  expect(whole.summary.requests).toBe(2_000);
  expect(whole.rows).toHaveLength(1_000);
  expect(turns).toBeGreaterThan(0);
});
