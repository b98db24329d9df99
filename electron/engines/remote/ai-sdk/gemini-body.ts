import type { ChatRequest } from '../../../../shared/chat/request.ts';
import type { Fetch } from './dialect.ts';
import { isRecord, parsed } from './json.ts';

/** The dialect of the port that asks as Google does. */
export const OWN_DIALECT = 'gemini';

/** What of other providers' proofs begins so was packed here. */
const PACKED = Buffer.from('lintel:').toString('base64').slice(0, 9);

/** Sends in the caller's own words where they asked in Gemini's own dialect. */
export const inOwnWords = (fetch: Fetch, request: ChatRequest | undefined): Fetch =>
  request?.dialect !== OWN_DIALECT || Object.keys(request.wire).length === 0
    ? fetch
    : (input, init = {}) => {
        const made = typeof init.body === 'string' ? parsed(init.body) : undefined;
        return fetch(input, isRecord(made) ? { ...init, body: JSON.stringify(geminiBody(made, request)) } : init);
      };

/**
 * The caller's fields as they are, but for the limit. Of a masked request the contents are those that were masked: its own
 * fields hold none.
 * @param made what the SDK made of the neutral request
 */
function geminiBody(made: Readonly<Record<string, unknown>>, { wire }: ChatRequest): object {
  const { model: _, generationConfig: settings, ...own } = wire;
  const limit = isRecord(made.generationConfig) ? made.generationConfig.maxOutputTokens : undefined;
  const said = Array.isArray(own.contents)
    ? { contents: own.contents.map(withoutForeignProofs) }
    : { contents: made.contents, systemInstruction: made.systemInstruction };
  return { ...own, ...said, generationConfig: { ...(isRecord(settings) ? settings : {}), maxOutputTokens: limit } };
}

function withoutForeignProofs(content: unknown): unknown {
  if (!isRecord(content) || !Array.isArray(content.parts)) return content;
  const parts = content.parts.flatMap((part): unknown[] => {
    if (!isRecord(part) || typeof part.thoughtSignature !== 'string' || !part.thoughtSignature.startsWith(PACKED)) return [part];
    const { thoughtSignature: _, ...rest } = part;
    return part.thought === true || Object.keys(rest).length === 0 ? [] : [rest];
  });
  return { ...content, parts };
}
