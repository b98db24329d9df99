import { createCounter, createHistogram, createNames, type Metric } from './instruments.ts';
import type { CountedUsage, SeenRequest } from './witness.ts';

/** Everything that is counted as requests end. */
export interface Counts {
  add(seen: SeenRequest): void;
  /** Something wanted to leave and was not let out. @param reason one of the door's own words for it */
  refusedToLeave(reason: string): void;
  /** Something for an observer was given up. */
  dropped(what: 'spans' | 'alerts', count: number): void;
  read(): Metric[];
}

const MOST_TARGETS = 1_000;
const MOST_DIALECTS = 16;
const MOST_REASONS = 32;
/** As the conventions for generative models have them, and two more for long answers of slow computers. */
const SECONDS = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92, 163.84, 327.68];
const TOKENS = [1, 4, 16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864];
const MS = 1000;

const spread = (name: string, help: string, labels: readonly string[]) => createHistogram({ name, help, unit: 's', labels }, SECONDS);

/** @param providerOf who runs a target, by the names of the conventions for generative models */
export function createCounts(providerOf: (target: { id: string; zone: string }) => string): Counts {
  const targetName = createNames(MOST_TARGETS);
  const dialectName = createNames(MOST_DIALECTS);
  const reasonName = createNames(MOST_REASONS);
  const place = ['zone', 'target'];
  const genAi = ['gen_ai.operation.name', 'gen_ai.provider.name', 'gen_ai.request.model'];

  const requests = createCounter({
    name: 'lintel.requests',
    help: 'Requests that ended, by how they came in, where they were answered and how they ended.',
    unit: '{request}',
    labels: ['dialect', ...place, 'outcome', 'error'],
  });
  const attempts = createCounter({
    name: 'lintel.attempts',
    help: 'Tries of single targets.',
    unit: '{attempt}',
    labels: [...place, 'outcome', 'error'],
  });
  const tokens = createCounter({
    name: 'lintel.tokens',
    help: 'Tokens by class. Each token is in one class only.',
    unit: '{token}',
    labels: [...place, 'class'],
  });
  const cost = createCounter({
    name: 'lintel.cost.nanodollars',
    help: 'Money spent, in nano-dollars (1e-9 USD).',
    unit: '{nanodollar}',
    labels: place,
  });
  const firstToken = spread('lintel.request.first_token', 'From a request coming in to the first token of its answer.', place);
  const total = spread('lintel.request.duration', 'From a request coming in to the end of its answer.', place);
  const queue = spread('lintel.request.queue', 'Waiting for a free place at the target.', place);
  const operation = spread('gen_ai.client.operation.duration', 'GenAI operation duration.', [...genAi, 'error.type']);
  const usage = createHistogram(
    {
      name: 'gen_ai.client.token.usage',
      help: 'Number of input and output tokens used.',
      unit: '{token}',
      labels: [...genAi, 'gen_ai.token.type'],
    },
    TOKENS,
  );
  const refusals = createCounter({
    name: 'lintel.egress.refusals',
    help: 'What wanted to leave this computer and was not let out.',
    unit: '{departure}',
    labels: ['reason'],
  });
  const drops = createCounter({
    name: 'lintel.telemetry.dropped',
    help: 'What was meant for an observer and was given up.',
    unit: '{item}',
    labels: ['what'],
  });
  const all = [requests, attempts, tokens, cost, firstToken, total, queue, operation, usage, refusals, drops];

  return {
    add({ dialect, outcome, error = '', target, usage: used, timings, attempts: tries }) {
      const where = [target?.zone ?? '', target === undefined ? '' : targetName(target.id)];
      requests.add([dialectName(dialect), ...where, outcome, error], 1);
      for (const attempt of tries) {
        const { id } = attempt.target;
        attempts.add([attempt.target.zone, targetName(id), attempt.outcome, attempt.error ?? ''], 1);
        const took = Math.max(0, attempt.endedAt - attempt.startedAt) / MS;
        operation.add(['chat', providerOf(attempt.target), targetName(id), attempt.error ?? ''], took);
      }
      // What failed may have cost something, too.
      cost.add(where, used.costNanoDollars);
      if (target === undefined) return;
      for (const [name, count] of Object.entries(classesOf(used))) tokens.add([...where, name], count);
      total.add(where, timings.totalMs / MS);
      queue.add(where, timings.queueMs / MS);
      if (used.outputTokens > 0) firstToken.add(where, timings.firstTokenMs / MS);
      const who = ['chat', providerOf(target), targetName(target.id)];
      if (used.inputTokens > 0) usage.add([...who, 'input'], used.inputTokens);
      if (used.outputTokens > 0) usage.add([...who, 'output'], used.outputTokens);
    },
    refusedToLeave: (reason) => refusals.add([reasonName(reason)], 1),
    dropped: (what, count) => drops.add([what], count),
    read: () => all.map((instrument) => instrument.read()),
  };
}

/** Tokens as they are charged, each in one class. */
function classesOf(usage: CountedUsage) {
  const {
    inputTokens,
    outputTokens,
    cachedInputTokens,
    cacheWriteTokens = 0,
    imageTokens = 0,
    audioTokens = 0,
    reasoningTokens = 0,
  } = usage;
  return {
    input: inputTokens - cachedInputTokens - cacheWriteTokens - imageTokens - audioTokens,
    cached_input: cachedInputTokens,
    cache_write: cacheWriteTokens,
    image: imageTokens,
    audio: audioTokens,
    output: outputTokens - reasoningTokens,
    reasoning: reasoningTokens,
  };
}
