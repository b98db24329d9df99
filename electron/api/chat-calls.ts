import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import type { Ports } from '../../shared/routing/ports.ts';
import type { ChatStore } from '../ledger/chats.ts';
import type { RequestLedger } from '../ledger/requests.ts';
import { restoreConversations } from './chat-import.ts';
import { messageView } from './chat-views.ts';
import type { Handlers } from './handlers.ts';

export interface ChatCallOptions {
  readonly ports: Ports;
  readonly chats: ChatStore;
  readonly requests: RequestLedger;
  /** Deletes what models keep of conversations on disk. */
  forgetKept(): Promise<void>;
}

type Names =
  | 'conversations'
  | 'conversation'
  | 'changeConversation'
  | 'deleteConversation'
  | 'undeleteConversation'
  | 'purgeConversation'
  | 'importConversations'
  | 'conversationMasks'
  | 'searchChats'
  | 'messageRoute'
  | 'addAttachment'
  | 'attachment'
  | 'removeAttachment'
  | 'projects'
  | 'addProject'
  | 'changeProject'
  | 'removeProject'
  | 'prompts'
  | 'savePrompt'
  | 'removePrompt'
  | 'presets'
  | 'savePreset'
  | 'removePreset'
  | 'drafts'
  | 'keepDraft'
  | 'scanText';

/** Milliseconds in which a deleted conversation can be brought back. */
export const UNDO_MS = 30_000;

/** Answers at the end of a conversation that come with their plans; those of others are asked for one by one. */
const WITH_PLANS = 20;

/** The handlers of the calls about chats. */
export function createChatCalls({ ports, chats, requests, forgetKept }: ChatCallOptions): Pick<Handlers, Names> {
  const { attachments, projects, library, drafts } = chats;
  const purges = new Map<string, NodeJS.Timeout>();
  const conversationOf = (id: string) => {
    const conversation = chats.conversation(id);
    const messages = chats.messages(id);
    const files = attachments.ofConversation(id);
    const answers = requests.answersOf(id);
    const plansFrom = messages.length - WITH_PLANS;
    return {
      ...conversation,
      messages: messages.map((message, index) => {
        const { requestId } = message;
        const view = messageView(message, files.get(message.id));
        if (message.role === 'user' || requestId === undefined) return view;
        if (index >= plansFrom) return { ...view, ...requests.read(requestId) };
        const answer = answers.get(requestId);
        return answer === undefined ? view : { ...view, answer };
      }),
    };
  };
  return {
    conversations: ({ body: { beforeAt, beforeId, ...query } }) =>
      chats.list({ ...query, ...(beforeAt === undefined ? {} : { after: { updatedAt: beforeAt, id: beforeId ?? '' } }) }),
    conversation: ({ id }) => conversationOf(id),
    changeConversation: ({ id, body: { shows, ...change } }) => {
      const changed = chats.change(id, change);
      if (shows !== undefined) chats.show(id, shows);
      return changed;
    },
    deleteConversation: async ({ id }) => {
      chats.remove(id);
      clearTimeout(purges.get(id));
      purges.set(id, setTimeout(purge, UNDO_MS, id).unref());
      // Which of the kept states hold it nobody can tell, so none stays.
      await forgetKept();
      return { deleted: true };
    },
    undeleteConversation({ id }) {
      clearTimeout(purges.get(id));
      purges.delete(id);
      return chats.undelete(id);
    },
    purgeConversation: ({ id }) => ({ purged: chats.purge(id) > 0 }),
    importConversations({ body: { conversations } }) {
      restoreConversations(conversations, chats);
      return { imported: conversations.length };
    },
    conversationMasks: ({ id }) => chats.masks.read(chats.conversation(id).id).map(({ placeholder, value }) => ({ placeholder, value })),
    searchChats: ({ body: { q, limit } }) => chats.search(q, limit),
    messageRoute: ({ id }) => requests.read(id) ?? {},
    addAttachment({ body: { text, picture, ...file } }) {
      if (picture !== undefined && !PICTURES.has(file.mediaType))
        throw new LintelError('bad-request', say`A picture must be a PNG, JPEG or WebP. Convert it, and attach it again.`, {
          field: 'mediaType',
        });
      const content = picture === undefined ? Buffer.from(text ?? '', 'utf8') : Buffer.from(picture, 'base64');
      const { pages, ...rest } = file;
      const kind = picture === undefined ? 'text' : 'image';
      const added = attachments.add({ ...rest, kind, content, ...(pages === undefined ? {} : { pages }) });
      return { ...added, findings: counting(text?.slice(0, MOST_SHOWN) ?? '') };
    },
    attachment({ id }) {
      const { kind, mediaType, content } = attachments.held(id);
      if (kind === 'text') return { text: Buffer.from(content).toString('utf8') };
      return { picture: `data:${mediaType};base64,${Buffer.from(content).toString('base64')}` };
    },
    removeAttachment({ id }) {
      attachments.remove(id);
      return { removed: true };
    },
    projects: () => projects.list(),
    addProject: ({ body }) => projects.add(body),
    changeProject: ({ id, body }) => projects.change(id, body),
    removeProject({ id }) {
      projects.remove(id);
      return { removed: true };
    },
    prompts: () => library.prompts(),
    savePrompt: ({ body }) => library.savePrompt(body),
    removePrompt({ id }) {
      library.removePrompt(id);
      return { removed: true };
    },
    presets: () => library.presets(),
    savePreset: ({ body }) => library.savePreset(body),
    removePreset({ id }) {
      library.removePreset(id);
      return { removed: true };
    },
    drafts: () => drafts.all() as never,
    keepDraft({ id, body }) {
      const isKept = body.text !== '' || body.attachments.length > 0;
      drafts.keep(id, isKept ? body : undefined);
      return { kept: isKept };
    },
    scanText: ({ body: { text } }) => counting(text),
  };

  /** What counts of what the scan finds. */
  function counting(text: string) {
    const { minConfidence } = ports.policy();
    return ports.scanner(text).filter(({ confidence }) => confidence >= minConfidence);
  }

  function purge(id: string): void {
    purges.delete(id);
    try {
      chats.purge(id);
    } catch {
      // Lintel has ended meanwhile, or the disk refused: the next start deletes it.
    }
  }
}

const PICTURES = new Set(['image/png', 'image/jpeg', 'image/webp']);
/** Characters of an attachment that are searched to show what is in it. What would leave is searched as a whole. */
const MOST_SHOWN = 200_000;
