import type { ChatHistoryItem } from 'node-llama-cpp';
import { expect, test } from 'vitest';
import { shortened } from '../../../electron/engines/local/shortened.ts';

const user = (text: string): ChatHistoryItem => ({ type: 'user', text });
const model = (text: string): ChatHistoryItem => ({ type: 'model', response: [text] });
const turns = (count: number, text = 'word word word') =>
  Array.from({ length: count }, (_, index) => [user(`${text} ${index}`), model(text)]).flat();

/** A template that writes three tokens around each message, and counts how often it is asked. */
function template() {
  const renderings: number[] = [];
  const render = (history: readonly ChatHistoryItem[]) => {
    const texts = history.map((item) => (item.type === 'model' ? item.response.join('') : String(item.text)));
    const tokens = texts.flatMap((text) => ['<', 'role', ...text.split(' '), '>']);
    renderings.push(tokens.length);
    return { tokens, texts };
  };
  return { render, renderings };
}

const end = [user('And now?'), model('')];

test('the fewest turns that must go do, and the system message stays', async () => {
  const { render } = template();
  const history: ChatHistoryItem[] = [{ type: 'system', text: 'Be kind.' }, ...turns(20), ...end];
  for (const limit of [30, 60, 100, 200]) {
    const { tokens, texts } = (await shortened(history, limit, render)) ?? { tokens: [], texts: [] };
    expect(tokens.length).toBeLessThan(limit);
    expect(tokens.length).toBeGreaterThanOrEqual(limit - 13);
    expect(texts[0]).toBe('Be kind.');
    expect(texts.slice(-2)).toEqual(['And now?', '']);
    // Every turn that stayed is whole.
    expect(texts.length % 2).toBe(1);
  }
  expect((await shortened(history, 10_000, render))?.texts).toHaveLength(history.length);
});

test.each([
  ['turns of one length', turns(12_000)],
  ['one huge turn among small ones', [...turns(6000), user('word '.repeat(20_000)), model('Oh.'), ...turns(3000)]],
])('a conversation of thousands of turns is rendered a few times, and never far beyond the room: %s', async (_name, long) => {
  const { render, renderings } = template();
  const limit = 24_576;
  const { tokens } = (await shortened([...long, ...end], limit, render)) ?? { tokens: [] };
  expect(tokens.length).toBeLessThan(limit);
  expect(tokens.length).toBeGreaterThan(0);
  expect(renderings.length).toBeLessThanOrEqual(20);
});

test('a last question that is too long by itself is told apart', async () => {
  const { render } = template();
  expect(await shortened([...turns(5), user('word '.repeat(100)), model('')], 50, render)).toBeUndefined();
  expect(await shortened([user('word '.repeat(100)), model('')], 50, render)).toBeUndefined();
});
