import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BudgetStore, createBudgets } from '../../electron/ledger/budgets.ts';
import { type Database, openDatabase } from '../../electron/ledger/database.ts';
import type { ChatRequest } from '../../shared/chat/request.ts';
import { NO_USAGE, type Usage } from '../../shared/chat/usage.ts';
import { besideOf } from '../../shared/money/beside.ts';
import type { Price } from '../../shared/money/price.ts';
import type { Engine } from '../../shared/routing/ports.ts';
import { route } from '../../shared/routing/route.ts';
import { fakePorts, request, start, target, text } from '../fakes/ports.ts';

const NOTHING = { isFaster: false, searches: false, others: false };

describe('what is asked for beside tokens', () => {
  const of = (dialect: string, wire: ChatRequest['wire'], speaks = { 'openai-chat': 'openai', gemini: 'google' }[dialect] ?? 'anthropic') =>
    besideOf({ dialect, wire }, speaks);
  const tool = (type: string) => ({ tools: [{ type, name: 'x' }] });

  it.each<[string, string, ChatRequest['wire'], Partial<typeof NOTHING>]>([
    ['nothing', 'openai-chat', { model: 'm', user: 'u', service_tier: 'flex' }, {}],
    ['a function', 'openai-chat', { tools: [{ type: 'function', function: { name: 'search' } }] }, {}],
    ['haste at OpenAI', 'openai-chat', { service_tier: 'priority' }, { isFaster: true }],
    ['haste in a word that nobody knows yet', 'openai-chat', { service_tier: 'lightning' }, { isFaster: true }],
    ['a search at OpenAI', 'openai-chat', { web_search_options: {} }, { searches: true }],
    ['a search at OpenRouter', 'openai-chat', { plugins: [{ id: 'web' }] }, { searches: true }],
    ['a search at Groq', 'openai-chat', tool('browser_search'), { searches: true }],
    ['a program run there', 'openai-chat', tool('code_interpreter'), { others: true }],
    ['haste at Anthropic', 'anthropic-messages', { speed: 'fast' }, { isFaster: true }],
    ['a place at Anthropic', 'anthropic-messages', { inference_geo: 'us' }, { isFaster: true }],
    ['a search at Anthropic', 'anthropic-messages', tool('web_search_20260318'), { searches: true }],
    ['a page read at Anthropic', 'anthropic-messages', tool('web_fetch_20260318'), {}],
    ['a program run at Anthropic', 'anthropic-messages', tool('code_execution_20260120'), { others: true }],
    ['tools that the caller runs', 'anthropic-messages', { tools: [{ name: 'search' }, { type: 'bash_20250124', name: 'bash' }] }, {}],
    ['a search at Google', 'gemini', { tools: [{ functionDeclarations: [] }, { googleSearch: {} }] }, { searches: true }],
    ['maps at Google', 'gemini', { tools: [{ google_maps: {} }] }, { others: true }],
    ['code run at Google', 'gemini', { tools: [{ codeExecution: {} }] }, {}],
    ['what is no list', 'gemini', { tools: 'all' }, {}],
  ])('is seen: %s', (_, dialect, wire, beside) => {
    expect(of(dialect, wire)).toEqual({ ...NOTHING, ...beside });
    // Who speaks another dialect is not sent the caller's own fields.
    expect(of(dialect, wire, 'cohere')).toEqual(NOTHING);
  });

  it('is a search at Perplexity, whoever asks', () => {
    expect(besideOf({ dialect: 'window', wire: {} }, 'perplexity')).toEqual({ ...NOTHING, searches: true });
  });
});

