import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { queryOf } from '../../electron/ledger/chats/search.ts';
import { treeOf } from '../../electron/ledger/chats/tree.ts';
import { type ChatStore, createChatStore } from '../../electron/ledger/chats.ts';
import { type Database, openDatabase } from '../../electron/ledger/database.ts';
import { MIGRATIONS } from '../../electron/ledger/migrations.ts';

let folder: string;
let file: string;
let database: Database;
let chats: ChatStore;
let now: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-chats-'));
  file = join(folder, 'lintel.db');
  now = 1_000_000;
  open();
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

function open() {
  database = openDatabase(file, { repair: true });
  chats = createChatStore(database, () => ++now);
}
const ask = (text: string, conversationId?: string, rest: object = {}) =>
  chats.begin({ text, tags: [], ...rest }, `r-${++now}`, conversationId);
const answer = (id: string, text: string) => chats.save(id, text, 'done');
const texts = (id: string) => chats.messages(id).map((message) => message.text);
const codeOf = (work: () => unknown) => {
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

describe('a conversation as a tree', () => {
  it('shows an edited question and another answer as branches, and goes back to either', () => {
    const one = ask('first');
    const { id } = one.conversation;
    answer(one.reply.id, 'A');
    const two = ask('second', id);
    answer(two.reply.id, 'B');
    const edited = ask('first, put better', id, { after: null });
    answer(edited.reply.id, 'C');
    expect(texts(id)).toEqual(['first, put better', 'C']);
    expect(edited.question.versions).toEqual([one.question.id, edited.question.id]);
    const again = chats.beginAgain(edited.question.id, [], 'r-again', id);
    answer(again.reply.id, 'D');
    expect(texts(id)).toEqual(['first, put better', 'D']);
    expect(again.reply.versions).toEqual([edited.reply.id, again.reply.id]);
    chats.show(id, one.question.id);
    expect(texts(id)).toEqual(['first', 'A', 'second', 'B']);
    chats.show(id, edited.reply.id);
    expect(texts(id)).toEqual(['first, put better', 'C']);
    expect(chats.pathTo(id, two.question.id).map(({ text }) => text)).toEqual(['first', 'A', 'second']);
  });

  it('takes a turn back to what was on show, whatever kind it was', () => {
    const one = ask('first');
    const { id } = one.conversation;
    answer(one.reply.id, 'A');
    chats.withdraw(chats.beginAgain(one.question.id, [], 'r-x', id));
    expect(texts(id)).toEqual(['first', 'A']);
    chats.withdraw(ask('other', id, { after: null }));
    expect(texts(id)).toEqual(['first', 'A']);
    chats.withdraw(ask('alone'));
    expect(chats.list().map((one) => one.id)).toEqual([id]);
  });

  it('refuses what follows a message of another conversation', () => {
    const one = ask('one');
    const two = ask('two');
    expect(codeOf(() => ask('three', one.conversation.id, { after: two.reply.id }))).toBe('not-found');
    expect(codeOf(() => chats.beginAgain(two.question.id, [], 'r', one.conversation.id))).toBe('not-found');
    expect(codeOf(() => chats.show(one.conversation.id, two.reply.id))).toBe('not-found');
  });

  it('ends where rows go round in a circle', () => {
    const circle = ['a', 'b'].map((id) => ({
      ...{ id, role: 'user', text: id, status: 'done', createdAt: 1, tags: [] },
      parentId: id === 'a' ? 'b' : 'a',
    })) as Parameters<typeof treeOf>[0];
    expect(treeOf(circle).pathTo('a').length).toBe(2);
    expect(treeOf(circle).leafUnder('a')).toBe('b');
  });

  it('keeps thoughts and calls beside an answer', () => {
    const { reply, conversation } = ask('think');
    chats.save(reply.id, 'Yes', 'done', { reasoning: 'Hm.', calls: [{ name: 'look', arguments: '{}' }] });
    expect(chats.messages(conversation.id)[1]).toMatchObject({ reasoning: 'Hm.', calls: [{ name: 'look', arguments: '{}' }] });
  });
});

describe('a database from before chats were trees', () => {
  it('keeps every conversation as one branch, and finds its words', () => {
    database.close();
    rmSync(file);
    const before = new DatabaseSync(file);
    const old = MIGRATIONS.findIndex((step) => step.includes('messages_text'));
    for (const step of MIGRATIONS.slice(0, old)) before.exec(step);
    before.exec(`PRAGMA user_version = ${old}; INSERT INTO conversations (id, title, created_at, updated_at) VALUES ('c', 'Old', 1, 1)`);
    for (const [position, role] of (['user', 'assistant', 'user', 'assistant'] as const).entries())
      before
        .prepare(`INSERT INTO messages (id, conversation_id, position, role, text, status, created_at) VALUES (?, 'c', ?, ?, ?, 'done', 1)`)
        .run(`m${position}`, position + 1, role, `marzipan ${position}`);
    before.close();
    open();
    expect(texts('c')).toEqual(['marzipan 0', 'marzipan 1', 'marzipan 2', 'marzipan 3']);
    expect(chats.search('marzi', 10)).toHaveLength(4);
    const more = ask('and on', 'c');
    expect(more.question.parentId).toBe('m3');
  });
});

describe('the list', () => {
  it('comes in pages and sections, newest first', () => {
    const project = chats.projects.add({ name: 'Thesis' });
    const ids = Array.from({ length: 9 }, (_, index) => ask(`chat ${index}`).conversation.id).reverse();
    const [pinned = '', archived = '', filed = ''] = ids;
    chats.change(pinned, { isPinned: true });
    chats.change(archived, { isArchived: true });
    chats.change(filed, { projectId: project.id });
    const loose = ids.slice(3);
    const first = chats.list({ section: 'loose', limit: 4 });
    expect(first.map(({ id }) => id)).toEqual(loose.slice(0, 4));
    const after = first.at(-1);
    expect(chats.list({ section: 'loose', limit: 4, after }).map(({ id }) => id)).toEqual(loose.slice(4));
    expect(chats.list({ section: 'pinned' }).map(({ id }) => id)).toEqual([pinned]);
    expect(chats.list({ section: 'archived' }).map(({ id }) => id)).toEqual([archived]);
    expect(chats.list({ section: 'project', projectId: project.id }).map(({ id }) => id)).toEqual([filed]);
    expect(chats.list()).toHaveLength(8);
    chats.projects.remove(project.id);
    expect(chats.list({ section: 'loose' }).map(({ id }) => id)).toContain(filed);
    expect(codeOf(() => chats.change(filed, { projectId: 'nowhere' }))).toBe('not-found');
  });

  it('brings a deleted chat back until it is purged, and then leaves nothing of it, in the search neither', () => {
    const marker = `findme${'z'.repeat(30)}`;
    const { conversation, reply } = ask(`${marker} please`);
    answer(reply.id, `Here: ${marker}`);
    chats.drafts.keep(conversation.id, { text: marker });
    chats.remove(conversation.id);
    expect(chats.list()).toEqual([]);
    expect(chats.search(marker, 10)).toEqual([]);
    expect(chats.undelete(conversation.id).id).toBe(conversation.id);
    expect(chats.search(marker, 10)).toHaveLength(3);
    chats.remove(conversation.id);
    expect(chats.purge()).toBe(1);
    expect(codeOf(() => chats.undelete(conversation.id))).toBe('not-found');
    for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name)).includes(marker)).toBe(false);
    expect(database.handle.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  });

  it('keeps a name that a person gave', () => {
    const { id } = ask('first words').conversation;
    expect(chats.nameUnlessNamed(id, 'By a model')).toBe(true);
    expect(chats.nameUnlessNamed(id, 'By another')).toBe(false);
    chats.change(id, { title: 'Mine' });
    expect(chats.conversation(id).title).toBe('Mine');
    const other = ask('other').conversation.id;
    chats.change(other, { isPinned: true });
    expect(chats.isNamed(other)).toBe(false);
  });
});

