import { describe, expect, it } from 'vitest';
import { blanksIn, filled } from '../../renderer/screens/composer/blanks.ts';
import { piecesOf } from '../../renderer/screens/explanation/pieces.ts';
import { createConversations } from '../../renderer/stores/conversations.ts';
import { standing } from '../../renderer/stores/findings.ts';
import { openFence } from '../../renderer/ui/blocks.ts';
import { mayHoldMath, withMathMarks } from '../../renderer/ui/math-marks.ts';
import type { ConversationView } from '../../shared/api/views.ts';

describe('marks of mathematics', () => {
  it.each([
    ['so \\(a+b\\) is', 'so $$a+b$$ is'],
    ['\\[ x^2 \\]', '\n$$\nx^2\n$$\n'],
    ['so $x$ is', 'so $$x$$ is'],
    ['costs $5 to $10', 'costs $5 to $10'],
    ['costs 5$ or 10$', 'costs 5$ or 10$'],
    ['$5/$10', '$5/$10'],
    ['`$x$` and \\$y$', '`$x$` and \\$y$'],
    ['``a ` $b$`` $c$', '``a ` $b$`` $$c$$'],
    ['```\n$x$ \\(y\\)\n```\n$z$', '```\n$x$ \\(y\\)\n```\n$$z$$'],
    ['```\n$x$', '```\n$x$'],
    ['$$already$$', '$$already$$'],
  ])('reads %j', (written, read) => expect(withMathMarks(written)).toBe(read));

  it('are looked for in short blocks alone, in time that grows with the length', () => {
    expect(mayHoldMath('plain')).toBe(false);
    expect(mayHoldMath(`$x$ ${'y'.repeat(30_000)}`)).toBe(false);
    const time = (text: string) => {
      const began = performance.now();
      withMathMarks(text);
      return performance.now() - began;
    };
    for (const hostile of ['$', '`', '\\(', '$a', '`a', '```\n']) {
      const short = Math.max(time(hostile.repeat(1_000)), 1);
      expect(time(hostile.repeat(8_000)) / short, hostile).toBeLessThan(300);
    }
  });
});

describe('a fence that is still open', () => {
  it.each([
    ['```ts\nconst a = 1;\nconst b', { text: 'const a = 1;\nconst b', language: 'ts' }],
    ['~~~\na ``` b\n', { text: 'a ``` b\n', language: undefined }],
    ['```ts\na\n```\n', undefined],
    ['text ```', undefined],
  ])('is told in %j', (block, code) => expect(openFence(block)).toEqual(code));
});

it('puts blanks into kept prompts, and takes nothing for one that is none', () => {
  expect(blanksIn('{{ who }} and {{what}} and {{who}} {{}} {x}')).toEqual(['who', 'what']);
  expect(filled('{{who}} {{what}}', { who: '$& {{what}}' })).toBe('$& {{what}} {{what}}');
});

it('cuts a text where values were masked, the longest first', () => {
  const masks = [
    { value: 'Anna', placeholder: '[PERSON_1]' },
    { value: 'Anna (Weber)', placeholder: '[PERSON_2]' },
  ];
  expect(piecesOf('To Anna (Weber), Anna.', masks)).toEqual([
    { here: 'To ' },
    { here: 'Anna (Weber)', there: '[PERSON_2]' },
    { here: ', ' },
    { here: 'Anna', there: '[PERSON_1]' },
    { here: '.' },
  ]);
});

it('keeps what was found before the place that is edited', () => {
  const finding = (start: number, end: number) => ({ type: 'iban' as const, start, end, confidence: 1, validator: 'x' });
  const found = { text: 'aa bb cc', findings: [finding(0, 2), finding(6, 8)] };
  expect(standing(found, 'aa bb cc dd')).toHaveLength(2);
  expect(standing(found, 'aa bX cc')).toEqual([finding(0, 2)]);
  expect(standing(found, '')).toEqual([]);
});

describe('the list of conversations', () => {
  const entry = (number: number, rest: Partial<ConversationView> = {}): ConversationView => ({
    ...{
      id: `c${String(number).padStart(4, '0')}`,
      title: `${number}`,
      tags: [],
      createdAt: 1,
      updatedAt: number,
      isPinned: false,
      isArchived: false,
    },
    ...rest,
  });
  /** Main's side of it, over what it holds. */
  const over = (held: () => readonly ConversationView[]) =>
    createConversations({
      conversations: async ({ section, beforeAt = Number.MAX_SAFE_INTEGER, limit = 200 } = {}) => ({
        ok: true,
        value: held()
          .filter(({ isPinned, isArchived }) => !isArchived && isPinned === (section === 'pinned'))
          .filter(({ updatedAt }) => updatedAt < Number(beforeAt))
          .toSorted((a, b) => b.updatedAt - a.updatedAt)
          .slice(0, Number(limit)),
      }),
      changeConversation: async () => ({ ok: false, error: { code: 'internal', message: '', retryable: false } }),
      deleteConversation: async () => ({ ok: true, value: { deleted: true } }),
      purgeConversation: async () => ({ ok: true, value: { purged: true } }),
      undeleteConversation: async () => ({ ok: false, error: { code: 'not-found', message: 'Gone.', retryable: false } }),
    });

  it('is read page by page, and what is gone from a page is gone', async () => {
    let all = Array.from({ length: 450 }, (_, number) => entry(number + 1));
    const list = over(() => all);
    await list.load();
    expect(list.store.getState()).toMatchObject({ more: { loose: true } });
    expect(list.store.getState().list).toHaveLength(200);
    await list.readMore('loose');
    await list.readMore('loose');
    expect(list.store.getState().list).toHaveLength(450);
    expect(list.store.getState().more).toEqual({});
    const before = list.store.getState().list;
    // Deleted elsewhere, in the first page; pinned elsewhere; and one that is new.
    all = [
      ...all.filter(({ updatedAt }) => updatedAt !== 449).map((one) => (one.updatedAt === 400 ? { ...one, isPinned: true } : one)),
      entry(451),
    ];
    await list.load();
    const after = list.store.getState().list;
    expect(after.map(({ id }) => id)).toEqual(all.toSorted((a, b) => b.updatedAt - a.updatedAt).map(({ id }) => id));
    expect(after.find(({ updatedAt }) => updatedAt === 300)).toBe(before.find(({ updatedAt }) => updatedAt === 300));
  });

  it('says so where a deleted one cannot be brought back any more', async () => {
    const list = over(() => [entry(1)]);
    await list.load();
    await list.remove('c0001');
    expect(await list.undo()).toBeUndefined();
    expect(list.store.getState().error?.message).toBe('Gone.');
  });
});
