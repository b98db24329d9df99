import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../shared/chat/event.ts';
import { NO_USAGE } from '../../shared/chat/usage.ts';
import type { Zone } from '../../shared/privacy/zones.ts';
import { route } from '../../shared/routing/route.ts';
import { fakePorts, request, start, target, text } from '../fakes/ports.ts';

const PRICE = { input: 1e9, output: 10e9, source: 'a page', date: '2026-01-01' };

/** What a request cost that one place answered with these events. */
async function costAt(zone: Zone, events: readonly ChatEvent[], isPriced = true): Promise<number> {
  const place = target('far', { zone, provider: 'shop', ...(isPriced ? { price: PRICE } : {}) });
  const ports = fakePorts([place], { far: events });
  await route(
    request('Hello', { maxOutputTokens: 100 }),
    {
      normalise: (one) => one,
      async respond(_plan, answer) {
        for await (const event of answer) expect(event).toBeDefined();
      },
    },
    ports,
    { aborted: false, addEventListener() {}, removeEventListener() {} },
  );
  return ports.recorded.answers.at(-1)?.usage.costNanoDollars ?? Number.NaN;
}

const saying = (costNanoDollars: number): ChatEvent => ({
  type: 'finish',
  reason: 'stop',
  usage: { ...NO_USAGE, inputTokens: 10, outputTokens: 10, costNanoDollars },
});
const byPrice = 10 * 1000 + 10 * 10_000;

describe('what a place says it charged', () => {
  it('is what is paid where that can be, and never a fortune', async () => {
    expect(await costAt('cloud', [start, text('x'), saying(0)])).toBe(byPrice);
    expect(await costAt('cloud', [start, text('x'), saying(byPrice * 2)])).toBe(byPrice * 2);
    expect(await costAt('cloud', [start, text('x'), saying(900e9)])).toBeLessThan(1e9);
  });

  it('counts nothing in one’s own network, nor where nobody recorded a price', async () => {
    expect(await costAt('lan', [start, text('x'), saying(900e9)])).toBe(byPrice);
    expect(await costAt('cloud', [start, text('x'), saying(900e9)], false)).toBe(0);
  });
});

describe('a place that was waited for in vain', () => {
  const timeout = { code: 'timeout', message: 'Nothing came.', retryable: false } as const;
  it('may charge for what it was sent, and for nothing where nothing was', async () => {
    expect(await costAt('cloud', [{ type: 'error', error: timeout }])).toBeGreaterThan(0);
    expect(await costAt('cloud', [{ type: 'error', error: { ...timeout, unsent: true } }])).toBe(0);
  });
});
