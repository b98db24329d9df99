import { readFileSync } from 'node:fs';
import { makeModel, PRESETS } from '../../../tools/boxed-model/model.ts';
import { HERMES, THINKING } from '../../engines/local/scripted.ts';
import { BOXED_MODEL } from '../../engines/local/subject.ts';
import { openStubCloud } from '../../stub-cloud/cloud.ts';
import { openHouse } from './house.ts';

/** What answers, by what a case needs of it: each is a model's name at the port. */
export interface Kind {
  readonly name: string;
  /** Says some words. */
  readonly says: string;
  /** Calls `look` unasked. */
  readonly calls: string;
  /** Thinks, then speaks. */
  readonly thinks: string;
  /** Takes schemas, and tools that it must call. */
  readonly obeys: string;
  /** Goes on for long. */
  readonly goesOn: string;
}

/** One of each kind of engine. */
export const KINDS: readonly Kind[] = [
  {
    name: 'a model of this computer',
    ...{ says: 'starter', calls: 'calling', thinks: 'thinking', obeys: 'starter', goesOn: 'endless' },
  },
  {
    name: 'a cloud that speaks as OpenAI does',
    ...{ says: 'openai/echo', calls: 'openai/openai.parallel-tools', thinks: 'openai/deepseek.reasoning', obeys: 'openai/echo' },
    ...{ goesOn: 'openai/echo-tokens-2000-gap-5' },
  },
  {
    name: 'a cloud that speaks as Anthropic does',
    ...{ says: 'anthropic/echo', calls: 'anthropic/anthropic.tools', thinks: 'anthropic/anthropic.reasoning', obeys: 'anthropic/echo' },
    ...{ goesOn: 'anthropic/echo-tokens-2000-gap-5' },
  },
];

const ABILITIES = ['chat', 'tools', 'json', 'images', 'reasoning', 'logprobs', 'choices'] as const;

const OPENAI = [
  ...['echo', 'echo-tokens-2000-gap-5', 'openai.text', 'openai.tools', 'openai.parallel-tools', 'openai.cached', 'openai.refusal'],
  ...['openai.logprobs', 'openai.filtered', 'openai.mid-stream-error', 'openai.cut', 'openai.400', 'openai.401', 'openai.404'],
  ...['openai.429', 'openai.500', 'openai.context', 'openai.policy', 'deepseek.reasoning'],
];
const ANTHROPIC = [
  ...['echo', 'echo-tokens-2000-gap-5', 'anthropic.text', 'anthropic.tools', 'anthropic.reasoning', 'anthropic.stopped'],
  ...['anthropic.mid-stream-error', 'anthropic.cut', 'anthropic.400', 'anthropic.401', 'anthropic.404', 'anthropic.429', 'anthropic.500'],
  ...['anthropic.529', 'anthropic.context', 'anthropic.refusal', 'anthropic.redacted'],
];

const modelsOf = (ids: readonly string[]) => ids.map((id) => ({ id, contextWindow: 200_000, abilities: ABILITIES }));

const CALL = ['<tool_call>\n{"name": "look", ', '"arguments": {"at": "sea"}}\n</tool_call>'];
const WORDS = Array.from({ length: 400 }, (_, index) => ` word${index}`);

/** A house with one of each kind, and the cloud beside it. */
export async function openKinds() {
  const cloud = await openStubCloud();
  const house = await openHouse({
    cloud: cloud.address,
    remotes: {
      openai: [...modelsOf(OPENAI), { id: 'embedder', contextWindow: 8192, abilities: ['embeddings'] }],
      anthropic: modelsOf(ANTHROPIC),
    },
    files: {
      starter: readFileSync(BOXED_MODEL),
      calling: makeModel({ ...PRESETS.starter, chatTemplate: HERMES, script: CALL }),
      thinking: makeModel({ ...PRESETS.starter, chatTemplate: THINKING, script: ['<think>', 'Is it so?', '</think>\n', 'It', ' is.'] }),
      counting: makeModel({ ...PRESETS.starter, script: ['one', ' two', ' three', ' four'] }),
      endless: makeModel({ ...PRESETS.starter, script: WORDS }),
      embedder: makeModel(PRESETS.embedder),
      reranker: makeModel(PRESETS.reranker),
    },
    aliases: { 'gpt-4o-mini': 'starter', 'claude-sonnet': 'anthropic/echo' },
  });
  return {
    ...house,
    cloud,
    /** What the cloud was sent last. */
    sent: (): Record<string, unknown> => JSON.parse(cloud.visits.at(-1)?.body ?? '{}'),
    async close() {
      await house.close();
      await cloud.close();
    },
  };
}

export type Kinds = Awaited<ReturnType<typeof openKinds>>;

/** A picture of one point. */
export const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg==';

/** What `look` is given. */
export const AT = { type: 'object', properties: { at: { enum: ['sea', 'sky'] } }, required: ['at'], additionalProperties: false };

const PATIENCE_MS = 10_000;

/** Until it is true; throws after some seconds. */
export async function until(isTrue: () => boolean): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!isTrue()) {
    if (performance.now() > end) throw new Error('It did not become so.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
