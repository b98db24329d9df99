import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../shared/chat/error.ts';
import type { ChatEvent } from '../../shared/chat/event.ts';
import type { ChatRequest } from '../../shared/chat/request.ts';
import { planFor } from '../../shared/routing/plan-for.ts';
import { DEFAULT_POLICY, type Policy } from '../../shared/routing/policy.ts';
import type { Ports } from '../../shared/routing/ports.ts';
import type { Target } from '../../shared/routing/target.ts';
import { fakePorts, finish, request, start, target, text } from '../fakes/ports.ts';
import { running } from '../fakes/running.ts';

const failure = (code: ErrorCode): ChatEvent => ({ type: 'error', error: { code, message: 'It broke.', retryable: true } });
const broken = failure('stream-broken');
const IBAN = 'DE89 3704 0044 0532 0130 00';

/** A run whose plan was really decided, under a policy that lets others go on. */
function continuing(
  targets: Readonly<Record<string, Partial<Target>>>,
  script: Record<string, readonly ChatEvent[]>,
  asked: ChatRequest = request('Hello'),
  rest: Partial<Policy> = {},
) {
  const policy: Policy = { ...DEFAULT_POLICY, onStreamBroken: 'continue', ...rest };
  const fleet = Object.entries(targets).map(([id, one]) => target(id, one));
  const ports: Ports = { ...fakePorts(fleet), policy: () => policy };
  const subject = running(targets, () => script, { plan: planFor(asked, ports), ports: { policy: () => policy } });
  return {
    ...subject,
    end: () => subject.end(asked),
    /** What reached a target, the last time. */
    reached: (id: string) => JSON.parse(subject.ports.recorded.reached.get(id)?.at(-1) ?? '[]') as ChatRequest['messages'],
  };
}

const near = { a: { zone: 'lan', parameters: 2e9 }, b: { zone: 'lan' } } as const;

describe('a stream that breaks after the answer began', () => {
  it('goes on at the next target, which is asked for the rest, and the answer says so', async () => {
    const subject = continuing(near, { a: [start, text('One, two,'), broken], b: [start, text(' three.'), finish] });
    const ended = await subject.end();
    expect(subject.text()).toBe('One, two, three.');
    expect(subject.events.map(({ type }) => type)).toEqual(['start', 'text', 'text', 'end']);
    expect(ended).toMatchObject({
      status: 'done',
      target: { targetId: 'b' },
      begunBy: [{ targetId: 'a' }],
      sentence: expect.stringMatching(/^Goes to your network: a .*\. a did not finish it \(its answer broke off\), so b went on\.$/),
      usage: { outputTokens: 1 + 2 },
    });
    expect(subject.attempts()).toEqual(['1 a failed stream-broken', '2 b answered']);
    expect(subject.reached('b').map(({ role, content }) => [role, content[0]])).toMatchObject([
      ['user', { text: 'Hello' }],
      ['assistant', { text: 'One, two,' }],
      ['user', { text: expect.stringContaining('Go on from exactly where it stops') }],
    ]);
  });

  it('goes on from all that was said where the next one breaks as well', async () => {
    const three = {
      ...near,
      a: { zone: 'lan', parameters: 3e9 },
      c: { zone: 'lan', parameters: 5e8 },
      b: { zone: 'lan', parameters: 2e9 },
    } as const;
    const subject = continuing(three, {
      a: [start, text('One,'), broken],
      b: [start, text(' two,'), broken],
      c: [start, text(' three.'), finish],
    });
    expect((await subject.end())?.sentence).toContain(
      'a did not finish it (its answer broke off), and b did not finish it (its answer broke off), so c went on.',
    );
    expect(subject.text()).toBe('One, two, three.');
    expect(subject.reached('c')[1]?.content).toEqual([{ type: 'text', text: 'One, two,' }]);
  });

  it('ends as an error that says so where nobody can go on', async () => {
    const subject = continuing(near, { a: [start, text('One,'), broken], b: [failure('model-faulty')] });
    const ended = await subject.end();
    expect(ended).toMatchObject({
      status: 'failed',
      error: { code: 'model-faulty' },
      sentence: expect.stringContaining('and nobody could go on.'),
    });
    expect(subject.events.filter(({ type }) => type === 'end')).toHaveLength(1);
  });

  it.each<[string, Partial<ChatRequest>, readonly ChatEvent[]]>([
    ['JSON', { output: { type: 'json' } }, [text('{')]],
    ['with tools at hand', { tools: [{ name: 'look' }] }, [text('I')]],
    ['a call', {}, [text('I'), { type: 'tool-call', index: 0, id: '1', name: 'look', isFirst: true, arguments: '', tokens: 1 }]],
    ['only thought so far', {}, [{ type: 'reasoning', text: 'Hm.', tokens: 1 }]],
    ['several answers', { choices: 2 }, [text('I')]],
    ['with log-probabilities', { logprobs: 2 }, [text('I')]],
  ])('does not go on where it is %s', async (_name, rest, pieces) => {
    const able = { abilities: ['chat', 'json', 'tools', 'choices', 'logprobs'] } as const;
    const fleet = { a: { ...near.a, ...able }, b: { ...near.b, ...able } };
    const subject = continuing(fleet, { a: [start, ...pieces, broken] }, request('Hello', rest));
    expect(await subject.end()).toMatchObject({ status: 'failed', error: { code: 'stream-broken' } });
    expect(subject.attempts()).toEqual(['1 a failed stream-broken']);
  });

  it.each<ErrorCode>(['content-refused', 'cancelled', 'bad-request'])('does not go on after %s', async (code) => {
    const subject = continuing(near, { a: [start, text('One,'), failure(code)] });
    expect(await subject.end()).toMatchObject({ status: 'failed', error: { code } });
    expect(subject.attempts()).toHaveLength(1);
  });

  it('does not go on where the policy says it is to fail', async () => {
    const subject = continuing(near, { a: [start, text('One,'), broken] }, request('Hello'), { onStreamBroken: 'fail' });
    expect(await subject.end()).toMatchObject({ status: 'failed', error: { code: 'stream-broken' } });
    expect(subject.attempts()).toHaveLength(1);
  });

  it('does not go on where both parts can cost more than a rule allows for the whole request', async () => {
    const day = '2026-01-28';
    const price = { input: 0, output: 1e9, source: 'a page', date: day };
    const priced = { a: { ...near.a, price }, b: { ...near.b, price } };
    const script = { a: [start, text('One,'), broken], b: [start, text(' two.'), finish] };
    const rules = (maxCostUsd: number): Partial<Policy> => ({
      // biome-ignore lint/suspicious/noThenProperty: the field's name in a rule
      rules: [{ id: 'g', name: 'Cost', match: 'all', rules: [{ id: 'r', name: 'Cap', when: 'true', then: { maxCostUsd } }] }],
    });
    // A thousand tokens cost a thousandth of a dollar, at most so much each time and some that may overrun.
    const asked = request('Hello', { maxOutputTokens: 1_000 });
    const dear = continuing(priced, script, asked, rules(0.002));
    expect(await dear.end()).toMatchObject({ status: 'failed', error: { code: 'stream-broken' } });
    const cheap = continuing(priced, script, asked, rules(0.0021));
    expect(await cheap.end()).toMatchObject({ status: 'done', target: { targetId: 'b' } });
  });

  it('asks for no more tokens than are left', async () => {
    let asked: ChatRequest | undefined;
    const subject = running(
      near,
      () => ({
        a: [start, text('One,'), text(' two,'), broken],
        b: {
          async *chat(_permit, request) {
            asked = request;
            yield* [start, text(' three.'), finish];
          },
        },
      }),
      { plan: { onStreamBroken: 'continue' } },
    );
    await subject.end(request('Hello', { maxOutputTokens: 10, wire: { messages: [{ role: 'user', content: 'Hello' }], top_a: 1 } }));
    expect(asked?.maxOutputTokens).toBe(8);
    expect(asked?.wire).toEqual({});
  });
});