describe('search', () => {
  it('finds words by their beginnings, whatever their accents, and marks them as data', () => {
    const { reply, conversation } = ask('Wo liegt Köln? <b>fett</b>');
    answer(reply.id, 'Am Rhein, <script>alert(1)</script>');
    const [title, message] = chats.search('koln', 10);
    expect(title).toMatchObject({ conversationId: conversation.id });
    expect(message?.message?.snippet).toEqual([
      { text: 'Wo liegt ', isHit: false },
      { text: 'Köln', isHit: true },
      { text: '? <b>fett</b>', isHit: false },
    ]);
    expect(chats.search('rhein script', 10)[0]?.message?.role).toBe('assistant');
  });

  it('takes whatever is typed', () => {
    ask('plain');
    for (const typed of ['"', 'a"b', 'NEAR(', 'x OR', '*', '-', 'col:', '😀', '', '()'])
      expect(() => chats.search(typed, 5), typed).not.toThrow();
    expect(queryOf('-- ??')).toBeUndefined();
  });

  it('finds an answer once it has ended, in what it says then', () => {
    const { reply } = ask('question');
    chats.save(reply.id, 'half of a pineapple', 'streaming');
    expect(chats.search('pineapple', 5)).toEqual([]);
    answer(reply.id, 'whole pineapple');
    expect(chats.search('pineapple', 5)).toHaveLength(1);
    answer(reply.id, 'an apricot');
    expect(chats.search('pineapple', 5)).toEqual([]);
    expect(chats.search('apricot', 5)).toHaveLength(1);
  });
});

