import { type ChatHistoryItem, type ChatModelFunctions, type ChatWrapper, type LlamaModel, LlamaText, type Token } from 'node-llama-cpp';
import { LintelError } from '../../../shared/chat/error.ts';
import type { ToolDefinition } from '../../../shared/chat/request.ts';
import { say } from '../../../shared/chat/said.ts';
import type { ControlTexts } from './control-texts.ts';
import { historyOf } from './conversation.ts';
import type { ChatJob } from './protocol.ts';
import { createShield, type Shield } from './shield.ts';
import { shortened } from './shortened.ts';
import type { Spoken } from './spoken.ts';
import { withoutVolatileLines } from './volatile.ts';

/** A conversation as the model reads it. */
export interface Prompt {
  readonly tokens: Token[];
  /** Tokens that end the answer, beside the model's own end-of-generation tokens. */
  readonly stopTokens: ReadonlySet<Token>;
  /** Texts that end the answer. */
  readonly stopTexts: readonly string[];
  /** Tokens at the start that stay when older turns must go: the system message and what is before it. */
  readonly keep: number;
}

/** What a prompt is made with. */
export interface PromptParts {
  readonly model: LlamaModel;
  readonly wrapper: ChatWrapper;
  readonly controls: ControlTexts;
  readonly spoken: Spoken;
  /** Tools that the model is told of. */
  readonly tools: readonly ToolDefinition[];
  /** Put in front where the conversation has no system message. */
  readonly systemPrompt?: string | undefined;
}

/** With what was given for this one prompt. */
interface Shielded extends PromptParts {
  readonly shield: Shield;
}

type PromptJob = Pick<ChatJob, 'messages' | 'overflow' | 'maxOutputTokens'>;

/** Of the window, kept for the answer where older turns are dropped. */
const ROOM_FOR_ANSWER = 1 / 4;

/**
 * Puts a conversation through the model's chat template. What people, tools and the model itself wrote is tokenised as
 * plain text, so it can never become a control token. Throws `bad-request` when the template refuses it, and
 * `context-overflow` when it is too long and the caller did not ask for older turns to be dropped, or this is not enough.
 */
export async function promptOf(job: PromptJob, contextWindow: number, given: PromptParts): Promise<Prompt> {
  const shield = createShield(given.controls);
  const parts = { ...given, shield, tools: shield.cover(given.tools) };
  const history = historyOf(withSystemPrompt(withoutVolatileLines(job.messages), parts.systemPrompt), parts.spoken, shield);
  if (job.overflow !== 'shift') {
    refuseTooManyTurns(history.length, contextWindow);
    const prompt = rendered(history, parts);
    refuseOverflow(prompt.tokens.length, contextWindow);
    return { ...prompt, keep: 0 };
  }
  const room = Math.min(job.maxOutputTokens ?? Number.POSITIVE_INFINITY, Math.floor(contextWindow * ROOM_FOR_ANSWER));
  const limit = contextWindow - room;
  const prompt = (await shortened(history, limit, (rest) => rendered(rest, parts))) ?? refuseLastTurn(limit);
  return { ...prompt, keep: tokensToKeep(history, prompt.tokens, parts) };
}

function withSystemPrompt(messages: ChatJob['messages'], systemPrompt: string | undefined): ChatJob['messages'] {
  if (systemPrompt === undefined || systemPrompt === '' || messages.some(({ role }) => role === 'system')) return messages;
  return [{ role: 'system', content: [{ type: 'text', text: systemPrompt }] }, ...messages];
}

/** Tokens that the conversation shares with one that has only its system messages. */
function tokensToKeep(history: readonly ChatHistoryItem[], tokens: readonly Token[], parts: Shielded): number {
  const system = history.filter(({ type }) => type === 'system');
  const short = rendered([...system, { type: 'user', text: '' }, { type: 'model', response: [''] }], parts).tokens;
  const different = tokens.findIndex((token, index) => token !== short[index]);
  return different < 0 ? tokens.length : different;
}

type Rendered = Omit<Prompt, 'keep'>;

function rendered(chatHistory: readonly ChatHistoryItem[], { model, wrapper, tools, shield }: Shielded): Rendered {
  const state = render(chatHistory, wrapper, tools);
  const tokens = shield.uncover(state.contextText).tokenize(model.tokenizer);
  const stopTokens = new Set<Token>();
  const stopTexts: string[] = [];
  for (const trigger of state.stopGenerationTriggers) {
    const text = shield.uncover(LlamaText(trigger));
    const [first, ...others] = text.tokenize(model.tokenizer);
    if (first !== undefined && others.length === 0) stopTokens.add(first);
    else stopTexts.push(text.toString());
  }
  return { tokens, stopTokens, stopTexts: stopTexts.filter((text) => text !== '') };
}

function render(chatHistory: readonly ChatHistoryItem[], wrapper: ChatWrapper, tools: readonly ToolDefinition[]) {
  try {
    return wrapper.generateContextState({
      chatHistory,
      ...(tools.length === 0 ? {} : { availableFunctions: functionsOf(tools), documentFunctionParams: true }),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new LintelError(
      'bad-request',
      say`The chat template of this model does not accept this order of messages (${reason.slice(0, 300)}). Let user and assistant take turns, after at most one system message.`,
      { field: 'messages' },
    );
  }
}

function functionsOf(tools: readonly ToolDefinition[]): ChatModelFunctions {
  const functions: Record<string, { description?: string; params?: never }> = Object.create(null);
  for (const { name, description, parameters } of tools) {
    functions[name] = {
      ...(description === undefined ? {} : { description }),
      // The templates print it as it is; the grammar is made elsewhere.
      ...(parameters === undefined || parameters === null ? {} : { params: parameters as never }),
    };
  }
  return functions;
}

/** A template reads every turn, and some read them many times: what can never fit is not put through it. */
function refuseTooManyTurns(turns: number, contextWindow: number): void {
  if (turns < contextWindow) return;
  throw new LintelError(
    'context-overflow',
    say`The conversation has ${turns} messages, and this model reads at most ${contextWindow - 1} tokens. Shorten it or start a new one.`,
    { field: 'messages' },
  );
}

function refuseLastTurn(limit: number): never {
  throw new LintelError(
    'context-overflow',
    say`The last question alone is longer than the ${limit - 1} tokens that this model reads of it at most. Shorten it.`,
    { field: 'messages' },
  );
}

/** Throws `context-overflow` for a prompt of so many tokens that it leaves no place for an answer. */
export function refuseOverflow(tokens: number, contextWindow: number): void {
  // One place is kept for the answer's first token.
  if (tokens < contextWindow) return;
  throw new LintelError(
    'context-overflow',
    say`The conversation is ${tokens} tokens long, and this model reads at most ${contextWindow - 1}. Shorten it or start a new one.`,
    { field: 'messages' },
  );
}
