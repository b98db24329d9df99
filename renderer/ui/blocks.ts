const FENCE = /^ {0,3}(`{3,}|~{3,})/;
/** Definitions and footnotes reach across the whole text, so it has to be read in one go. */
const REACHES_FAR = /^ {0,3}\[[^\]\n]+\]:/m;
/** A line that may still belong to the block before the empty line: list items, and anything indented. */
const CONTINUES = /^(\s|[-*+]([ \t]|$)|\d{1,9}[.)]([ \t]|$))/;

/**
 * Cuts markdown where a cut cannot change its meaning, so that a growing answer is parsed again only
 * at its end. Joined with nothing, the blocks are the text.
 */
export function splitBlocks(markdown: string): string[] {
  if (REACHES_FAR.test(markdown)) return [markdown];
  const blocks: string[] = [];
  let current = '';
  let fence: string | undefined;
  let afterEmpty = false;
  for (const line of markdown.split(/(?<=\n)/)) {
    const isEmpty = line.trim() === '';
    if (fence === undefined && afterEmpty && !isEmpty && !CONTINUES.test(line)) {
      blocks.push(current);
      current = '';
    }
    const mark = FENCE.exec(line)?.[1];
    if (fence === undefined) fence = mark;
    else if (mark !== undefined && mark[0] === fence[0] && mark.length >= fence.length && line.trim() === mark) fence = undefined;
    current += line;
    afterEmpty = isEmpty && current.trim() !== '';
  }
  if (current !== '') blocks.push(current);
  return blocks;
}

/** A block that is one fence which is still open, as its code and language; nothing for any other. */
export function openFence(block: string): { readonly text: string; readonly language: string | undefined } | undefined {
  const [, fence, info = ''] = /^ {0,3}(`{3,}|~{3,})([^\n`]*)\n/.exec(block) ?? [];
  if (fence === undefined) return undefined;
  const lines = block.slice(block.indexOf('\n') + 1);
  const isClosed = lines.split('\n').some((line) => {
    const mark = FENCE.exec(line)?.[1];
    return mark !== undefined && mark[0] === fence[0] && mark.length >= fence.length && line.trim() === mark;
  });
  return isClosed ? undefined : { text: lines, language: info.trim().split(/\s/, 1)[0] || undefined };
}