describe('half an answer is part of what leaves', () => {
  const outwards = { here: { zone: 'device' }, far: { zone: 'cloud' } } as const;
  const said = (value: string) => ({ here: [start, text(`It is ${value}, so`), broken], far: [start, text(' ends it.'), finish] });

  it('goes no further than what it holds may go', async () => {
    const kept = { masking: 'off' } as const;
    const subject = continuing(outwards, said(IBAN), request('Hello'), kept);
    expect(await subject.end()).toMatchObject({ status: 'failed', error: { code: 'stream-broken' } });
    expect(subject.ports.recorded.reached.has('far')).toBe(false);
    const harmless = continuing(outwards, said('a number'), request('Hello'), kept);
    expect(await harmless.end()).toMatchObject({ status: 'done', target: { targetId: 'far' } });
  });

  it('is masked where it may go only so, though the prompt needed no mask', async () => {
    const subject = continuing(outwards, said(IBAN));
    const ended = await subject.end();
    expect(ended).toMatchObject({ status: 'done', target: { targetId: 'far', masked: true } });
    const left = subject.ports.recorded.reached.get('far')?.join('') ?? '';
    expect(left).not.toContain(IBAN);
    expect(left).toContain('It is [IBAN_1], so');
    expect(subject.text()).toBe(`It is ${IBAN}, so ends it.`);
  });

  it('is masked with what was masked before', async () => {
    const asked = request(`What about ${IBAN}?`, { conversationId: 'c1' });
    const clouds = { one: { zone: 'cloud', parameters: 2e9 }, two: { zone: 'cloud' } } as const;
    const subject = continuing(
      clouds,
      { one: [start, text('Of [IBAN_1] I know'), broken], two: [start, text(' that [IBAN_1] is one.'), finish] },
      asked,
    );
    await subject.end();
    expect(subject.text()).toBe(`Of ${IBAN} I know that ${IBAN} is one.`);
    const left = [...subject.ports.recorded.reached.values()].flat().join('');
    expect(left).not.toContain(IBAN);
    expect(left).toContain('Of [IBAN_1] I know');
  });

  it('is masked where the plan said so, though it would not have to be any more', async () => {
    const script = { here: [start, text('It is'), broken], far: [start, text(' so.'), finish] };
    const permitted = [
      { targetId: 'here', name: 'here', zone: 'device' },
      { targetId: 'far', name: 'far', zone: 'cloud', masked: true },
    ] as const;
    const subject = running(outwards, () => script, { plan: { permitted, onStreamBroken: 'continue' } });
    expect(await subject.end()).toMatchObject({ status: 'done', target: { targetId: 'far', masked: true } });
  });

  it('does not go where the person let only the prompt go', async () => {
    const asked = request('Hello', { tags: ['private'], letGo: 'cloud' });
    const subject = continuing(outwards, said('a number'), asked);
    expect(await subject.end()).toMatchObject({ status: 'failed', error: { code: 'stream-broken' } });
    expect(subject.ports.recorded.reached.has('far')).toBe(false);
  });
});
