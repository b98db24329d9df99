import { type ChatHistoryItem, type ChatWrapper, type LlamaModel, LlamaText, type Token } from 'node-llama-cpp';
import { LintelError } from '../../../shared/chat/error.ts';
import type { Turn } from './protocol.ts';
import type { Spoken } from './spoken.ts';

/** A conversation as the model reads it. */
export interface Prompt {
  readonly tokens: Token[];
  /** Tokens that end the answer, beside the model's own end-of-generation tokens. */
  readonly stopTokens: ReadonlySet<Token>;
  /** Texts that end the answer. */
  readonly stopTexts: readonly string[];
}

/**
 * Puts a conversation through the model's chat template. What people wrote is tokenised as plain
 * text, so it can never become a control token. Throws `bad-request` when the template refuses it.
 */
export function promptOf(turns: readonly Turn[], model: LlamaModel, wrapper: ChatWrapper, spoken: Spoken): Prompt {
  const chatHistory = turns.map((turn) => historyItem(turn, spoken));
  // The template opens the answer for a last item of the model's; an own last turn is continued.
  if (chatHistory.at(-1)?.type !== 'model') chatHistory.push({ type: 'model', response: [''] });
  const state = render(chatHistory, wrapper);
  const tokens = state.contextText.tokenize(model.tokenizer);
  const stopTokens = new Set<Token>();
  const stopTexts: string[] = [];
  for (const trigger of state.stopGenerationTriggers) {
    const [first, ...others] = LlamaText(trigger).tokenize(model.tokenizer);
    if (first !== undefined && others.length === 0) stopTokens.add(first);
    else stopTexts.push(LlamaText(trigger).toString());
  }
  return { tokens, stopTokens, stopTexts: stopTexts.filter((text) => text !== '') };
}

function historyItem({ role, text }: Turn, spoken: Spoken): ChatHistoryItem {
  if (role === 'assistant') return { type: 'model', response: [spoken.asGenerated(text)] };
  return { type: role, text };
}

function render(chatHistory: ChatHistoryItem[], wrapper: ChatWrapper) {
  try {
    return wrapper.generateContextState({ chatHistory });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new LintelError(
      'bad-request',
      `The chat template of this model does not accept this order of messages (${reason}). Let user and assistant take turns, after at most one system message.`,
      { field: 'messages' },
    );
  }
}