describe('under a hard cap', () => {
  let folder: string;
  let database: Database;
  let budgets: BudgetStore;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lintel-beside-'));
    database = openDatabase(join(folder, 'lintel.db'), { repair: true });
    budgets = createBudgets(database, { now: () => Date.parse('2026-11-22T12:00:00Z'), offsetAt: () => 0 });
  });
  afterEach(() => {
    database.close();
    rmSync(folder, { recursive: true });
  });

  let count = 0;
  const PRICE: Price = { input: 1e9, output: 10e9, source: 'a page', date: '2026-11-01' };
  const cap = (dollars: number) =>
    budgets.set({ scope: 'total', window: 'lifetime', rolling: false, limits: { nanoDollars: dollars * 1e9 }, soft: false });

  /** What a provider was asked, and what the request cost; the error's code where it was not asked. */
  async function asked(price: Price | undefined, wire: ChatRequest['wire'], told: Partial<Usage> = {}, dialect = 'anthropic-messages') {
    let heard: ChatRequest | undefined;
    const engine: Engine = {
      async *chat(_permit, one) {
        heard = one;
        yield start;
        yield text('x');
        yield { type: 'finish', reason: 'stop', usage: { ...NO_USAGE, inputTokens: 10, outputTokens: 10, ...told } };
      },
    };
    const place = target('far', { zone: 'cloud', provider: 'shop', speaks: 'anthropic', ...(price === undefined ? {} : { price }) });
    const ports = { ...fakePorts([place], {}), budgets };
    const own = { ...ports, fleet: { ...ports.fleet, engine: () => engine } };
    await route(
      request('Hello', { id: `request-${++count}`, dialect, wire, maxOutputTokens: 100 }),
      {
        normalise: (one) => one,
        async respond(_plan, answer) {
          for await (const event of answer) expect(event).toBeDefined();
        },
      },
      own,
      { aborted: false, addEventListener() {}, removeEventListener() {} },
    ).catch(() => undefined);
    const answer = ports.recorded.answers.at(-1);
    return { wire: heard?.wire, usage: answer?.usage, error: answer?.error?.code };
  }
  const SEARCH = { tools: [{ type: 'web_search_20260318', name: 'web_search', max_uses: 500 }] };
  const byTokens = 10 * 1_000 + 10 * 10_000;

  it('nothing is served faster at a price that nobody recorded', async () => {
    cap(1);
    const haste = { speed: 'fast', inference_geo: 'us', top_k: 3 };
    expect(await asked(PRICE, haste, { service: 'priority' })).toMatchObject({ wire: { top_k: 3 }, usage: { costNanoDollars: byTokens } });
    expect((await asked(PRICE, haste)).wire).not.toHaveProperty('speed');
    const priced = { ...PRICE, priority: { input: 2e9, output: 20e9 } };
    expect(await asked(priced, haste)).toMatchObject({ wire: haste, usage: { service: 'priority', costNanoDollars: 2 * byTokens } });
    expect((await asked(priced, haste, { service: 'standard' })).usage?.costNanoDollars).toBe(byTokens);
  });

  it('without one it is, and what it cost is marked as an estimate', async () => {
    expect(await asked(PRICE, { speed: 'fast' })).toMatchObject({
      wire: { speed: 'fast' },
      usage: { service: 'priority', isEstimate: true },
    });
    expect((await asked(PRICE, SEARCH, { searches: 3 })).wire).toEqual(SEARCH);
  });

  it('searches are bounded, set aside and charged; those of no price are not begun', async () => {
    cap(1);
    expect(await asked(PRICE, SEARCH)).toMatchObject({ error: 'budget-exceeded', wire: undefined });
    const priced = { ...PRICE, search: 10_000_000 };
    expect(await asked(priced, SEARCH, { searches: 3 })).toMatchObject({
      wire: { tools: [{ max_uses: 20 }] },
      usage: { searches: 3, costNanoDollars: byTokens + 3 * 10_000_000 },
    });
    cap(0.15);
    // Twenty searches may cost 0.20 dollars.
    expect((await asked(priced, SEARCH)).error).toBe('budget-exceeded');
    expect((await asked(priced, {})).error).toBeUndefined();
  });

  it('a cap of tokens alone asks for no price', async () => {
    budgets.set({ scope: 'total', window: 'lifetime', rolling: false, limits: { tokens: 1_000_000 }, soft: false });
    expect((await asked(undefined, SEARCH)).error).toBeUndefined();
  });
});
