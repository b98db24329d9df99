import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { pathOfCall } from '../../shared/api/calls.ts';
import type { Contract, Reply } from '../../shared/api/contract.ts';
import type { ChatLine, PreviewView } from '../../shared/api/views.ts';
import type { Engine } from '../../shared/routing/ports.ts';
import { finish, start, target, text } from '../fakes/ports.ts';
import { realMain } from '../renderer/real-main.ts';

const MAIL = 'anna@example.org';
const sent: string[] = [];

/** Says back what it got, letter by letter. */
const echo: Engine = {
  async *chat(_permit, { messages }) {
    const said =
      messages
        .at(-1)
        ?.content.map((part) => (part.type === 'text' ? part.text : ''))
        .join('') ?? '';
    sent.push(JSON.stringify(messages));
    yield start;
    for (const letter of said) yield text(letter);
    yield finish;
  },
};

let main: ReturnType<typeof realMain>;
afterEach(() => {
  main.close();
  sent.length = 0;
});

function open(zone: 'cloud' | 'lan' = 'cloud') {
  main = realMain([target('far', { zone })], { far: echo });
}

const post = async (path: string, body: unknown, method = 'POST') =>
  main.send(`http://localhost/ui${path}`, { method, body: JSON.stringify(body), headers: { 'x-lintel-window': '1' } });
const preview = async (body: unknown) => (await (await post('/preview', body)).json()) as PreviewView;
const call = async <Name extends keyof Contract>(name: Name, body: unknown, id?: string) =>
  (await (await post(pathOfCall(name, id), body, 'PATCH')).json()) as Reply<Name>;
async function chat(body: unknown): Promise<ChatLine[]> {
  const lines = (await (await post('/chat', body)).text()).split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as ChatLine);
}
const textOf = (lines: readonly ChatLine[]) => lines.map((line) => (line.type === 'text' ? line.text : '')).join('');
const conversationOf = ([first]: readonly ChatLine[]) => (first?.type === 'opened' ? first.conversation.id : '');

describe('a prompt that may leave only masked', () => {
  it('is shown both ways before it goes, leaves masked, and comes back whole', async () => {
    open();
    const { messages, plan } = await preview({ text: `Write to ${MAIL}, please` });
    expect(messages).toEqual([
      {
        role: 'user',
        text: `Write to ${MAIL}, please`,
        masked: 'Write to [EMAIL_1], please',
        findings: [{ type: 'email', start: 9, end: 25, confidence: expect.any(Number), validator: expect.any(String) }],
      },
    ]);
    expect(plan.permitted).toMatchObject([{ targetId: 'far', name: 'far', zone: 'cloud', masked: true }]);
    const lines = await chat({ text: `Write to ${MAIL}, please` });
    expect(sent.join()).toContain('[EMAIL_1]');
    expect(sent.join()).not.toContain(MAIL);
    expect(textOf(lines)).toBe(`Write to ${MAIL}, please`);
  });

  it('keeps its placeholders through the conversation, and they go with it', async () => {
    open();
    const first = await chat({ text: `Write to ${MAIL}` });
    const conversationId = conversationOf(first);
    await chat({ text: `And to bert@example.org, not ${MAIL}`, conversationId });
    expect(sent[1]).toContain('And to [EMAIL_2], not [EMAIL_1]');
    expect(main.chats.masks.read(conversationId)).toHaveLength(2);
    await post(pathOfCall('deleteConversation', conversationId), undefined, 'DELETE');
    main.chats.purge();
    expect(main.chats.masks.read(conversationId)).toEqual([]);
    expect(readFileSync(join(main.folder, 'lintel.db')).includes(MAIL)).toBe(false);
  });
});

