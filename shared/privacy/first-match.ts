/**
 * The first match of a global expression in a text; those after it are `shape.exec(text)`. What `matchAll` does, which makes a new
 * expression of every one for every text: that costs more than most of them take to look through a prompt. An expression that matches
 * nothing at all would be found at the same place for ever, so every one here takes a character.
 */
export function firstMatch(shape: RegExp, text: string): RegExpExecArray | null {
  shape.lastIndex = 0;
  return shape.exec(text);
}
