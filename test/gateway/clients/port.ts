import type { Engine } from '../../../shared/routing/ports.ts';
import { target } from '../../fakes/ports.ts';
import { able, call, ends, openPort, start, text, thought } from '../openai-responses/port.ts';

/** Calls the first tool when asked, and says what it gave when it has that; without tools it thinks and speaks. */
const agent: Engine = {
  async *chat(_permit, { messages, tools }) {
    yield start;
    const result = messages.at(-1)?.content.find((part) => part.type === 'tool-result');
    const [tool] = tools;
    if (tool !== undefined && result === undefined) {
      yield call(0, tool.name, '', true);
      yield call(0, tool.name, '{"path":');
      yield call(0, tool.name, '"a.txt"}');
      yield ends('tool-calls');
      return;
    }
    yield thought('Hm.');
    yield text(result === undefined ? 'Good ' : 'It says: ');
    yield text(result === undefined ? 'day.' : result.text);
    yield ends('stop');
  },
};

/** The port as these clients find it: a model of this device, and one that the user gave another’s name. */
export async function openForClients() {
  const port = await openPort(
    [able('coder'), target('vectors', { abilities: ['embeddings'] })],
    { coder: agent },
    { aliases: () => ({ 'gpt-4o-mini': 'coder' }) },
  );
  const bearer = { authorization: `Bearer ${port.apps.one.key}`, 'content-type': 'application/json' };
  return {
    ...port,
    bearer,
    /** As a client asks; its headers come beside the key. */
    ask: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      fetch(port.address + path, { method: 'POST', headers: { ...bearer, ...headers }, body: JSON.stringify(body) }),
    get: async (path: string) => {
      const answer = await fetch(port.address + path, { headers: bearer });
      return { status: answer.status, body: await answer.json() };
    },
  };
}

export type ForClients = Awaited<ReturnType<typeof openForClients>>;

/** The events of a stream as clients read them that look at each line alone; throws for a line that is neither data nor known. */
export async function dataOf(answer: Response): Promise<Record<string, unknown>[]> {
  if (answer.headers.get('content-type')?.startsWith('text/event-stream') !== true) throw new Error(await answer.text());
  const lines = (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith(':') && !line.startsWith('event: '));
  return lines.flatMap((line) => {
    if (!line.startsWith('data: ')) throw new Error(`What is «${line}»?`);
    const data = line.slice('data: '.length);
    return data === '[DONE]' ? [] : [JSON.parse(data) as Record<string, unknown>];
  });
}

export const linesOf = async (answer: Response): Promise<Record<string, unknown>[]> =>
  (await answer.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