describe('what a person lets go', () => {
  const prompt = { text: 'Our plan', tags: ['private'] };

  it('goes this once, when nothing has changed since they looked, and the decision says so', async () => {
    open();
    expect((await chat(prompt)).at(-1)).toMatchObject({ answer: { status: 'failed', error: { code: 'no-permitted-target' } } });
    const { seen } = await preview(prompt);
    const lines = await chat({ ...prompt, letGo: { zone: 'cloud', seen } });
    expect(textOf(lines)).toBe('Our plan');
    const sentence = 'Goes to the cloud because you let it go this once.';
    expect(lines[0]).toMatchObject({ plan: { ceiling: { zone: 'cloud', lowered: { from: 'device' } }, sentence } });
    // The next turn, which carries this one along, is kept again.
    const next = await chat({ text: 'And then?', conversationId: conversationOf(lines) });
    expect(next.at(-1)).toMatchObject({ answer: { status: 'failed' } });
    expect(sent).toHaveLength(1);
  });

  it('does not go when it is not what they saw, nor past the master switch', async () => {
    open();
    const { seen } = await preview(prompt);
    const changed = await post('/chat', { ...prompt, text: 'Our other plan', letGo: { zone: 'cloud', seen } });
    expect(changed.status).toBe(400);
    expect(await changed.text()).toContain('Look at it again');
    await call('changePolicy', { stayOnDevice: true });
    expect((await post('/chat', { ...prompt, letGo: { zone: 'cloud', seen } })).status).toBe(400);
    const again = await preview(prompt);
    expect((await chat({ ...prompt, letGo: { zone: 'cloud', seen: again.seen } })).at(-1)).toMatchObject({ answer: { status: 'failed' } });
    expect(sent).toEqual([]);
  });

  it('goes no further than they said', async () => {
    open();
    const { seen } = await preview(prompt);
    expect((await chat({ ...prompt, letGo: { zone: 'lan', seen } })).at(-1)).toMatchObject({ answer: { status: 'failed' } });
    expect(sent).toEqual([]);
  });
});

it('asks a model that is loaded here, and no other, for a second opinion', async () => {
  const asked: string[] = [];
  const reader: Engine = {
    async *chat(_permit, request) {
      asked.push(request.model);
      yield start;
      yield text('{"names":["Oskar Lindqvist","Nobody Here"],"addresses":[]}');
      yield finish;
    },
  };
  const words = { text: `oskar said that Oskar Lindqvist writes from ${MAIL}` };
  open();
  expect((await post('/second-opinion', words)).status).toBe(404);
  main.close();
  main = realMain(
    [
      target('far', { zone: 'cloud', loaded: true, abilities: ['chat', 'json'] }),
      target('near', { loaded: true, abilities: ['chat', 'json'] }),
    ],
    {
      far: echo,
      near: reader,
    },
  );
  const { model, findings } = (await (await post('/second-opinion', words)).json()) as Reply<'secondOpinion'>;
  expect(model).toBe('near');
  expect(asked).toEqual(['near']);
  expect(findings.map(({ type, start: from, end }) => [type, words.text.slice(from, end)])).toEqual([
    ['person', 'Oskar Lindqvist'],
    ['email', MAIL],
  ]);
});

it('binds all of a conversation by the tags of the conversation itself', async () => {
  open();
  const first = await chat({ text: 'Hello' });
  expect(await call('changeConversation', { tags: ['Private'] }, conversationOf(first))).toMatchObject({ tags: ['private'] });
  const next = await chat({ text: 'And now?', conversationId: conversationOf(first) });
  expect(next.at(-1)).toMatchObject({ answer: { status: 'failed' } });
  expect(next[0]).toMatchObject({ plan: { ceiling: { because: ['it is tagged “private”'] } } });
});

it('decides by a changed policy from the next prompt on', async () => {
  open();
  await call('changePolicy', { untagged: { ceiling: 'device' } });
  expect((await chat({ text: 'Hello' })).at(-1)).toMatchObject({ answer: { status: 'failed' } });
  expect((await post('/policy', { untagged: { ceiling: 'moon' } }, 'PATCH')).status).toBe(400);
});
