import { type ChatWrapper, JinjaTemplateChatWrapper, type LlamaModel, resolveChatWrapper } from 'node-llama-cpp';
import { LintelError } from '../../../shared/chat/error.ts';
import { say } from '../../../shared/chat/said.ts';
import type { ModelSettings } from '../../../shared/models/settings.ts';
import { type Syntax, syntaxOf } from './syntax.ts';

/** How a model is talked to: its chat template, and what that says of thought and calls. */
export interface ChatFormat {
  readonly wrapper: ChatWrapper;
  readonly syntax: Syntax;
}

/** Makes the format of a model, with thought or without where its template has a switch for it. Each is made once, when first needed. */
export function createChatFormats(model: LlamaModel, settings: ModelSettings): (isThinking: boolean) => ChatFormat {
  const made = new Map<boolean, ChatFormat>();
  const template = settings.chatTemplate ?? model.fileInfo.metadata.tokenizer?.chat_template ?? '';

  function make(reasoning: boolean): ChatFormat {
    const wrapper = template.trim() === '' ? resolveChatWrapper(model, { type: 'auto', warningLogs: false }) : fromTemplate(reasoning);
    return { wrapper, syntax: syntaxOf(wrapper) };
  }

  // The template in the file is the truth. Left to itself, the library would first compare it with
  // each of its own seventeen formats, which takes 0.4 s, and the same again after a failure.
  function fromTemplate(reasoning: boolean): ChatWrapper {
    try {
      return new JinjaTemplateChatWrapper({ template, reasoning, tokenizer: model.tokenizer });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new LintelError(
        'model-faulty',
        say`The chat template of this model cannot be used (${reason.slice(0, 200)}). Give the model another one in its settings, or download another version of it.`,
        { cause: error },
      );
    }
  }

  return (isThinking) => {
    const known = made.get(isThinking);
    if (known !== undefined) return known;
    const format = make(isThinking);
    made.set(isThinking, format);
    return format;
  };
}