describe('attachments', () => {
  const file = (name: string, content = 'text') =>
    chats.attachments.add({ name, kind: 'text', mediaType: 'text/plain', bytes: content.length, content: Buffer.from(content) });

  it('wait for their question, stay with it, and are copied to an edited one', () => {
    const { id } = file('notes.txt');
    const one = ask('read this', undefined, { attachments: [id] });
    expect(chats.attachments.heldBy(one.question.id)).toMatchObject([{ id, name: 'notes.txt' }]);
    const two = ask('read it well', one.conversation.id, { after: null, attachments: [id] });
    expect(chats.attachments.heldBy(two.question.id)).toMatchObject([{ name: 'notes.txt' }]);
    expect(chats.attachments.heldBy(one.question.id)).toHaveLength(1);
    chats.attachments.remove(id);
    expect(chats.attachments.heldBy(one.question.id)).toHaveLength(1);
    expect(codeOf(() => ask('x', undefined, { attachments: ['gone'] }))).toBe('not-found');
    expect(chats.list()).toHaveLength(1);
  });

  it('wait again where the question could not be sent, and are forgotten after two weeks', () => {
    const { id } = file('notes.txt');
    chats.withdraw(ask('read this', undefined, { attachments: [id] }));
    expect(chats.attachments.held(id).name).toBe('notes.txt');
    now += 15 * 24 * 3_600_000;
    createChatStore(database, () => now);
    expect(codeOf(() => chats.attachments.held(id))).toBe('not-found');
  });
});

describe('projects', () => {
  it('hold for their chats together with the one they lie in', () => {
    const work = chats.projects.add({ name: 'Über Arbeit', tags: ['internal'], instructions: 'Be brief.' });
    expect(work.id).toBe('uber-arbeit');
    const part = chats.projects.add({ name: 'Über Arbeit', parentId: work.id, tags: ['private'], instructions: ' In German. ' });
    expect(part.id).toBe('uber-arbeit-2');
    expect(chats.projects.context(part.id)).toEqual({ tags: ['internal', 'private'], instructions: ['Be brief.', 'In German.'] });
    expect(codeOf(() => chats.projects.add({ name: 'x', parentId: part.id }))).toBe('bad-request');
    expect(codeOf(() => chats.projects.change(work.id, { parentId: part.id }))).toBe('bad-request');
    expect(codeOf(() => chats.projects.change(work.id, { parentId: work.id }))).toBe('bad-request');
    expect(chats.projects.change(part.id, { parentId: null, name: 'Part' })).toEqual({
      ...{ id: part.id, name: 'Part', tags: ['private'], instructions: ' In German. ' },
    });
  });
});
