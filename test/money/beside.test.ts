import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BudgetStore, createBudgets } from '../../electron/ledger/budgets.ts';
import { type Database, openDatabase } from '../../electron/ledger/database.ts';
import type { ChatRequest } from '../../shared/chat/request.ts';
import { NO_USAGE, type Usage } from '../../shared/chat/usage.ts';
import { besideOf, wishesOf } from '../../shared/money/beside.ts';
import { costOf, type Price } from '../../shared/money/price.ts';
import { mostOf } from '../../shared/routing/most.ts';
import type { Engine } from '../../shared/routing/ports.ts';
import { route } from '../../shared/routing/route.ts';
import { fakePorts, request, start, target, text } from '../fakes/ports.ts';

const NOTHING = { isFaster: false, isSlower: false, isLong: false, searches: false, reads: 0, others: false, percent: 100 };
const ALL = Number.MAX_SAFE_INTEGER;

describe('what is asked for beside tokens', () => {
  const of = (dialect: string, wire: ChatRequest['wire'], speaks = { 'openai-chat': 'openai', gemini: 'google' }[dialect] ?? 'anthropic') =>
    besideOf(wishesOf({ dialect, wire, messages: [], tools: [] }), { id: 'p/m', speaks });
  const tool = (type: string) => ({ tools: [{ type, name: 'x' }] });

  it.each<[string, string, ChatRequest['wire'], Partial<typeof NOTHING>]>([
    ['nothing', 'openai-chat', { model: 'm', user: 'u', service_tier: 'default' }, {}],
    ['a wait at OpenAI', 'openai-chat', { service_tier: 'flex' }, { isSlower: true }],
    ['a function', 'openai-chat', { tools: [{ type: 'function', function: { name: 'search' } }] }, {}],
    ['haste at OpenAI', 'openai-chat', { service_tier: 'priority' }, { isFaster: true }],
    ['haste in a word that nobody knows yet', 'openai-chat', { service_tier: 'lightning' }, { isFaster: true }],
    ['a search at OpenAI', 'openai-chat', { web_search_options: {} }, { searches: true, reads: ALL }],
    ['a search at OpenRouter', 'openai-chat', { plugins: [{ id: 'web' }] }, { searches: true, reads: ALL }],
    ['none of what may be asked for', 'openai-chat', { plugins: [], search_parameters: { mode: 'off' }, web_search_options: null }, {}],
    ['a search at xAI', 'openai-chat', { search_parameters: { mode: 'auto' } }, { searches: true, reads: ALL }],
    ['a file read at OpenRouter', 'openai-chat', { plugins: [{ id: 'file-parser' }] }, { others: true }],
    ['a search at Groq', 'openai-chat', tool('browser_search'), { searches: true, reads: ALL }],
    ['a program run there', 'openai-chat', tool('code_interpreter'), { others: true }],
    ['haste at Anthropic', 'anthropic-messages', { speed: 'fast' }, { isFaster: true }],
    ['a place at Anthropic', 'anthropic-messages', { inference_geo: 'us' }, { percent: 110 }],
    ['a search at Anthropic', 'anthropic-messages', tool('web_search_20260318'), { searches: true, reads: ALL }],
    ['a page read at Anthropic', 'anthropic-messages', tool('web_fetch_20260318'), { reads: ALL }],
    [
      'few pages read',
      'anthropic-messages',
      { tools: [{ ...tool('web_fetch_20260318').tools[0], max_uses: 2, max_content_tokens: 500 }] },
      { reads: 1_000 },
    ],
    ['a page read at Google', 'gemini', { tools: [{ urlContext: {} }] }, { reads: ALL }],
    ['a program run at Anthropic', 'anthropic-messages', tool('code_execution_20260120'), { others: true }],
    ['tools that the caller runs', 'anthropic-messages', { tools: [{ name: 'search' }, { type: 'bash_20250124', name: 'bash' }] }, {}],
    ['a search at Google', 'gemini', { tools: [{ functionDeclarations: [] }, { googleSearch: {} }] }, { searches: true, reads: ALL }],
    ['maps at Google', 'gemini', { tools: [{ google_maps: {} }] }, { others: true }],
    ['code run at Google', 'gemini', { tools: [{ codeExecution: {} }] }, {}],
    ['what is no list', 'gemini', { tools: 'all' }, {}],
  ])('is seen: %s', (_, dialect, wire, beside) => {
    expect(of(dialect, wire)).toEqual({ ...NOTHING, ...beside });
    // Who speaks another dialect is not sent the caller's own fields.
    expect(of(dialect, wire, 'cohere')).toEqual(NOTHING);
  });

  it('is a search at Perplexity, whoever asks', () => {
    const at = (id: string, dialect = 'window', wire = {}) =>
      besideOf(wishesOf({ dialect, wire, messages: [], tools: [] }), { id, speaks: 'perplexity' });
    for (const id of ['p/perplexity/sonar', 'p/sonar-pro']) expect(at(id)).toEqual({ ...NOTHING, searches: true, reads: ALL });
    expect(at('p/openai/gpt-5.2')).toEqual(NOTHING);
    expect(at('p/perplexity/sonar', 'openai-chat', { disable_search: true })).toEqual(NOTHING);
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
  async function asked(
    price: Price | undefined,
    wire: ChatRequest['wire'],
    told: Partial<Usage> = {},
    dialect = 'anthropic-messages',
    rest: { thinksUnseen?: true; reasoning?: ChatRequest['reasoning']; waitMs?: number } = {},
  ) {
    let heard: ChatRequest | undefined;
    let time = 0;
    const engine: Engine = {
      async *chat(_permit, one) {
        heard = one;
        yield start;
        yield text('x');
        time += rest.waitMs ?? 0;
        yield { type: 'finish', reason: 'stop', usage: { ...NO_USAGE, inputTokens: 10, outputTokens: 10, ...told } };
      },
    };
    const place = target('far', {
      zone: 'cloud',
      provider: 'shop',
      speaks: 'anthropic',
      ...(rest.thinksUnseen && { thinksUnseen: true as const }),
      ...(price === undefined ? {} : { price }),
    });
    const ports = { ...fakePorts([place], {}), budgets };
    const clock = { ...ports.clock, elapsed: () => time };
    const own = { ...ports, clock, fleet: { ...ports.fleet, engine: () => engine } };
    await route(
      request('Hello', {
        id: `request-${++count}`,
        dialect,
        wire,
        maxOutputTokens: 100,
        ...(rest.reasoning && { reasoning: rest.reasoning }),
      }),
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
    const haste = { speed: 'fast', top_k: 3 };
    expect(await asked(PRICE, haste, { service: 'priority' })).toMatchObject({ wire: { top_k: 3 }, usage: { costNanoDollars: byTokens } });
    // Nor dearer, or cheaper, because the provider says so unasked.
    expect((await asked(PRICE, {}, { service: 'batch' })).usage).toMatchObject({ costNanoDollars: byTokens });
    expect((await asked(PRICE, haste)).wire).not.toHaveProperty('speed');
    const priced = { ...PRICE, priority: { input: 2e9, output: 20e9 } };
    expect(await asked(priced, haste)).toMatchObject({ wire: haste, usage: { service: 'priority', costNanoDollars: 2 * byTokens } });
    expect((await asked(priced, haste, { service: 'standard' })).usage?.costNanoDollars).toBe(byTokens);
    expect((await asked(priced, { speed: 'ultrafast' })).wire).toEqual({});
  });

  it('what is to be done in one place is, and is charged as that', async () => {
    cap(1);
    const { wire, usage } = await asked(PRICE, { inference_geo: 'us' });
    expect(wire).toEqual({ inference_geo: 'us' });
    expect(usage?.costNanoDollars).toBe((byTokens * 110) / 100);
  });

  it('what is read beyond the prompt is set aside, and charged as far', async () => {
    cap(1);
    const FETCH = { tools: [{ type: 'web_fetch_20260318', name: 'web_fetch' }] };
    const window = target('far', {}).contextWindow;
    expect((await asked(PRICE, FETCH, { inputTokens: window })).usage?.inputTokens).toBe(window);
    expect((await asked(PRICE, FETCH)).wire).toMatchObject({ tools: [{ max_uses: 20 }] });
    expect((await asked(PRICE, {}, { inputTokens: window })).usage?.inputTokens).toBeLessThan(window);
  });

  it('what may be read is what the plan says, too, and an hour in a cache costs more where it is asked for', async () => {
    cap(1);
    const few = { tools: [{ type: 'web_fetch_20260318', name: 'web_fetch', max_uses: 1, max_content_tokens: 300 }] };
    const { usage } = await asked(PRICE, few, { inputTokens: 5_000 });
    expect(usage?.inputTokens).toBeGreaterThanOrEqual(300);
    expect(usage?.inputTokens).toBeLessThan(800);
    const long = { ...PRICE, cacheWrite: 1.25e9, cacheWriteLong: 2e9 };
    const of = (cache?: '1h') => {
      const content = [{ type: 'text' as const, text: 'Hello', ...(cache && { cache }) }];
      return mostOf(
        request('', { messages: [{ role: 'user', content }], maxOutputTokens: 10 }),
        target('far', { speaks: 'anthropic', price: long }),
      );
    };
    expect((of('1h').nanoDollars - of().nanoDollars) / of().inputTokens).toBeCloseTo(750, 0);
    expect(costOf(long, { ...NO_USAGE, inputTokens: 100, cacheWriteTokens: 80, cacheWriteLongTokens: 50 })).toBe(
      20 * 1000 + 30 * 1250 + 50 * 2000,
    );
  });

  it('what nobody told of is charged as far as it may have been, where thought is not shown', async () => {
    cap(1);
    const cut = { isEstimate: true as const, inputTokens: 3, outputTokens: 1 };
    const slow = async (rest: object) => (await asked(PRICE, {}, cut, 'anthropic-messages', { waitMs: 120, ...rest })).usage;
    expect((await slow({}))?.outputTokens).toBe(1);
    // At most a thousand tokens a second, and never more than was set aside.
    const thinks = { thinksUnseen: true } as const;
    expect(await slow({ ...thinks, waitMs: 60 })).toMatchObject({ outputTokens: 60, isEstimate: true });
    expect(await slow({ ...thinks, waitMs: 60_000 })).toMatchObject({ outputTokens: 116, isEstimate: true });
    expect((await slow({ ...thinks, reasoning: { enabled: false } }))?.outputTokens).toBe(1);
    const searched = await asked({ ...PRICE, search: 1_000_000 }, SEARCH, cut);
    expect(searched.usage).toMatchObject({ searches: 20, inputTokens: target('far', {}).contextWindow });
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
