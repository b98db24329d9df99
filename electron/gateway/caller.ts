import type { IncomingMessage } from 'node:http';
import { splitTags } from '../../shared/privacy/tags.ts';
import type { Zone } from '../../shared/privacy/zones.ts';
import type { App } from './app.ts';
import { conversationIn } from './dialects/conversation.ts';

/** What the door knows of a request beside its body. */
export interface Caller {
  readonly requestId: string;
  readonly app: string;
  /** The name of its key. */
  readonly appName?: string;
  /** From the `x-lintel-conversation` header. */
  readonly conversation?: string;
  /** From the app's key and the `x-lintel-tags` header. */
  readonly tags: readonly string[];
  /** From the `openai-project` header. */
  readonly project?: string;
  /** The targets that its key allows; absent: all. */
  readonly allowed?: readonly string[];
  /** The zone that its key lets anything reach at most; absent: the key says nothing of it. */
  readonly ceiling?: Zone;
  /** What its key says of its urgency; absent: as each request says. */
  readonly priority?: 'interactive' | 'background';
  /** It asked, by `x-lintel-explain: 1`, how its answer comes about. */
  readonly isExplained: boolean;
}

/** A plain name: what else a caller writes there is no name to keep. */
const PROJECT = /^[\w.:@-]{1,128}$/;

/**
 * Reads the headers that any dialect's request may carry. Throws `bad-request` with the header's name.
 * @param projectCalled the id of the project that a name means, where there is one
 */
export function callerOf(
  { headers }: IncomingMessage,
  requestId: string,
  app: App,
  projectCalled: (name: string) => string | undefined = () => undefined,
): Caller {
  const given = splitTags([headers['x-lintel-tags'] ?? []].flat(), 'x-lintel-tags');
  const conversation = conversationIn(headers['x-lintel-conversation']);
  const project = [headers['openai-project'] ?? []].flat()[0];
  return {
    requestId,
    app: app.id,
    ...(app.name === undefined ? {} : { appName: app.name }),
    tags: [...app.tags, ...given],
    ...(app.allowed === undefined ? {} : { allowed: app.allowed }),
    ...(app.ceiling === undefined ? {} : { ceiling: app.ceiling }),
    ...(app.priority === undefined ? {} : { priority: app.priority }),
    ...(conversation === undefined ? {} : { conversation }),
    // OpenAI's own libraries name a project in a header; one of the window's own is counted as that.
    ...(project !== undefined && PROJECT.test(project) ? { project: projectCalled(project) ?? project } : {}),
    isExplained: headers['x-lintel-explain'] === '1',
  };
}
