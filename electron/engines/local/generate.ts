import type { LlamaContextSequence, SequenceEvaluateOptions, Token } from 'node-llama-cpp';
import type { FinishReason, TokenLogprob } from '../../../shared/chat/event.ts';
import type { CancelSignal } from '../../../shared/chat/signal.ts';
import type { Read } from './answer-reader.ts';
import type { AnswerSetup } from './answer-setup.ts';
import { betweenBatches, interludeOf } from './interlude.ts';
import { logprobOf } from './logprobs.ts';
import { evaluatePrompt } from './prompt-pieces.ts';
import type { PieceEvent } from './protocol.ts';
import { createTokenDecoder } from './text-decoder.ts';

/** Of the window, freed at once when an answer outgrows it. */
const SHIFTED = 1 / 4;

/** Told while a chat runs. */
export interface Progress {
  /** The prompt is known; nothing was evaluated yet. */
  started(cachedInputTokens: number): void;
  /** All of the prompt but its last piece is evaluated. */
  prompted(): void;
  piece(event: PieceEvent): void;
}

export interface Outcome {
  readonly reason: FinishReason;
  /** Of the request's stop texts the one that was met. */
  readonly stopSequence?: string;
  readonly outputTokens: number;
}

type Told = Extract<Read, { type: 'text' | 'reasoning' | 'tool-call' }>;

/** A token as the library gives it, with the distribution it came from where that was asked for. */
interface Sampled {
  readonly token: Token;
  readonly probabilities?: Map<Token, number>;
}

