import { createStore } from 'zustand/vanilla';
import type { Body } from '../../shared/api/contract.ts';
import type { ConversationView } from '../../shared/api/views.ts';
import type { Api, Failure, Outcome } from '../api.ts';

/** A part of the list: each is read page by page. */
export type Section = 'pinned' | 'loose' | 'archived' | `project:${string}`;

export interface Conversations {
  /** All that were read so far, newest first. */
  readonly list: readonly ConversationView[];
  readonly loaded: boolean;
  /** Parts of which there is more to read. */
  readonly more: Readonly<Partial<Record<Section, true>>>;
  /** The last one that was deleted, as long as it can be brought back here. */
  readonly deleted?: ConversationView;
  /** Why the last reading or change failed; absent once one succeeds. */
  readonly error?: Failure;
}

const PAGE = 200;
/** Milliseconds in which the window offers to bring a deleted conversation back; main keeps it a little longer. */
const UNDO_MS = 12_000;

type ConversationApi = Pick<
  Api,
  'conversations' | 'changeConversation' | 'deleteConversation' | 'undeleteConversation' | 'purgeConversation'
>;

/** The part of the list that a conversation stands in. */
export function sectionOf({ isArchived, isPinned, projectId }: ConversationView): Section {
  if (isArchived) return 'archived';
  if (isPinned) return 'pinned';
  return projectId === undefined ? 'loose' : `project:${projectId}`;
}

/** The conversations of the sidebar. */
export function createConversations(api: ConversationApi) {
  const store = createStore<Conversations>()(() => ({ list: [], loaded: false, more: {} }));
  const open = new Set<Section>(['pinned', 'loose']);
  const readings = new Map<string, number>();
  /** Counts what was put in or taken out here: a page that was asked for before does not know of it. */
  let changes = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const take = <Value>(
    outcome: Outcome<Value>,
    change: (value: Value, list: readonly ConversationView[]) => readonly ConversationView[],
  ): boolean => {
    const { error: _, ...rest } = store.getState();
    if (outcome.ok) store.setState({ ...rest, list: newestFirst(change(outcome.value, rest.list)), loaded: true }, true);
    else store.setState({ ...rest, error: outcome.error }, true);
    return outcome.ok;
  };

  /** @param after the last entry before the page; absent: the first page */
  const readPage = async (section: Section, after?: ConversationView): Promise<boolean> => {
    const page = `${section} ${after?.id ?? ''}`;
    const reading = (readings.get(page) ?? 0) + 1;
    readings.set(page, reading);
    const before = changes;
    const outcome = await api.conversations({
      ...queryOf(section),
      limit: PAGE,
      ...(after === undefined ? {} : { beforeAt: after.updatedAt, beforeId: after.id }),
    });
    // A later answer to the same question counts.
    if (readings.get(page) !== reading) return outcome.ok;
    if (outcome.ok && before !== changes) return readPage(section, after);
    if (outcome.ok) setMore(section, outcome.value.length === PAGE);
    return take(outcome, (read, list) => merged(list, read, section, after));
  };

  const setMore = (section: Section, isMore: boolean) => {
    const state = store.getState();
    // A first page read anew says nothing of those that were read after it.
    const { [section]: _, ...others } = state.more;
    store.setState({ ...state, more: isMore ? { ...others, [section]: true } : others }, true);
  };

  const change = async (id: string, wish: Body<'changeConversation'>) => {
    const outcome = await api.changeConversation(id, wish);
    changes++;
    return take(outcome, (changed, list) => put(list, changed));
  };

  const forgetDeleted = () => {
    clearTimeout(timer);
    const { deleted: _, ...rest } = store.getState();
    store.setState(rest, true);
  };

  return {
    store,
    /** Reads the newest of every part that is open. */
    async load(): Promise<boolean> {
      const read = await Promise.all([...open].map((section) => readPage(section)));
      return read.every(Boolean);
    },
    /** Reads a part from now on. */
    async open(section: Section) {
      open.add(section);
      await readPage(section);
    },
    async readMore(section: Section) {
      const last = store.getState().list.findLast((entry) => sectionOf(entry) === section);
      if (last !== undefined) await readPage(section, last);
    },
    rename: (id: string, title: string) => change(id, { title }),
    change,
    /** It can be brought back for a moment: `undo` does. */
    async remove(id: string): Promise<boolean> {
      changes++;
      const deleted = store.getState().list.find((entry) => entry.id === id);
      const isGone = take(await api.deleteConversation(id), (_, list) => list.filter((entry) => entry.id !== id));
      if (isGone && deleted !== undefined) {
        clearTimeout(timer);
        store.setState({ ...store.getState(), deleted }, true);
        timer = setTimeout(forgetDeleted, UNDO_MS);
      }
      return isGone;
    },
    async undo(): Promise<string | undefined> {
      const { deleted } = store.getState();
      if (deleted === undefined) return undefined;
      forgetDeleted();
      const isBack = take(await api.undeleteConversation(deleted.id), (back, list) => put(list, back));
      return isBack ? deleted.id : undefined;
    },
    /** Nothing of what was just deleted stays on the disk, nor can it be brought back. */
    async purge() {
      const { deleted } = store.getState();
      forgetDeleted();
      if (deleted !== undefined) await api.purgeConversation(deleted.id);
    },
    /** A conversation that main just made, continued or read. */
    put: (conversation: ConversationView) => {
      changes++;
      return take({ ok: true, value: conversation }, (value, list) => put(list, value));
    },
    dismissError: () => take({ ok: true, value: undefined }, (_, list) => list),
  };
}

const queryOf = (section: Section): NonNullable<Body<'conversations'>> =>
  section.startsWith('project:')
    ? { section: 'project', projectId: section.slice('project:'.length) }
    : { section: section as 'pinned' | 'loose' | 'archived' };

function put(list: readonly ConversationView[], conversation: ConversationView): ConversationView[] {
  return [conversation, ...list.filter((entry) => entry.id !== conversation.id)];
}

/**
 * The list with a page of one of its parts. What belongs into the page's stretch and is not in it is gone, or somewhere
 * else; entries that are as they were are kept, so that they are not drawn again.
 */
function merged(
  list: readonly ConversationView[],
  page: readonly ConversationView[],
  section: Section,
  after: ConversationView | undefined,
): readonly ConversationView[] {
  const held = new Map(list.map((entry) => [entry.id, entry]));
  const last = page.length < PAGE ? undefined : page.at(-1);
  const isInStretch = (entry: ConversationView) =>
    sectionOf(entry) === section &&
    (after === undefined || byNewest(after, entry) < 0) &&
    (last === undefined || byNewest(entry, last) <= 0);
  const paged = new Set(page.map(({ id }) => id));
  const others = list.filter((entry) => !paged.has(entry.id) && !isInStretch(entry));
  return [...others, ...page.map((entry) => same(held.get(entry.id), entry))];
}

function same(held: ConversationView | undefined, entry: ConversationView): ConversationView {
  return held !== undefined && JSON.stringify(held) === JSON.stringify(entry) ? held : entry;
}

const byNewest = (a: ConversationView, b: ConversationView) => b.updatedAt - a.updatedAt || (a.id < b.id ? -1 : 1);

function newestFirst(list: readonly ConversationView[]): readonly ConversationView[] {
  return list.every((entry, index) => index === 0 || byNewest(list[index - 1] ?? entry, entry) <= 0) ? list : [...list].sort(byNewest);
}
