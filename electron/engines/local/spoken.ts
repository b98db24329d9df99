/**
 * Remembers how recent answers began. Many tokenizers open an answer with a space that is not shown;
 * a next turn sends the answer back without it, and its first token would differ from the one in the
 * sequence. All the rest of the answer would then be evaluated again.
 */
export interface Spoken {
  remember(shown: string, generated: string): void;
  /** The text as the model generated it, for one that it said lately; any other as it is. */
  asGenerated(shown: string): string;
}

const KEPT = 256;

export function createSpoken(): Spoken {
  const answers = new Map<string, string>();
  return {
    remember(shown, generated) {
      if (shown === generated || shown === '') return;
      answers.delete(shown);
      answers.set(shown, generated);
      const [oldest] = answers.keys();
      if (answers.size > KEPT && oldest !== undefined) answers.delete(oldest);
    },
    asGenerated: (shown) => answers.get(shown) ?? shown,
  };
}
