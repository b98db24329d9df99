import { LintelError } from '../../../../shared/chat/error.ts';
import type { CancelSignal } from '../../../../shared/chat/signal.ts';
import { NO_USAGE, type Usage } from '../../../../shared/chat/usage.ts';
import type { RemoteModel } from '../../../../shared/providers/engine.ts';
import type { Permit } from '../../../../shared/routing/permit.ts';
import type { Passed, PassRequest } from '../../../../shared/routing/ports.ts';
import type { RemoteAnswer } from './answer.ts';
import { fieldsOf, parsed } from './fields.ts';
import type { Sender } from './sender.ts';

/** Most bytes of an answer: hours of speech. */
const MOST_BYTES = 256 * 2 ** 20;
/** Most bytes of JSON that are kept to read what was used; pictures in it take some megabytes each. */
const MOST_READ = 64 * 2 ** 20;
/** A type as a header may carry it on. */
const TYPE = /^[\w.+-]{1,64}\/[\w.+-]{1,64}(?:; ?[\w-]{1,32}="?[\w.-]{1,64}"?){0,4}$/;

/** Sends work as it is, with the provider's own name of the model. Rejects as `ask` does; the body throws `stream-broken`. */
export async function pass(
  { model, provider }: RemoteModel,
  sender: Sender,
  permit: Permit,
  { work, texts }: PassRequest,
  signal: CancelSignal,
): Promise<Passed> {
  const left = new AbortController();
  const leave = () => left.abort(new LintelError('cancelled', 'It was cancelled.'));
  if (signal.aborted) leave();
  signal.addEventListener('abort', leave, { once: true });
  const asked = work.body(model.id);
  const done = () => signal.removeEventListener('abort', leave);
  try {
    const prompt = () => texts.join('\n');
    const { answer } = await sender.post(permit, work.path, prompt, left.signal, () => asked, work.contentType);
    const told = answer.headers['content-type'] ?? '';
    const contentType = TYPE.test(told) ? told : 'application/octet-stream';
    if (/^text\/html/i.test(contentType)) {
      answer.close();
      throw new LintelError('bad-output', `${provider.name} answered with a web page. Check the provider's address.`);
    }
    const read: Uint8Array[] = [];
    const isJson = /^application\/json/i.test(contentType);
    return { contentType, body: bytesOf(answer, provider.name, isJson ? read : undefined, done), usage: () => usageIn(read) };
  } catch (error) {
    done();
    throw error;
  }
}

async function* bytesOf(answer: RemoteAnswer, name: string, read: Uint8Array[] | undefined, done: () => void): AsyncGenerator<Uint8Array> {
  let length = 0;
  try {
    for await (const bytes of answer.body) {
      length += bytes.length;
      if (length > MOST_BYTES) throw new LintelError('bad-output', `The answer of ${name} is larger than ${MOST_BYTES / 2 ** 20} MiB.`);
      // What came may be written over once the next piece is asked for.
      if (length <= MOST_READ) read?.push(Uint8Array.from(bytes));
      yield bytes;
    }
  } finally {
    done();
    answer.close();
  }
}

/** OpenAI tells what was used in pictures' and recordings' answers, by either pair of names. */
function usageIn(read: readonly Uint8Array[]): Usage | undefined {
  const { usage } = fieldsOf(parsed(Buffer.concat(read).toString('utf8')));
  const {
    input_tokens: input,
    prompt_tokens: inputTokens = input,
    output_tokens: output,
    completion_tokens: outputTokens = output,
  } = fieldsOf(usage);
  if (typeof inputTokens !== 'number') return undefined;
  return { ...NO_USAGE, inputTokens, outputTokens: typeof outputTokens === 'number' ? outputTokens : 0 };
}
