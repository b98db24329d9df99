import { createStore } from 'zustand/vanilla';
import type { AttachmentView } from '../../shared/api/chat-views.ts';
import type { Body, Prompt } from '../../shared/api/contract.ts';
import type { Finding } from '../../shared/privacy/finding.ts';
import type { Api } from '../api.ts';

/** A file beside a message that is being written. */
export interface DraftAttachment extends AttachmentView {
  /** What the scan found in it; absent after a restart. */
  readonly findings?: readonly Pick<Finding, 'type'>[];
}

/** What stands in the composer of one conversation. */
export interface Draft {
  readonly text: string;
  /** A target's id, or `auto`. */
  readonly model: string;
  readonly tags: readonly string[];
  readonly attachments: readonly DraftAttachment[];
  /** What the person said is not sensitive in this text. */
  readonly cleared: NonNullable<Prompt['cleared']>;
  /** Of a conversation that begins with it. */
  readonly projectId?: string | undefined;
  /** Null: none from now on. Absent: the conversation's own. */
  readonly presetId?: string | null | undefined;
}

export const EMPTY_DRAFT: Draft = { text: '', model: 'auto', tags: [], attachments: [], cleared: [] };

export type Drafts = ReturnType<typeof createDrafts>;

/** Milliseconds after the last change until a draft is kept. */
const KEEP_AFTER_MS = 600;

/** Drafts by conversation. Main keeps them, so that they outlive the window. */
export function createDrafts(api?: Pick<Api, 'drafts' | 'keepDraft'>) {
  const store = createStore<Readonly<Record<string, Draft>>>()(() => ({}));
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const keep = (key: string) => {
    clearTimeout(timers.get(key));
    timers.delete(key);
    void api?.keepDraft(key, kept(read(key)));
  };
  const read = (key: string): Draft => store.getState()[key] ?? EMPTY_DRAFT;
  const keepSoon = (key: string) => {
    const draft = read(key);
    // What was sent must not come back should the window close now.
    if (draft.text === '' && draft.attachments.length === 0) return keep(key);
    clearTimeout(timers.get(key));
    timers.set(key, setTimeout(keep, KEEP_AFTER_MS, key));
  };
  const write = (key: string, draft: Draft) => {
    store.setState({ [key]: draft });
    keepSoon(key);
  };
  const change = (key: string, part: Partial<Draft>) => write(key, { ...read(key), ...part });
  return {
    store,
    read,
    change,
    /** Keeps at once what was typed last, since the window goes away. */
    keepNow: () => [...timers.keys()].forEach(keep),
    /** Takes over what main kept, where nothing was typed meanwhile. */
    async load() {
      const outcome = await api?.drafts();
      if (outcome?.ok !== true) return;
      for (const [key, draft] of Object.entries(outcome.value))
        if (store.getState()[key] === undefined) store.setState({ [key]: { ...EMPTY_DRAFT, ...draft } as Draft });
    },
    /** Puts what was not sent back where it was typed, before anything typed since. */
    giveBack(key: string, { text, attachments = [], cleared = [] }: Pick<Draft, 'text'> & Partial<Pick<Draft, 'attachments' | 'cleared'>>) {
      const since = read(key);
      change(key, {
        text: since.text.trim() === '' ? text : `${text}\n\n${since.text}`,
        attachments: [...attachments, ...since.attachments],
        cleared: [...cleared, ...since.cleared],
      });
    },
    /** A new conversation has its place: its model and tags, and what was typed since, go with it. */
    move(from: string, to: string) {
      const { projectId: _, presetId: __, ...draft } = read(from);
      write(to, draft);
      write(from, EMPTY_DRAFT);
    },
  };
}

/** What of a draft main keeps: what was cleared is said anew. */
function kept({ text, model, tags, attachments, projectId, presetId }: Draft): Body<'keepDraft'> {
  return {
    ...{ text, model, tags: [...tags] },
    attachments: attachments.map(({ findings: _, ...attachment }) => attachment),
    ...(projectId === undefined ? {} : { projectId }),
    ...(presetId === undefined ? {} : { presetId }),
  };
}
