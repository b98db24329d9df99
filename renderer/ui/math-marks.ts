/** What holds no mathematics whatever stands in it: code, fenced or in a line. */
const CODE = /(^ {0,3}(`{3,}|~{3,})[\s\S]*?(?:^ {0,3}\2[`~]*[ \t]*$|(?![\s\S])))|(`+)(?!`)[\s\S]*?[^`]\3(?!`)/gm;

/** `\( … \)` and `\[ … \]`, as models write them. */
const BRACKETED = /\\\(([^\n]+?)\\\)|\\\[([\s\S]+?)\\\]/g;

/** `$ … $` where no price can be meant: nothing blank beside the marks within, and no digit after the last. */
const DOLLARED = /(?<![\\$\w])\$(?![\s$])([^$\n]*?[^\s$\\])\$(?![\d$])/g;

/** Most characters of a block that is searched for mathematics. */
const LONGEST = 20_000;

/** Whether a block may hold mathematics. */
export function mayHoldMath(block: string): boolean {
  return block.length <= LONGEST && /\$|\\\(|\\\[/.test(block);
}

/** The block with every way of marking mathematics written as `$$ … $$`, the one that is read. Code stays as it is. */
export function withMathMarks(block: string): string {
  let end = 0;
  let marked = '';
  for (const code of block.matchAll(CODE)) {
    marked += markIn(block.slice(end, code.index)) + code[0];
    end = code.index + code[0].length;
  }
  return marked + markIn(block.slice(end));
}

function markIn(text: string): string {
  return text
    .replaceAll(BRACKETED, (_all, inline: string | undefined, display: string | undefined) =>
      inline === undefined ? ['\n$$', (display ?? '').trim(), '$$\n'].join('\n') : ['$$', inline.trim(), '$$'].join(''),
    )
    .replaceAll(DOLLARED, (_all, inline: string) => ['$$', inline, '$$'].join(''));
}
