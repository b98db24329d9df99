import type { LlamaModel } from 'node-llama-cpp';

/** The texts that a model's tokenizer turns into control tokens where a template wrote them. */
export interface ControlTexts {
  /** Whether a text holds one, or ends with the beginning of one, which what stands behind it could complete. */
  touch(text: string): boolean;
}

/** Looked through when first asked for: the largest vocabularies have some 300,000 tokens. */
export function controlTextsOf(model: LlamaModel): ControlTexts {
  let known: ControlTexts | undefined;
  return {
    touch(text) {
      known ??= createControlTexts(textsOf(model));
      return known.touch(text);
    },
  };
}

/** A look costs each character a few steps, however many texts there are. */
export function createControlTexts(texts: Iterable<string>): ControlTexts {
  const whole = new Set<string>();
  const beginnings = new Set<string>();
  const starts = new Set<string>();
  for (const text of texts) {
    if (text === '') continue;
    whole.add(text);
    starts.add(text.charAt(0));
    for (let length = 1; length < text.length; length++) beginnings.add(text.slice(0, length));
  }

  return {
    touch(text) {
      for (let start = 0; start < text.length; start++) {
        if (!starts.has(text.charAt(start))) continue;
        for (let end = start + 1; ; end++) {
          const piece = text.slice(start, end);
          if (whole.has(piece)) return true;
          if (!beginnings.has(piece)) break;
          if (end === text.length) return true;
        }
      }
      return false;
    },
  };
}

function* textsOf(model: LlamaModel): Iterable<string> {
  for (const token of model.iterateAllTokens()) {
    const { control, unknown } = model.getTokenAttributes(token);
    if (control || unknown || model.isEogToken(token)) yield model.detokenize([token], true);
  }
}
