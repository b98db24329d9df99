import type { LlamaContextSequence, LlamaModel, Token } from 'node-llama-cpp';
import type { FinishReason } from '../../../shared/chat/event.ts';
import type { CancelSignal } from '../../../shared/chat/signal.ts';
import type { Prompt } from './chat-prompt.ts';
import { evaluatePrompt } from './prompt-pieces.ts';
import type { ChatJob } from './protocol.ts';
import { samplingOptions } from './sampling.ts';
import type { Spoken } from './spoken.ts';
import { createStopFilter } from './stop-filter.ts';
import { createTokenDecoder } from './text-decoder.ts';

/** Told while a chat runs. */
export interface Progress {
  /** The prompt is known; nothing was evaluated yet. */
  started(cachedInputTokens: number): void;
  text(text: string, tokens: number): void;
}

export interface Outcome {
  readonly reason: FinishReason;
  readonly outputTokens: number;
}

/** Answers one chat on a sequence. Ends within one token, or one piece of the prompt, after the signal. */
export async function generate(
  model: LlamaModel,
  sequence: LlamaContextSequence,
  prompt: Prompt,
  job: ChatJob,
  signal: CancelSignal,
  spoken: Spoken,
  progress: Progress,
): Promise<Outcome> {
  // One token is always evaluated again: it is the one that predicts the next.
  await sequence.adaptStateToTokens(prompt.tokens.slice(0, -1), false);
  progress.started(sequence.nextTokenIndex);
  const last = await evaluatePrompt(sequence, prompt.tokens, signal);
  if (last === undefined) return { reason: 'cancelled', outputTokens: 0 };

  const generated: Token[] = [];
  const decoder = createTokenDecoder(model, prompt.tokens);
  const filter = createStopFilter([...job.stop, ...prompt.stopTexts]);
  /** Tokens whose text is still held back. */
  let untold = 0;
  // Many tokenizers open every answer with a space; a continued answer may need it.
  let isOpening = job.turns.at(-1)?.role !== 'assistant';
  let opening = '';
  let shown = '';
  const tell = (raw: string) => {
    const text = isOpening ? raw.trimStart() : raw;
    if (isOpening) opening += raw.slice(0, raw.length - text.length);
    if (text === '') return;
    isOpening = false;
    shown += text;
    progress.text(text, untold);
    untold = 0;
  };
  const finish = (reason: FinishReason): Outcome => {
    spoken.remember(shown, opening + shown);
    return { reason, outputTokens: generated.length };
  };
  /** Ends an answer that no stop text has ended; what was held back may still hold one. */
  const end = (reason: FinishReason): Outcome => {
    const { text, stopped } = filter.push(decoder.rest());
    tell(stopped ? text : text + filter.rest());
    return finish(stopped ? 'stop' : reason);
  };

  for await (const token of sequence.evaluate(last, samplingOptions(job.sampling, generated))) {
    if (signal.aborted) return finish('cancelled');
    if (prompt.stopTokens.has(token)) return end('stop');
    generated.push(token);
    untold += 1;
    const { text, stopped } = filter.push(decoder.push(token));
    tell(text);
    if (stopped) return finish('stop');
    if (generated.length >= (job.maxOutputTokens ?? Number.POSITIVE_INFINITY)) return end('length');
    // The next token would push out the beginning of the conversation.
    if (sequence.nextTokenIndex >= sequence.contextSize - 1) return end('length');
  }
  return end('stop');
}
