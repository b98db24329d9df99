import { LintelError } from '../../shared/chat/error.ts';
import { type ChatRequest, type FilePart, isSound, type TokensPart } from '../../shared/chat/request.ts';
import { type CancelSignal, createCancel } from '../../shared/chat/signal.ts';
import type { Ports } from '../../shared/routing/ports.ts';
import { isNamedBy } from '../../shared/routing/rules/glob.ts';
import type { Target } from '../../shared/routing/target.ts';
import { askedTarget } from './asked-target.ts';

/** What a document says. */
export interface DocumentReading {
  /** All of it. Absent: some of it could not be read, so nobody can say what it holds. */
  readonly text?: string;
  /** Absent: nobody could count them. */
  readonly pages?: number;
}

/** Reads a PDF that an app sent, bounded in time and memory. Never rejects: what cannot be read is simply not. */
export type ReadDocument = (pdf: Uint8Array, app: string, signal: CancelSignal) => Promise<DocumentReading>;

/** Documents and sounds of one request: far more than any provider takes. */
const MOST_FILES = 100;

/** Milliseconds for all documents of one request, with the time that they wait for those of others. What is left then is not read. */
const MOST_TIME_MS = 30_000;

interface Reading {
  readonly ports: Ports;
  /** Undefined: no document is read. */
  readonly readDocument: ReadDocument | undefined;
  /** Whose request it is. */
  readonly app: string;
  /** Milliseconds; absent: half a minute. */
  readonly timeLimit?: number;
}

/**
 * The request with what could be read of its files, so that it is searched before anything is decided. Throws `bad-request`
 * that names the first file which no model of the caller's can be given, and for tokens of nobody knows which model.
 */
export async function withFilesRead(
  request: ChatRequest,
  { ports, readDocument, app, timeLimit = MOST_TIME_MS }: Reading,
  signal: CancelSignal,
): Promise<ChatRequest> {
  const parts = request.messages.flatMap(({ content }) => content);
  const tokens = parts.find((part) => part.type === 'tokens');
  if (tokens !== undefined) requireOwner(tokens, askedTarget(request.model, ports));
  const files = parts.filter((part) => part.type === 'file');
  if (files.length === 0) return request;
  if (files.length > MOST_FILES)
    throw new LintelError('bad-request', `This holds ${files.length} files. Send at most ${MOST_FILES} with one request.`);
  const places = placesFor(request, ports);
  for (const file of files) requireReader(file, places);
  if (readDocument === undefined) return request;
  const limit = createCancel(signal);
  const timer = setTimeout(() => limit.cancel(), timeLimit);
  const readings = new Map<FilePart, DocumentReading>();
  for (const file of files) {
    if (limit.signal.aborted) break;
    if (!isSound(file)) readings.set(file, await readDocument(Buffer.from(file.data, 'base64'), app, limit.signal));
  }
  clearTimeout(timer);
  limit.cancel();
  return {
    ...request,
    messages: request.messages.map((message) => ({
      ...message,
      content: message.content.map((part) => (part.type === 'file' ? { ...part, ...readings.get(part) } : part)),
    })),
  };
}

/** The models that may come into question, wherever they are. */
function placesFor({ model, allowed }: ChatRequest, ports: Ports): readonly Target[] {
  const asked = askedTarget(model, ports);
  if (asked !== undefined) return [asked];
  return ports.fleet.targets().filter(({ id }) => allowed === undefined || isNamedBy(allowed, id));
}

function requireReader(file: FilePart, places: readonly Target[]): void {
  const [ability, sentence] = isSound(file)
    ? (['audio', 'is sound, which no model here can hear. Send what is said as text, or choose a model that hears.'] as const)
    : (['documents', 'is a document, which no model here can read. Send its text, or choose a model that reads documents.'] as const);
  if (places.length === 0 || places.some(({ abilities }) => abilities.includes(ability))) return;
  throw new LintelError('bad-request', `“${file.field}” ${sentence}`, { field: file.field });
}

/** Tokens are one model's: it has to be named, and to take them as they are. */
function requireOwner({ field }: TokensPart, asked: Target | undefined): void {
  if (asked !== undefined && (asked.speaks === undefined || asked.speaks === 'openai')) return;
  const sentence =
    asked === undefined
      ? 'holds tokens, which mean another text to every model. Ask for the model that they are of by name, or send text (LangChain: check_embedding_ctx_length=False).'
      : `holds tokens, and ${asked.name} takes text only.`;
  throw new LintelError('bad-request', `“${field}” ${sentence}`, { field });
}
