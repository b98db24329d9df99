/** Most characters of one line: far more than any text that is worth searching at once. */
const LONGEST_LINE = 16 * 2 ** 20;

/**
 * Lines of a stream of text, all that arrived together at a time. Ends them at line feeds alone, since JSON may hold
 * the other line separators as they are. A line that is too long is `undefined`, and no more of it is kept in memory.
 */
export async function* linesOf(chunks: AsyncIterable<string>, longest = LONGEST_LINE): AsyncGenerator<(string | undefined)[]> {
  let begun: string[] = [];
  let length = 0;
  const end = (): string | undefined => {
    const line = length > longest ? undefined : begun.join('');
    begun = [];
    length = 0;
    return line;
  };
  const add = (piece: string) => {
    length += piece.length;
    if (length > longest) begun = [];
    else if (piece !== '') begun.push(piece);
  };
  for await (const chunk of chunks) {
    const pieces = chunk.split('\n');
    const lines: (string | undefined)[] = [];
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) lines.push(end());
      add(piece);
    }
    if (lines.length > 0) yield lines;
  }
  if (length > 0) yield [end()];
}
