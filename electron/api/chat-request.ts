import type { z } from 'zod';
import type { prompt as promptSchema } from '../../shared/api/chats.ts';
import { LintelError } from '../../shared/chat/error.ts';
import type { ChatMessage, ChatRequest, Part } from '../../shared/chat/request.ts';
import { say } from '../../shared/chat/said.ts';
import type { Ports } from '../../shared/routing/ports.ts';
import type { HeldAttachment } from '../ledger/chats/attachments.ts';
import type { Preset } from '../ledger/chats/library.ts';
import type { Cleared, StoredMessage } from '../ledger/chats/stored.ts';
import type { ChatStore } from '../ledger/chats.ts';

/** A prompt typed in the window or the terminal, as the contract parsed it. */
export type Prompt = z.output<typeof promptSchema>;

/** All that a prompt carries along. */
export interface Asked {
  /** Instructions, the turns before, and the question. */
  readonly messages: readonly ChatMessage[];
  /** Those of the turns, the conversation, its project and the prompt. */
  readonly tags: readonly string[];
  readonly preset?: Preset;
  readonly project?: string;
  /** What the person said is not sensitive, by the text that it stands in. */
  readonly cleared: ReadonlyMap<string, readonly Cleared[]>;
}

/** Reads what a prompt carries along. Throws `bad-request` where nothing is asked, `not-found` for what is gone. */
export function askedBy(prompt: Prompt, chats: ChatStore): Asked {
  const conversation = prompt.conversationId === undefined ? undefined : chats.conversation(prompt.conversationId);
  const { before, question } = placeOf(prompt, chats);
  const { text, attachments, cleared } =
    question === undefined
      ? { text: prompt.text, attachments: prompt.attachments.map(chats.attachments.held), cleared: prompt.cleared }
      : { text: question.text, attachments: chats.attachments.heldBy(question.id), cleared: question.cleared ?? [] };
  if (text.trim() === '' && attachments.length === 0)
    throw new LintelError('bad-request', say`“text” must hold something to ask.`, { field: 'text' });
  const projectId = conversation === undefined ? prompt.projectId : conversation.projectId;
  const project = projectId === undefined ? undefined : chats.projects.context(projectId);
  const presetId = prompt.presetId === undefined ? conversation?.presetId : (prompt.presetId ?? undefined);
  const preset = presetId === undefined ? undefined : chats.library.preset(presetId);
  const instructions = [...(project?.instructions ?? []), preset?.instructions.trim() ?? ''].filter((one) => one !== '').join('\n\n');
  const kept = withoutUnanswered(before);
  const content = contentOf(text, attachments);
  return {
    messages: [
      ...(instructions === '' ? [] : [{ role: 'system' as const, content: [{ type: 'text' as const, text: instructions }] }]),
      ...kept.map((message): ChatMessage => ({ role: message.role, content: contentOf(message.text, filesOf(message, chats)) })),
      { role: 'user', content },
    ],
    // Of a turn left out, too: what it was about may well come up again.
    tags: [
      ...new Set([
        ...(conversation?.tags ?? []),
        ...(project?.tags ?? []),
        ...before.flatMap((message) => message.tags),
        ...(question?.tags ?? []),
        ...prompt.tags,
      ]),
    ],
    ...(preset === undefined ? {} : { preset }),
    ...(projectId === undefined ? {} : { project: projectId }),
    cleared: new Map(
      [...kept.map((message) => [message.text, message.cleared ?? []] as const), [text, cleared] as const].filter(
        ([, found]) => found.length > 0,
      ),
    ),
  };
}

/** The turns before the question, and the question itself where it is stored already. */
function placeOf({ conversationId, questionId, after }: Prompt, chats: ChatStore): { before: StoredMessage[]; question?: StoredMessage } {
  if (conversationId === undefined) return { before: [] };
  if (questionId !== undefined) {
    const path = chats.pathTo(conversationId, questionId);
    const question = path.pop();
    if (question?.role !== 'user')
      throw new LintelError('bad-request', say`Only a question can be asked once more.`, { field: 'questionId' });
    return { before: path, question };
  }
  return { before: after === undefined ? chats.messages(conversationId) : chats.pathTo(conversationId, after) };
}

/** One that failed before its answer began is left out: nobody has seen it. */
function withoutUnanswered(messages: readonly StoredMessage[]): StoredMessage[] {
  const neverBegan = (reply: StoredMessage | undefined) => reply?.status === 'failed' && reply.text === '';
  return messages.filter(({ role, text }, index) => (role === 'user' ? !neverBegan(messages[index + 1]) : text !== ''));
}

const filesOf = ({ role, id }: StoredMessage, chats: ChatStore) => (role === 'user' ? chats.attachments.heldBy(id) : []);

/** Files first, each a part of its own, then what was typed. */
function contentOf(text: string, attachments: readonly HeldAttachment[]): Part[] {
  const files = attachments.map(({ kind, name, mediaType, content }): Part => {
    if (kind === 'image') return { type: 'image', url: `data:${mediaType};base64,${Buffer.from(content).toString('base64')}` };
    return {
      type: 'text',
      text: `<file name="${name.replaceAll(/["<>\r\n]/g, ' ')}">\n${Buffer.from(content).toString('utf8')}\n</file>\n\n`,
    };
  });
  return text === '' && files.length > 0 ? files : [...files, { type: 'text', text }];
}

/** The neutral request for a prompt of the window. @param conversationId absent: it would begin one */
export function requestOf(prompt: Prompt, requestId: string, asked: Asked, conversationId: string | undefined): ChatRequest {
  const { temperature, topP, maxOutputTokens } = asked.preset ?? {};
  return {
    id: requestId,
    app: 'window',
    dialect: 'window',
    model: prompt.model,
    messages: asked.messages,
    tools: [],
    sampling: { ...(temperature === undefined ? {} : { temperature }), ...(topP === undefined ? {} : { topP }) },
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    stop: [],
    output: { type: 'text' },
    tags: asked.tags,
    ...(conversationId === undefined ? {} : { conversationId }),
    ...(asked.project === undefined ? {} : { project: asked.project }),
    ...(prompt.letGo === undefined ? {} : { letGo: prompt.letGo.zone }),
    wire: {},
  };
}

/**
 * The ports with a scanner that leaves out what the person said is not sensitive: those very words, found as that very
 * kind, in that very text. Anywhere else they count as before.
 */
export function withCleared(ports: Ports, { cleared }: Asked): Ports {
  if (cleared.size === 0) return ports;
  return {
    ...ports,
    scanner(text) {
      const spared = cleared.get(text);
      if (spared === undefined) return ports.scanner(text);
      return ports
        .scanner(text)
        .filter(({ type, start, end }) => !spared.some((one) => one.type === type && one.text === text.slice(start, end)));
    },
  };
}
