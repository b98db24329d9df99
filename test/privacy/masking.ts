import type { ChatMessage, ChatRequest, Part } from '../../shared/chat/request.ts';
import { FINDING_TYPES, type Finding, type FindingType } from '../../shared/privacy/finding.ts';
import type { MaskEntry, MaskStyle } from '../../shared/privacy/mask/entry.ts';
import { type MaskedRequest, maskRequest } from '../../shared/privacy/mask/mask.ts';
import { scan } from '../../shared/privacy/scan.ts';
import { createScanner, type Scanner } from '../../shared/privacy/scanner.ts';

/**
 * The real scan, and besides it these words wherever they stand: what is found by its context is so found for certain.
 * @param types what of the real scan is told
 */
export function scannerWith(words: Readonly<Record<string, FindingType>>, types: readonly FindingType[] = FINDING_TYPES): Scanner {
  const escaped = Object.keys(words).map((word) => word.replaceAll(/[^\p{L}\p{N} ]/gu, '\\$&'));
  const shape = new RegExp(escaped.join('|'), 'g');
  // As in the program, a text is searched once.
  return createScanner((text) => {
    const own = Object.keys(words).length === 0 ? [] : [...text.matchAll(shape)];
    const named = own.map(
      ({ 0: word, index }): Finding => ({
        type: words[word] ?? 'own-term',
        start: index,
        end: index + word.length,
        confidence: 1,
        validator: 'test',
      }),
    );
    const others = scan(text).filter(
      ({ type, start, end }) => types.includes(type) && !named.some((finding) => finding.start < end && start < finding.end),
    );
    return [...named, ...others].sort((a, b) => a.start - b.start);
  });
}

export const user = (...parts: (string | Part)[]): ChatMessage => ({
  role: 'user',
  content: parts.map((part) => (typeof part === 'string' ? { type: 'text', text: part } : part)),
});

export function requestOf(messages: readonly ChatMessage[], more: Partial<ChatRequest> = {}): ChatRequest {
  return {
    ...{ id: 'r', app: 'cli', dialect: 'openai-chat', model: 'auto', messages, tools: [], sampling: {}, stop: [] },
    ...{ output: { type: 'text' }, tags: [], wire: {} },
    ...more,
  };
}

export interface Setting {
  readonly scanner?: Scanner;
  readonly known?: readonly MaskEntry[];
  readonly style?: MaskStyle;
}

/** Masks everything that is found. */
export function masked(
  request: ChatRequest,
  { scanner = scan, known = [], style = 'placeholders' }: Setting = {},
): MaskedRequest | undefined {
  return maskRequest(request, scanner, known, style, () => true);
}

/** Texts as they would leave, one message each. */
export function maskedTexts(
  texts: readonly string[],
  setting: Setting = {},
): { readonly texts: string[]; readonly entries: readonly MaskEntry[] } {
  const result = masked(requestOf(texts.map((text) => user(text))), setting);
  if (result === undefined) throw new Error('This cannot be masked.');
  return {
    texts: result.request.messages.map(({ content }) => content.map((part) => (part.type === 'text' ? part.text : '')).join('|')),
    entries: result.entries,
  };
}
