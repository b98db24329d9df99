import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { titleIn } from '../../electron/api/conversation-name.ts';
import type { HitView } from '../../shared/api/chat-views.ts';
import type { ExportedConversation } from '../../shared/api/chats.ts';
import type { ChatLine, ConversationView, MessageView, PlannedView, PreviewView } from '../../shared/api/views.ts';
import { finish, start, target, text } from '../fakes/ports.ts';
import { realMain } from '../renderer/real-main.ts';

let main: ReturnType<typeof realMain>;
let said: string[];
const open = (targets = [target('a')]) => {
  said = [];
  main = realMain(targets, {
    a: {
      async *chat(_permit, { messages, sampling }) {
        said.push(JSON.stringify([messages, sampling]));
        yield start;
        yield text('Fine');
        yield finish;
      },
    },
  });
};
beforeEach(() => open());
afterEach(() => main.close());

async function call<Value>(method: string, path: string, body?: unknown): Promise<Value> {
  const response = await main.send(`/ui${path}`, {
    method,
    headers: { 'x-lintel-window': '1' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as Value;
}
async function ask(prompt: object): Promise<Extract<ChatLine, { type: 'opened' }>> {
  const response = await main.send('/ui/chat', { method: 'POST', headers: { 'x-lintel-window': '1' }, body: JSON.stringify(prompt) });
  const lines = (await response.text())
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as ChatLine);
  const [opened] = lines;
  if (opened?.type !== 'opened') throw new Error(JSON.stringify(lines));
  return opened;
}
type Whole = ConversationView & { messages: MessageView[] };
const whole = (id: string) => call<Whole>('GET', `/conversations/${id}`);

describe('a conversation with branches', () => {
  it('answers a question once more with what went before it, and an edited one in its place', async () => {
    const first = await ask({ text: 'one', tags: ['internal'] });
    const conversationId = first.conversation.id;
    await ask({ text: 'two', conversationId });
    const again = await ask({ text: '', questionId: first.question.id, conversationId });
    expect(said.at(-1)).toContain('"one"');
    expect(said.at(-1)).not.toContain('"two"');
    expect(again.question.id).toBe(first.question.id);
    expect(again.reply.versions).toHaveLength(2);
    expect(again.plan.tags).toContain('internal');
    await ask({ text: 'ONE', conversationId, after: null });
    expect((await whole(conversationId)).messages.map((message) => message.text)).toEqual(['ONE', 'Fine']);
    await call('PATCH', `/conversations/${conversationId}`, { shows: first.reply.id });
    expect((await whole(conversationId)).messages.map((message) => message.text)).toEqual(['one', 'Fine', 'two', 'Fine']);
  });

  it('gives older answers without their plans, and the plan when it is asked for', async () => {
    const { conversation } = await ask({ text: 'one' });
    for (let turn = 0; turn < 12; turn++) await ask({ text: `more ${turn}`, conversationId: conversation.id });
    const { messages } = await whole(conversation.id);
    const oldest = messages[1];
    expect(oldest?.answer?.status).toBe('done');
    expect(oldest?.plan).toBeUndefined();
    expect(messages.at(-1)?.plan).toBeDefined();
    const route = await call<{ plan: { requestId: string } }>('GET', `/requests/${oldest?.requestId}/route`);
    expect(route.plan.requestId).toBe(oldest?.requestId);
  });
});

describe('what goes along with a prompt', () => {
  it('holds the project’s instructions and tags, and counts under it', async () => {
    const project = await call<{ id: string }>('POST', '/projects', { name: 'Thesis', tags: ['internal'], instructions: 'Be brief.' });
    const preset = await call<{ id: string }>('PUT', '/presets', { name: 'Cold', instructions: 'Say it twice.', temperature: 0 });
    const { conversation, plan } = await ask({ text: 'Hi', projectId: project.id, presetId: preset.id });
    expect(said.at(-1)).toContain('Be brief.\\n\\nSay it twice.');
    expect(said.at(-1)).toContain('"temperature":0');
    expect(plan.ceiling.zone).toBe('lan');
    await ask({ text: 'And on', conversationId: conversation.id });
    expect(said.at(-1)).toContain('Say it twice.');
    await ask({ text: 'Plainly', conversationId: conversation.id, presetId: null });
    expect(said.at(-1)).not.toContain('Say it twice.');
    expect(said.at(-1)).toContain('Be brief.');
  });

  it('holds its attachments, scanned as the text is, and keeps them for the turns after', async () => {
    const file = await call<{ id: string; findings: { type: string }[] }>('POST', '/attachments', {
      ...{ name: 'a"b.txt', mediaType: 'text/plain', bytes: 30, text: 'IBAN DE89 3704 0044 0532 0130 00' },
    });
    expect(file.findings).toMatchObject([{ type: 'iban' }]);
    const plan = await call<PlannedView>('POST', '/plan', { text: '', attachments: [file.id] });
    expect(plan.findings).toMatchObject([{ type: 'iban' }]);
    const { conversation, question } = await ask({ text: 'What is in it?', attachments: [file.id] });
    expect(question.attachments).toMatchObject([{ name: 'a"b.txt' }]);
    expect(said.at(-1)).toContain('<file name=\\\\\\"a b.txt\\\\\\">'.replaceAll('\\\\', ''));
    await ask({ text: 'Go on', conversationId: conversation.id });
    expect(said.at(-1)).toContain('DE89 3704');
    expect((await whole(conversation.id)).messages[0]?.attachments).toHaveLength(1);
  });

  it('needs a target that sees pictures for one, and says so', async () => {
    const picture = await call<{ id: string }>('POST', '/attachments', {
      ...{ name: 'p.png', mediaType: 'image/png', bytes: 4, picture: 'iVBORw==' },
    });
    const plan = await call<PlannedView>('POST', '/plan', { text: 'What is this?', attachments: [picture.id] });
    expect(plan.permitted).toEqual([]);
    expect(plan.refused).toMatchObject([{ constraint: 'abilities', reason: expect.stringContaining('images') }]);
    await expect(
      call('POST', '/attachments', { name: 'p.svg', mediaType: 'image/svg+xml', bytes: 4, picture: 'iVBORw==' }),
    ).rejects.toThrow('400');
  });
});

describe('what the person says is not sensitive', () => {
  const TEXT = 'Pay DE89 3704 0044 0532 0130 00 and DE02 1203 0000 0000 2020 51';
  const cleared = [{ type: 'iban', text: 'DE89 3704 0044 0532 0130 00' }];

  it('does not count in that message, and every other one does', async () => {
    const both = await call<PlannedView>('POST', '/plan', { text: TEXT, cleared });
    expect(both.findings).toMatchObject([{ type: 'iban', count: 1 }]);
    const preview = await call<PreviewView>('POST', '/preview', { text: TEXT, cleared });
    expect(preview.messages[0]?.findings).toHaveLength(1);
    const { conversation } = await ask({ text: TEXT.slice(0, 31), cleared });
    const next = await call<PlannedView>('POST', '/plan', { text: 'Go on', conversationId: conversation.id });
    expect(next.findings).toEqual([]);
    const repeated = await call<PlannedView>('POST', '/plan', { text: `Again: ${TEXT.slice(4, 31)}`, conversationId: conversation.id });
    expect(repeated.findings).toMatchObject([{ type: 'iban' }]);
  });

  it('is part of what was seen before it goes', async () => {
    const { seen } = await call<PreviewView>('POST', '/preview', { text: TEXT });
    await expect(ask({ text: TEXT, cleared, letGo: { zone: 'cloud', seen } })).rejects.toThrow();
  });
});

describe('a file of chats', () => {
  it('comes back whole, with branches, thoughts and attachments', async () => {
    const file = await call<{ id: string }>('POST', '/attachments', { name: 'n.txt', mediaType: 'text/plain', bytes: 4, text: 'note' });
    const first = await ask({ text: 'one', attachments: [file.id] });
    const conversationId = first.conversation.id;
    await ask({ text: 'ONE', conversationId, after: null });
    const exported = (await (await main.send('/ui/conversations/export?format=json')).json()) as { conversations: ExportedConversation[] };
    expect(exported.conversations[0]?.messages).toHaveLength(4);
    await call('POST', '/conversations/import', { conversations: exported.conversations });
    const list = await call<ConversationView[]>('GET', '/conversations?limit=10');
    const copy = list.find(({ id }) => id !== conversationId);
    const { messages } = await whole(copy?.id ?? '');
    expect(messages.map((message) => message.text)).toEqual(['ONE', 'Fine']);
    expect(messages[0]?.versions).toHaveLength(2);
    await call('PATCH', `/conversations/${copy?.id}`, { shows: messages[0]?.versions?.[0] });
    expect((await whole(copy?.id ?? '')).messages[0]?.attachments).toMatchObject([{ name: 'n.txt' }]);
    expect(await call<HitView[]>('GET', '/search?q=one')).toHaveLength(6);
  });

  it('is refused where a message follows none', async () => {
    const message = { id: 'm', parentId: 'x', role: 'user', text: 't', createdAt: 1 };
    const conversation = { title: 'Broken', createdAt: 1, updatedAt: 1, messages: [message] };
    const whole = { ...conversation, title: 'Whole', messages: [{ ...message, parentId: undefined }] };
    await expect(call('POST', '/conversations/import', { conversations: [whole, conversation] })).rejects.toThrow('damaged');
    expect(await call('GET', '/conversations')).toEqual([]);
  });

  it('reads as Markdown', async () => {
    const { conversation } = await ask({ text: 'What is up?' });
    const response = await main.send(`/ui/conversations/export?format=markdown&id=${conversation.id}`);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="What-is-up.md"');
    expect(await response.text()).toMatch(/^# What is up\?\n\n[\d-]+\n\n## You\n\nWhat is up\?\n\n## Answer\n\nFine\n$/);
    expect((await main.send('/ui/conversations/export?format=pdf')).status).toBe(400);
  });
});

describe('a deleted conversation', () => {
  it('can be brought back for the same time each time it is deleted', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { conversation } = await ask({ text: 'one' });
      await call('DELETE', `/conversations/${conversation.id}`);
      await vi.advanceTimersByTimeAsync(20_000);
      await call('POST', `/conversations/${conversation.id}/undelete`, {});
      await call('DELETE', `/conversations/${conversation.id}`);
      await vi.advanceTimersByTimeAsync(20_000);
      expect((await call<ConversationView>('POST', `/conversations/${conversation.id}/undelete`, {})).id).toBe(conversation.id);
      await call('DELETE', `/conversations/${conversation.id}`);
      await vi.advanceTimersByTimeAsync(31_000);
      await expect(call('POST', `/conversations/${conversation.id}/undelete`, {})).rejects.toThrow('404');
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a title', () => {
  it('is made by a model that is loaded here, never leaves, and gives way to a person’s', async () => {
    main.close();
    open([target('a', { loaded: true })]);
    const { conversation } = await ask({ text: 'How do I bake bread?' });
    await vi.waitFor(async () => expect((await whole(conversation.id)).title).toBe('Fine'));
    expect(said[1]).toContain('Name this conversation');
    await call('PATCH', `/conversations/${conversation.id}`, { title: 'Bread' });
    await ask({ text: 'And rolls?', conversationId: conversation.id });
    expect(said.filter((one) => one.includes('Name this conversation'))).toHaveLength(1);
  });

  it('stays the first words where no model is loaded, or only a tiny one', async () => {
    await ask({ text: 'How do I bake bread?' });
    main.close();
    open([target('a', { loaded: true, parameters: 1e7 })]);
    const { conversation } = await ask({ text: 'How do I bake bread?' });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect((await whole(conversation.id)).title).toBe('How do I bake bread?');
    expect(said).toHaveLength(1);
  });

  it.each([
    ['**Title: “Baking bread”.**', 'Baking bread'],
    ['\n\n# Brot backen\nMehr', 'Brot backen'],
    ['x'.repeat(80), undefined],
    ['""', undefined],
  ])('is what is left of %j', (raw, title) => expect(titleIn(raw)).toBe(title));
});

describe('drafts', () => {
  it('are kept until they are empty', async () => {
    await call('PUT', '/drafts/new', { text: 'half a thought', tags: ['private'] });
    expect(await call('GET', '/drafts')).toMatchObject({ new: { text: 'half a thought', tags: ['private'] } });
    await call('PUT', '/drafts/new', { text: '' });
    expect(await call('GET', '/drafts')).toEqual({});
  });
});
