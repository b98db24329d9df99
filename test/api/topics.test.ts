import { expect, it } from 'vitest';
import { createTopics } from '../../electron/api/topics.ts';

const linesOf = async function* (response: Response) {
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) yield* decoder.decode(chunk).trim().split('\n');
};

it('tells every window once what changed, however often it did, and nobody who left', async () => {
  const topics = createTopics();
  topics.changed('models');
  const [one, other] = [linesOf(topics.stream()), linesOf(topics.stream())];
  for (const window of [one, other]) expect((await window.next()).value).toBe('[]');
  for (let at = 0; at < 1000; at++) topics.changed(at % 2 === 0 ? 'policy' : 'state');
  for (const window of [one, other]) expect(JSON.parse(String((await window.next()).value))).toEqual(['state', 'policy']);
  await other.return(undefined);
  topics.changed('chats');
  expect((await one.next()).value).toBe('["chats"]');
  const rest = one.next();
  topics.close();
  expect(await rest).toEqual({ done: true, value: undefined });
});
