import type { Llama, LlamaGrammar } from 'node-llama-cpp';
import { LintelError } from '../../../shared/chat/error.ts';

/** Most compiled grammars that are kept: agents send the same tools with every turn. */
const KEPT = 32;

/** Compiles grammars, and remembers the last ones. Rejects with `bad-request` for one that llama.cpp does not take. */
export function createGrammars(llama: Llama): (text: string | undefined) => Promise<LlamaGrammar | undefined> {
  const compiled = new Map<string, LlamaGrammar>();
  return async (text) => {
    if (text === undefined) return undefined;
    const known = compiled.get(text);
    if (known !== undefined) return known;
    const grammar = await llama.createGrammar({ grammar: text }).catch((error: unknown) => {
      throw new LintelError('bad-request', 'The JSON schema is too intricate for a local model. Make it simpler.', {
        field: 'response_format',
        cause: error,
      });
    });
    compiled.set(text, grammar);
    const [oldest] = compiled.keys();
    if (compiled.size > KEPT && oldest !== undefined) compiled.delete(oldest);
    return grammar;
  };
}
