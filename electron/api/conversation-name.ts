import { randomUUID } from 'node:crypto';
import { fromErrorShape } from '../../shared/chat/error.ts';
import type { ChatRequest } from '../../shared/chat/request.ts';
import type { Ports } from '../../shared/routing/ports.ts';
import { type Dialect, route } from '../../shared/routing/route.ts';
import type { ChatStore } from '../ledger/chats.ts';

/** Fewest parameters of a model that names a chat better than the chat's first words do. */
const FEWEST_PARAMETERS = 5e8;
/** Tokens of a title, thought about or not. */
const MOST_TOKENS = 40;
const LONGEST_TITLE = 60;
/** Milliseconds to wait for one. */
const PATIENCE_MS = 60_000;
/** Characters of the question and of the answer that it is made of. */
const EXCERPT = 1_200;

const ORDER =
  'Name this conversation in at most six words, in its own language. Answer with the name alone, without quotes or a full stop.';

const dialect: Dialect<ChatRequest, string> = {
  normalise: (request) => request,
  async respond(_plan, events) {
    let said = '';
    for await (const event of events) {
      if (event.type === 'text') said += event.text;
      if (event.type === 'end' && event.answer.error !== undefined) throw fromErrorShape(event.answer.error);
    }
    return said;
  },
};

/** The first line of what a model said, without what models put around a title; nothing where none is left. */
export function titleIn(said: string): string | undefined {
  const line =
    said
      .split(/\r?\n/)
      .map((one) => one.replaceAll(/[*_#`"“”„«»]/g, '').trim())
      .find((one) => one !== '') ?? '';
  const title = line
    .replace(/^(title|titel|name)\s*:\s*/i, '')
    .replace(/\.$/, '')
    .trim();
  return title === '' || title.length > LONGEST_TITLE ? undefined : title;
}

/**
 * Gives a conversation that nobody has named a title by a model that is loaded on this device. The question goes the one
 * path, tagged so that it cannot leave. No model is loaded for this; without one the first words stay the title.
 */
export async function nameConversation(id: string, chats: ChatStore, ports: Ports): Promise<void> {
  const model = ports.fleet
    .targets()
    .find(
      ({ zone, loaded, fault, abilities, parameters }) =>
        zone === 'device' && loaded && fault === undefined && abilities.includes('chat') && parameters >= FEWEST_PARAMETERS,
    );
  if (model === undefined || chats.isNamed(id)) return;
  const [question, answer] = chats.messages(id);
  if (question === undefined || answer?.status !== 'done') return;
  const text = `${ORDER}\n\nQuestion: ${question.text.slice(0, EXCERPT)}\n\nAnswer: ${answer.text.slice(0, EXCERPT)}`;
  const request: ChatRequest = {
    id: randomUUID(),
    app: 'window',
    dialect: 'window',
    model: model.id,
    messages: [{ role: 'user', content: [{ type: 'text', text }] }],
    tools: [],
    reasoning: { enabled: false },
    priority: 'background',
    sampling: { temperature: 0 },
    maxOutputTokens: MOST_TOKENS,
    stop: [],
    output: { type: 'text' },
    tags: ['private'],
    wire: {},
  };
  const title = titleIn(await route(request, dialect, ports, AbortSignal.timeout(PATIENCE_MS)));
  if (title !== undefined) chats.nameUnlessNamed(id, title);
}
