import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPolicyCalls } from '../../electron/api/policy.ts';
import type { Reply } from '../../shared/api/contract.ts';
import type { ErrorView } from '../../shared/api/views.ts';
import { DEFAULT_POLICY } from '../../shared/routing/policy.ts';
import { fakePorts, target } from '../fakes/ports.ts';
import { realMain } from '../renderer/real-main.ts';

const far = target('far', { zone: 'cloud', price: { input: 2e9, output: 8e9, source: 'a list', date: '2026-01-01' } });
let main: ReturnType<typeof realMain>;
beforeEach(() => {
  main = realMain([far, target('near')], {});
});
afterEach(() => main.close());

async function send<Body>(method: string, path: string, body?: unknown): Promise<{ status: number; body: Body }> {
  const init = { method, headers: { 'x-lintel-window': '1' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await main.send(`http://localhost/ui${path}`, init);
  return { status: response.status, body: (await response.json()) as Body };
}
const patch = (body: object) => send<{ error: ErrorView } & Reply<'policy'>>('PATCH', '/policy', body);
const guarded = { tests: [{ name: 'Mail stays', prompt: { text: 'Write to anna@example.org' }, expect: { ceiling: 'device' } }] };
const closed = { findingTags: { email: 'private' } };

describe('a save', () => {
  it('is refused where the policy’s own tests fail under it, and made all the same when forced', async () => {
    const refused = await patch(guarded);
    expect(refused.status).toBe(422);
    expect(refused.body.error).toMatchObject({
      code: 'policy-tests-failed',
      message: expect.stringContaining('“Mail stays”: ceiling: expected'),
    });
    expect((await patch({ ...guarded, ...closed })).body.version).toBe(2);
    expect((await patch({ findingTags: { email: 'public' } })).status).toBe(422);
    expect((await patch({ findingTags: { email: 'public' }, force: true })).body).toMatchObject({
      version: 3,
      findingTags: { email: 'public' },
    });
    expect((await patch({ stayOnDevice: true })).body).toMatchObject({ version: 4, stayOnDevice: true });
  });

  it('that goes back is tested as well, and forced no further than the rules of a policy allow', async () => {
    await patch({ ...guarded, ...closed });
    await patch({ findingTags: { email: 'public' }, force: true });
    await patch({ tests: [] });
    expect((await send('POST', '/policy/rollback', { version: 3 })).status).toBe(422);
    expect((await send<Reply<'policy'>>('POST', '/policy/rollback', { version: 2 })).body).toMatchObject({ version: 5, ...guarded });
    expect((await send('POST', '/policy/rollback', { version: 77, force: true })).status).toBe(404);
    expect((await patch({ masking: 'loud', force: true })).status).toBe(400);
    const { body } = await send<Reply<'policyDiff'>>('GET', '/policy/diff?from=1&to=2');
    expect(body.changes).toEqual(['finding email: sensitive → private', 'test “Mail stays” added']);
    expect((await send<Reply<'policyHistory'>>('GET', '/policy/history?limit=2')).body.map(({ version }) => version)).toEqual([5, 4]);
  });

  it('of a whole policy leaves nothing of the one before, and takes no part of one', async () => {
    await patch({ tags: { work: { ceiling: 'lan' } } });
    const { body } = await send<Reply<'policy'>>('PUT', '/policy', { policy: { ...DEFAULT_POLICY, masking: 'off' } });
    expect(body).toEqual({ ...DEFAULT_POLICY, masking: 'off', version: 3 });
    expect((await send('PUT', '/policy', { policy: { masking: 'off' } })).status).toBe(400);
  });

  it('leaves no test unseen: they run on request, under the policy in force or another', async () => {
    const own = [{ id: '1', name: 'Birds', tag: 'private', match: { kind: 'words', words: ['Bluebird'] } }];
    const tests = [{ name: 'Birds stay', prompt: { text: 'Notes on Bluebird' }, expect: { zone: 'device' } }];
    const { body } = await send<Reply<'testPolicy'>>('POST', '/policy/tests', { policy: { ownTerms: own, tests } });
    expect(body).toMatchObject([{ name: 'Birds stay', passed: true }]);
    expect((await send('POST', '/policy/tests', {})).body).toEqual([]);
  });
});

describe('a plan under what is supposed', () => {
  const plan = async (rest: object) => (await send<Reply<'plan'>>('POST', '/plan', { text: 'Hello there', ...rest })).body;

  it('takes budget, load and charge as said, keeps nothing, and shows its inputs', async () => {
    const now = await plan({ inputs: true });
    expect(now.permitted.map(({ targetId }) => targetId).sort()).toEqual(['far', 'near']);
    expect(now.traits).toMatchObject({ app: 'window', inputTokens: expect.any(Number) });
    expect(JSON.stringify(now.traits)).not.toContain('Hello');
    const supposed = await plan({ inputs: true, app: 'notes', whatIf: { cpu: 0.9, battery: 0.1, budgetUsd: 0 } });
    expect(supposed.situation).toMatchObject({ hardware: { cpu: 0.9, battery: 0.1, onBattery: true }, budget: { left: 0 } });
    expect(supposed.traits?.app).toBe('notes');
    expect(supposed.refused).toMatchObject([{ targetId: 'far', constraint: 'budget' }]);
    expect((await plan({})).situation).toBeUndefined();
    expect((await send('POST', '/plan', { text: 'x', whatIf: { cpu: 2 } })).status).toBe(400);
  });

  it('decides by another policy without making it one', async () => {
    const policy = { untagged: { ceiling: 'device' }, ownTerms: [] };
    expect((await plan({ whatIf: { policy } })).permitted.map(({ targetId }) => targetId)).toEqual(['near']);
    expect((await send<Reply<'policy'>>('GET', '/policy')).body.version).toBe(1);
    expect((await send('POST', '/plan', { text: 'x', whatIf: { policy: { masking: 'loud' } } })).status).toBe(400);
  });
});

describe('while a file rules', () => {
  const calls = (stays: boolean) =>
    createPolicyCalls({ ports: fakePorts([]), policies: main.policies, policyFile: () => ({ path: '/etc/policy.yaml', stays }) });
  const change = (stays: boolean, body: object) => () => calls(stays).changePolicy({ id: '', body: { force: true, ...body } });

  it('an edit is refused by naming it, but all can be kept here at any time', () => {
    expect(change(false, { masking: 'off' })).toThrow('Your policy comes from the file /etc/policy.yaml');
    expect(change(false, { masking: 'off', stayOnDevice: true })).toThrow('/etc/policy.yaml');
    expect(() => calls(false).rollbackPolicy({ id: '', body: { version: 1, force: true } })).toThrow('/etc/policy.yaml');
    expect(() => calls(false).replacePolicy({ id: '', body: { policy: { ...DEFAULT_POLICY }, force: true } })).toThrow('/etc/policy.yaml');
    expect(change(false, { stayOnDevice: true })()).toMatchObject({ stayOnDevice: true });
    expect(change(false, { stayOnDevice: false })()).toMatchObject({ stayOnDevice: false });
    expect(change(true, { stayOnDevice: false })).toThrow('/etc/policy.yaml');
  });
});
