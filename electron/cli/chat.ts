import { text } from 'node:stream/consumers';
import type { AnswerView, ChatLine } from '../../shared/api/views.ts';
import { LintelError } from '../../shared/chat/error.ts';
import type { Connection } from './connect.ts';
import { note, printJson, printPiece } from './output.ts';

/** The prompt from the command line, or from what is piped in. Throws `bad-request` when there is none. */
export async function readPrompt(argument: string | undefined): Promise<string> {
  if (argument !== undefined && argument !== '-') return argument;
  if (process.stdin.isTTY && argument === undefined)
    throw new LintelError('bad-request', 'Say what to ask: lintel chat "…", or pipe the text in.');
  const piped = (await text(process.stdin)).trimEnd();
  if (piped === '') throw new LintelError('bad-request', 'There is nothing to ask: the input is empty.');
  return piped;
}

export interface ChatOptions {
  readonly model?: string;
  readonly tags: string[];
  readonly conversation?: string;
  readonly json: boolean;
}

/** Streams an answer to the terminal, then says on stderr where it came from. Ctrl-C stops it. */
export async function chat(connection: Connection, question: string, options: ChatOptions): Promise<void> {
  const stopped = new AbortController();
  process.once('SIGINT', () => stopped.abort());
  const prompt = {
    text: question,
    tags: options.tags,
    ...(options.model === undefined ? {} : { model: options.model }),
    ...(options.conversation === undefined ? {} : { conversationId: options.conversation }),
  };
  let text = '';
  let conversationId: string | undefined;
  try {
    for await (const line of connection.chat(prompt, stopped.signal)) {
      if (line.type === 'opened') conversationId = line.conversation.id;
      if (line.type === 'text') {
        text += line.text;
        if (!options.json) printPiece(line.text);
      }
      if (line.type === 'error') throw new LintelError(line.error.code, line.error.message);
      if (line.type === 'end') finish(line, text, conversationId, options.json);
    }
  } catch (error) {
    if (!stopped.signal.aborted) throw error;
    note('\nStopped.');
  }
}

function finish({ answer }: Extract<ChatLine, { type: 'end' }>, text: string, conversationId: string | undefined, json: boolean): void {
  if (answer.error !== undefined) throw new LintelError(answer.error.code, answer.error.message);
  if (json) {
    printJson({ text, conversationId, answer });
    return;
  }
  if (!text.endsWith('\n')) process.stdout.write('\n');
  note(summary(answer));
}

/** `On this device · Lintel starter · 48 tokens, 812/s · first token 12 ms` */
function summary({ target, usage, timings }: AnswerView): string {
  const speed = timings.tokensPerSecond === undefined ? '' : `, ${Math.round(timings.tokensPerSecond)}/s`;
  const place = target?.zone === 'device' ? 'On this device' : target?.zone;
  return `${place} · ${target?.name} · ${usage.outputTokens} tokens${speed} · first token ${Math.round(timings.firstTokenMs)} ms`;
}
