import {
  type LlamaGrammar,
  LlamaGrammarEvaluationState,
  type LlamaModel,
  LlamaText,
  type SequenceEvaluateOptions,
  SpecialTokensText,
  type Token,
} from 'node-llama-cpp';
import { LintelError } from '../../../shared/chat/error.ts';
import type { ToolDefinition } from '../../../shared/chat/request.ts';
import type { ModelSettings } from '../../../shared/models/settings.ts';
import { answerGrammars } from './answer-grammar.ts';
import { type AnswerReader, createAnswerReader } from './answer-reader.ts';
import type { ChatFormat } from './chat-format.ts';
import { type Prompt, promptOf } from './chat-prompt.ts';
import type { ControlTexts } from './control-texts.ts';
import { samplingInFile } from './file-sampling.ts';
import { unlimited } from './logprobs.ts';
import type { ChatJob } from './protocol.ts';
import { rawPromptOf } from './raw-prompt.ts';
import { samplingOptions, seedOf } from './sampling.ts';
import type { Spoken } from './spoken.ts';
import { plain, type Syntax } from './syntax.ts';

/** Tokens at the end of a prompt in which the marks of a thought lie. */
const THOUGHT_TAIL = 32;

/** What answers need of a model. */
export interface AnsweringModel {
  readonly model: LlamaModel;
  readonly contextWindow: number;
  readonly settings: ModelSettings;
  readonly controls: ControlTexts;
  format(isThinking: boolean): ChatFormat;
  compile(grammar: string | undefined): Promise<LlamaGrammar | undefined>;
}

/** All that one answer is generated with. */
export interface AnswerSetup {
  readonly job: ChatJob;
  readonly model: LlamaModel;
  readonly prompt: Prompt;
  readonly reader: AnswerReader;
  readonly spoken: Spoken;
  readonly grammar: GrammarSwitch;
  /** White space at the very start is the tokenizer's. */
  readonly trimsStart: boolean;
  /** The answer must be a call, as soon as any thought is over. */
  readonly mustCall: boolean;
  readonly openingTokens: readonly Token[];
  readonly thoughtEndTokens: readonly Token[];
  /** Most tokens of thought. */
  readonly thoughtBudget: number;
  /** The text of a control token that marks thought or calls; undefined for all others, whose text the decoder knows. */
  markText(token: Token): string | undefined;
  /** @param generated the tokens of the answer so far; read again for every token */
  evaluateOptions(generated: readonly Token[]): SequenceEvaluateOptions;
}

/** Which grammar holds at the moment. */
export interface GrammarSwitch {
  readonly isOn: boolean;
  /** A call has begun: from its name on it follows the tools. */
  beginCalls(): void;
  state(): LlamaGrammarEvaluationState | undefined;
}

