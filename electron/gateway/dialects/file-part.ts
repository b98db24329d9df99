import { isUtf8 } from 'node:buffer';
import { LintelError } from '../../../shared/chat/error.ts';
import type { Part } from '../../../shared/chat/request.ts';

/** A file as a caller gave it. */
interface Given {
  /** In base64, or as a `data:` URL of it. */
  readonly data: string;
  /** Where the caller says so. */
  readonly mediaType?: string | undefined;
  readonly name?: string | null | undefined;
  /** Where it stands, such as `messages[0].content[1].file`. */
  readonly field: string;
}

const DATA_URL = /^data:([\w-]{1,40}\/[\w.+-]{1,80})(?:;[\w-]{1,40}=[\w.+-]{0,80}){0,4};base64,/i;
/** Nothing but the bytes themselves: what a reader passes over could be a text that was never searched. */
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

const TEXT = /^(?:text\/[\w.+-]+|application\/(?:json|xml|yaml|x-yaml|toml|javascript|x-ndjson|sql))$/;
const READ = /^(?:application\/pdf|audio\/[\w.+-]+)$/;

/** What a name says of a file whose kind nobody said. */
const ENDINGS: Readonly<Record<string, string>> = {
  ...{ pdf: 'application/pdf', txt: 'text/plain', md: 'text/markdown', csv: 'text/csv', json: 'application/json', xml: 'application/xml' },
  ...{ html: 'text/html', yaml: 'application/yaml', yml: 'application/yaml', wav: 'audio/wav', mp3: 'audio/mpeg' },
};

/**
 * A file as a part: text as text, a document or a sound as itself. Throws `bad-request` with its field for what is no base64,
 * and for what no model here is given.
 */
export function filePart({ data, mediaType, name, field }: Given): Part {
  const [head = '', told] = DATA_URL.exec(data) ?? [];
  const bare = data.slice(head.length);
  const ending = /\.(\w{1,8})$/.exec(name ?? '')?.[1]?.toLowerCase() ?? '';
  const kind = (told ?? mediaType ?? ENDINGS[ending] ?? 'application/pdf').toLowerCase();
  if (!BASE64.test(bare)) throw refusal(field, 'must hold the file itself, in base64.');
  const named = typeof name === 'string' && name !== '' ? { name } : {};
  if (READ.test(kind)) return { type: 'file', mediaType: kind, data: bare, field, ...named };
  if (!TEXT.test(kind)) throw refusal(field, `is “${kind}”, which no model here is given. Send its text, or a PDF.`);
  const bytes = Buffer.from(bare, 'base64');
  if (!isUtf8(bytes)) throw refusal(field, `is no text in UTF-8, though it says that it is “${kind}”. Send its text itself.`);
  const text = bytes.toString();
  return { type: 'text', text: typeof name === 'string' && name !== '' ? `${name}:\n\n${text}` : text, encoded: bare };
}

/** A sound as OpenAI's dialects give it. */
export const soundIn = ({ data, format }: { data: string; format: string }): Pick<Given, 'data' | 'mediaType'> => ({
  data,
  mediaType: format === 'mp3' ? 'audio/mpeg' : `audio/${format}`,
});

const refusal = (field: string, sentence: string) => new LintelError('bad-request', `“${field}” ${sentence}`, { field });
