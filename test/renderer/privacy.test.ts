import { expect, it, onTestFinished, vi } from 'vitest';
import type { Api, Outcome } from '../../renderer/api.ts';
import { createPrivacy, type Policy, type PolicyChange } from '../../renderer/stores/privacy.ts';
import { DEFAULT_POLICY } from '../../shared/routing/policy.ts';

const REFUSED = { ok: false, error: { code: 'forbidden', message: 'Your policy comes from a file.', retryable: false } } as const;

/** A window whose main answers a change when it is told to. */
async function open() {
  let policy: Policy = DEFAULT_POLICY;
  const waiting: { change: PolicyChange; answer(isKept: boolean): void }[] = [];
  const api: Pick<Api, 'policy' | 'changePolicy' | 'testTerm'> = {
    policy: async () => ({ ok: true, value: policy }),
    testTerm: async () => ({ ok: true, value: { findings: [] } }),
    changePolicy: (change) =>
      new Promise<Outcome<Policy>>((resolve) => {
        const answer = (isKept: boolean) => {
          if (isKept) policy = { ...policy, ...change, version: policy.version + 1, tags: { ...policy.tags, ...change.tags } } as Policy;
          resolve(isKept ? { ok: true, value: policy } : REFUSED);
        };
        waiting.push({ change, answer });
      }),
  };
  const privacy = createPrivacy(api, () => {});
  await privacy.load();
  const sent = async (count: number) => expect.poll(() => waiting.length).toBe(count);
  const restore = (before: Policy) => {
    policy = before;
  };
  return { privacy, waiting, sent, restore, shown: () => privacy.store.getState().policy };
}

it('sends one change after another, and shows them all meanwhile', async () => {
  const { privacy, waiting, sent, shown } = await open();
  const first = privacy.change({ tags: { client: { ceiling: 'lan' } } }, '');
  const second = privacy.change({ tags: { client: { ceiling: 'lan', masked: 'cloud' } } }, '');
  const third = privacy.change({ masking: 'surrogates' }, '');
  await sent(1);
  expect(shown()).toMatchObject({ tags: { client: { masked: 'cloud' } }, masking: 'surrogates' });
  waiting[0]?.answer(true);
  expect(await first).toBe(true);
  // The reply knows nothing yet of what was chosen since.
  expect(shown()).toMatchObject({ tags: { client: { masked: 'cloud' } }, masking: 'surrogates' });
  await sent(2);
  waiting[1]?.answer(true);
  await second;
  await sent(3);
  waiting[2]?.answer(true);
  expect(await third).toBe(true);
  expect(waiting.map(({ change }) => Object.keys(change)[0])).toEqual(['tags', 'tags', 'masking']);
});

it('waits only so long for a change that is never answered, and for no reading at all', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { privacy, waiting } = await open();
  void privacy.change({ masking: 'surrogates' }, '');
  const second = privacy.change({ stayOnDevice: true }, '');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(waiting).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(waiting).toHaveLength(2);
  waiting[1]?.answer(true);
  expect(await second).toBe(true);
});

it('shows the policy that is read, though a backup’s has an earlier number', async () => {
  const { privacy, waiting, sent, shown, restore } = await open();
  const changed = privacy.change({ masking: 'surrogates' }, '');
  await sent(1);
  waiting[0]?.answer(true);
  await changed;
  expect(shown()).toMatchObject({ version: 2, masking: 'surrogates' });
  restore(DEFAULT_POLICY);
  await privacy.load();
  expect(shown()).toEqual(DEFAULT_POLICY);
});

it('takes back what was refused, and nothing of what was chosen beside it', async () => {
  const { privacy, waiting, sent, shown } = await open();
  const refused = privacy.change({ masking: 'surrogates' }, '');
  const kept = privacy.change({ tags: { client: { ceiling: 'lan' } } }, '');
  await sent(1);
  waiting[0]?.answer(false);
  expect(await refused).toBe(false);
  expect(shown()).toMatchObject({ masking: DEFAULT_POLICY.masking, tags: { client: { ceiling: 'lan' } } });
  expect(privacy.store.getState().error?.code).toBe('forbidden');
  await sent(2);
  waiting[1]?.answer(true);
  expect(await kept).toBe(true);
  expect(shown()).toMatchObject({ masking: DEFAULT_POLICY.masking, tags: { client: { ceiling: 'lan' } } });
});