/** Makes ready one answer; for one choice of several, with a seed of its own. Throws what the caller did wrong. */
export async function setUpAnswer(job: ChatJob, choice: number, loaded: AnsweringModel, spoken: Spoken): Promise<AnswerSetup> {
  const { model } = loaded;
  const { wrapper, syntax: marks } = loaded.format(job.reasoning?.enabled !== false);
  // Without the template nothing is marked as thought.
  const syntax = job.isRaw === true ? { call: marks.call } : marks;
  const tools = toolsOf(job);
  const prompt =
    job.isRaw === true
      ? rawPromptOf(job, loaded.contextWindow, model)
      : await promptOf(job, loaded.contextWindow, {
          model,
          wrapper,
          controls: loaded.controls,
          spoken,
          tools: job.toolChoice === 'none' ? [] : job.tools,
          systemPrompt: loaded.settings.systemPrompt,
        });
  const opening = plain(syntax.call.opening);
  const openingTokens = tools.length === 0 ? [] : syntax.call.opening.tokenize(model.tokenizer);
  const mustCall = job.toolChoice === 'required' || typeof job.toolChoice === 'object';
  const startsThinking = syntax.thought !== undefined && syntax.thought.prefix === undefined && job.reasoning?.enabled !== false;
  const unthought = job.reasoning?.enabled === false ? emptyThought(loaded, syntax, prompt) : [];
  const grammars = answerGrammars(job, tools, opening, syntax.call);
  const [whole, calls] = await Promise.all([loaded.compile(grammars.whole), loaded.compile(grammars.calls)]);
  const reader = createAnswerReader({
    syntax: job.reasoning?.enabled === false ? { call: syntax.call } : syntax,
    tools: tools.map(({ name }) => name),
    stop: [...job.stop, ...prompt.stopTexts],
    isGrammarOn: whole !== undefined,
    startsThinking,
  });
  const begins = mustCall && !startsThinking;
  if (begins) reader.readCalls();
  const newState = (grammar: typeof whole) => (grammar === undefined ? undefined : new LlamaGrammarEvaluationState({ model, grammar }));
  let current = newState(begins ? calls : whole);
  const grammar: GrammarSwitch = {
    get isOn() {
      return current !== undefined;
    },
    beginCalls() {
      current = newState(calls);
    },
    state: () => (reader.isThinking ? undefined : current),
  };
  const hasGrammar = whole !== undefined || calls !== undefined;
  const sampling = { ...samplingInFile(model.fileInfo.metadata.general), ...loaded.settings.sampling, ...job.sampling };
  const seeded = { ...sampling, seed: seedOf(sampling.seed === undefined ? undefined : sampling.seed + choice) };
  return {
    job,
    model,
    prompt: { ...prompt, tokens: [...prompt.tokens, ...unthought, ...(begins ? openingTokens : [])] },
    reader,
    spoken,
    grammar,
    trimsStart: job.isRaw !== true && job.messages.at(-1)?.role !== 'assistant',
    mustCall,
    openingTokens,
    thoughtEndTokens:
      syntax.thought === undefined ? [] : LlamaText(new SpecialTokensText(`\n${syntax.thought.suffix}\n\n`)).tokenize(model.tokenizer),
    thoughtBudget: job.reasoning?.budgetTokens ?? Number.POSITIVE_INFINITY,
    markText: marksOf(syntax, tools.length > 0, model),
    evaluateOptions: (generated) => ({
      ...samplingOptions(job.logprobs === undefined ? seeded : unlimited(seeded), generated, model),
      ...(hasGrammar ? { grammarEvaluationState: () => grammar.state() } : {}),
    }),
  };
}

/**
 * Tokens of a thought that is over before it began. Templates with a switch for thought put one there themselves, as a
 * rule only where they open an answer, and the library has them continue one instead.
 */
function emptyThought({ model }: AnsweringModel, { thought }: Syntax, prompt: Prompt): Token[] {
  if (thought === undefined) return [];
  const end = model.detokenize(prompt.tokens.slice(-THOUGHT_TAIL), true).trimEnd();
  if (end.endsWith(thought.suffix)) return [];
  const isOpen = thought.prefix === undefined || end.endsWith(thought.prefix);
  const text = `${isOpen ? '' : `${thought.prefix}\n`}\n${thought.suffix}\n\n`;
  return LlamaText(new SpecialTokensText(text)).tokenize(model.tokenizer);
}

/** The tools that may be called in this answer. */
function toolsOf({ tools, toolChoice }: ChatJob): readonly ToolDefinition[] {
  if (toolChoice === 'none') return [];
  const names = new Set(tools.map(({ name }) => name));
  if (names.size < tools.length)
    throw new LintelError('bad-request', 'Two tools have the same name. Give each its own.', { field: 'tools' });
  if (toolChoice === 'required' && tools.length === 0) {
    throw new LintelError('bad-request', 'A call is required, and no tool is given. Add tools, or leave the choice open.', {
      field: 'tool_choice',
    });
  }
  if (typeof toolChoice !== 'object') return tools;
  const named = tools.filter(({ name }) => name === toolChoice.name);
  if (named.length === 0) {
    throw new LintelError('bad-request', `There is no tool “${toolChoice.name}” among those given.`, { field: 'tool_choice' });
  }
  return named;
}

/** Control tokens have no text of their own; those that the marks are made of get it back. */
function marksOf(syntax: Syntax, hasTools: boolean, model: LlamaModel): (token: Token) => string | undefined {
  const texts = [
    syntax.thought?.prefix,
    syntax.thought?.suffix,
    ...(hasTools ? [...syntax.call.triggers, plain(syntax.call.opening)] : []),
  ];
  const marks = new Map<Token, string>();
  for (const text of texts) {
    if (text === undefined || text === '') continue;
    for (const token of model.tokenize(text, true)) {
      if (model.isSpecialToken(token) && !model.isEogToken(token)) marks.set(token, model.detokenize([token], true));
    }
  }
  return (token) => marks.get(token);
}
