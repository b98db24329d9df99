/** Cuts a stream of text into lines, whatever the sizes of its pieces. */
export interface LineSplitter {
  /** The lines that this piece completes, without their ends and without empty ones. */
  push(piece: string): string[];
  /** What stands after the last line end. */
  rest(): string;
}

export function createLineSplitter(): LineSplitter {
  // Pieces are joined once a line is complete, so that one very long line costs no repeated copies.
  let open: string[] = [];
  return {
    push(piece) {
      const parts = piece.split('\n');
      const last = parts.pop() ?? '';
      if (parts.length === 0) {
        open.push(last);
        return [];
      }
      parts[0] = open.join('') + (parts[0] ?? '');
      open = [last];
      return parts.map((line) => line.trim()).filter((line) => line !== '');
    },
    rest: () => open.join('').trim(),
  };
}