/** Answers one chat on a sequence. Ends within one token, or one piece of the prompt, after the signal. */
export async function generate(
  sequence: LlamaContextSequence,
  setup: AnswerSetup,
  signal: CancelSignal,
  progress: Progress,
): Promise<Outcome> {
  const { prompt, job, model, reader, spoken } = setup;
  // One token is always evaluated again: it is the one that predicts the next.
  await betweenBatches(sequence.context, () => sequence.adaptStateToTokens(prompt.tokens.slice(0, -1), false));
  progress.started(sequence.nextTokenIndex);
  const last = await evaluatePrompt(sequence, prompt.tokens, signal);
  if (last === undefined) return { reason: 'cancelled', outputTokens: 0 };
  progress.prompted();

  /** In the sequence after the prompt, but for the last one; and how much text they stand for, up to each. */
  const generated: Token[] = [];
  const lengths: number[] = [];
  let raw = '';
  /** Tokens that the model chose: what was put in its mouth is not counted. */
  let outputTokens = 0;
  let decoder = createTokenDecoder(model, prompt.tokens);
  /** Tokens whose text, or whose log-probability, is still held back. */
  let untold = 0;
  let logprobs: TokenLogprob[] = [];
  let thoughtTokens = 0;
  // Many tokenizers open every answer with a space; a continued answer may need it.
  let isOpening = setup.trimsStart;
  let opening = '';
  let shown = '';
  let stopText: string | undefined;

  const tell = (event: Told) => {
    const tokens = untold;
    const rated = logprobs;
    untold = 0;
    logprobs = [];
    progress.piece(event.type === 'text' && rated.length > 0 ? { ...event, tokens, logprobs: rated } : { ...event, tokens });
  };

  /** Shows what was read. Gives what the sequence must go on with, or how the answer ended. */
  const take = async (reads: readonly Read[]): Promise<Token[] | FinishReason | undefined> => {
    for (const read of reads) {
      if (read.type === 'stop') {
        stopText = read.text;
        return 'stop';
      }
      if (read.type === 'engage') return engage(read.at);
      if (read.type === 'thought-over') {
        if (setup.mustCall) return openCall([...setup.openingTokens], true);
        continue;
      }
      if (read.type === 'text' && isOpening) {
        const text = read.text.trimStart();
        opening += read.text.slice(0, read.text.length - text.length);
        if (text === '') continue;
        isOpening = false;
        shown += text;
        tell({ type: 'text', text });
        continue;
      }
      if (read.type === 'text') shown += read.text;
      tell(read);
    }
    return undefined;
  };

  const erase = (start: number, end: number) => betweenBatches(sequence.context, () => sequence.eraseContextTokenRanges([{ start, end }]));

  /** Takes back the beginning of a call as the model wrote it and puts the template's own in its place. */
  const engage = async (at: number): Promise<Token[]> => {
    const kept = lengths.findLastIndex((length) => length <= at) + 1;
    const leftover = raw.slice(lengths[kept - 1] ?? 0, at);
    const start = prompt.tokens.length + kept;
    if (sequence.nextTokenIndex > start) await erase(start, sequence.nextTokenIndex);
    generated.length = kept;
    lengths.length = kept;
    raw = raw.slice(0, lengths[kept - 1] ?? 0);
    return openCall([...(leftover === '' ? [] : model.tokenize(leftover, false, 'trimLeadingSpace')), ...setup.openingTokens], false);
  };

  /** @param isAfterToken the last token stays and is evaluated with what is put behind it */
  const openCall = (tokens: Token[], isAfterToken: boolean): Token[] => {
    reader.readCalls();
    setup.grammar.beginCalls();
    const forced = isAfterToken ? [...generated.slice(-1), ...tokens] : tokens;
    generated.push(...tokens);
    for (const _ of tokens) lengths.push(raw.length);
    decoder = createTokenDecoder(model, generated);
    return forced;
  };

  const finish = (reason: FinishReason): Outcome => {
    spoken.remember(shown, opening + shown);
    const stopped = stopText !== undefined && job.stop.includes(stopText) ? { stopSequence: stopText } : {};
    return { reason: reason === 'stop' && reader.calls > 0 ? 'tool-calls' : reason, ...stopped, outputTokens };
  };

  /** Ends an answer that no stop text has ended; what was held back may still hold one. */
  const end = async (reason: FinishReason): Promise<Outcome> => {
    const rest = decoder.rest();
    const ended = await take([...reader.push(rest), ...reader.end()].filter((read) => read.type !== 'engage'));
    return finish(typeof ended === 'string' ? ended : reason);
  };

  const options = setup.evaluateOptions(generated);
  const tokens = sample(sequence, last, options, job.logprobs !== undefined);
  try {
    for (let next = await tokens.next(); !next.done; ) {
      const { token, probabilities } = next.value;
      if (signal.aborted) return finish('cancelled');
      if (prompt.stopTokens.has(token)) return await end('stop');
      outputTokens += 1;
      untold += 1;
      if (probabilities !== undefined && !reader.isThinking) {
        const before = [...prompt.tokens.slice(-1), ...generated.slice(-1)].slice(-1);
        logprobs.push(logprobOf(token, probabilities, options.temperature ?? 0, job.logprobs ?? 0, model, before));
      }
      generated.push(token);
      const text = setup.markText(token) ?? decoder.push(token);
      raw += text;
      lengths.push(raw.length);
      if (reader.isThinking) thoughtTokens += 1;
      const taken = await take(reader.push(text));
      if (typeof taken === 'string') return finish(taken);
      if (outputTokens >= (job.maxOutputTokens ?? Number.POSITIVE_INFINITY)) return await end('length');
      if (sequence.nextTokenIndex >= sequence.contextSize - 1) {
        // The next token would push out the beginning of the conversation.
        if (job.overflow !== 'shift' || setup.grammar.isOn) return await end('length');
        const size = Math.ceil((sequence.contextSize - prompt.keep) * SHIFTED);
        await erase(prompt.keep, prompt.keep + size);
      }
      let replacement = taken;
      if (replacement === undefined && reader.isThinking && thoughtTokens >= setup.thoughtBudget) replacement = closeThought(token);
      const interlude = interludeOf(sequence.context);
      if (interlude !== undefined) await interlude;
      next = await tokens.next(replacement);
    }
  } finally {
    await tokens.return();
  }
  return await end('stop');

  /** The budget is spent: the model is made to say that it has thought enough. */
  function closeThought(token: Token): Token[] {
    reader.endThought();
    if (setup.mustCall) return openCall([...setup.thoughtEndTokens, ...setup.openingTokens], true);
    generated.push(...setup.thoughtEndTokens);
    for (const _ of setup.thoughtEndTokens) lengths.push(raw.length);
    return [token, ...setup.thoughtEndTokens];
  }
}

/** The library's two generators as one: only the second carries probabilities, and costs the time to make them. */
function sample(
  sequence: LlamaContextSequence,
  tokens: Token[],
  options: SequenceEvaluateOptions,
  withProbabilities: boolean,
): AsyncGenerator<Sampled, void, Token[] | undefined> {
  if (withProbabilities) {
    return sequence.evaluateWithMetadata(tokens, { probabilities: true }, options) as AsyncGenerator<Sampled, void, Token[] | undefined>;
  }
  return plainly(sequence.evaluate(tokens, options));
}

async function* plainly(tokens: ReturnType<LlamaContextSequence['evaluate']>): AsyncGenerator<Sampled, void, Token[] | undefined> {
  try {
    for (let next = await tokens.next(); !next.done; ) {
      const replacement = yield { token: next.value };
      next = await tokens.next(replacement);
    }
  } finally {
    await tokens.return();
  }
}
