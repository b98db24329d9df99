/** `{{name}}` in a kept prompt is a blank to be filled when it is used. */
const BLANK = /\{\{\s*([^{}]{1,60}?)\s*\}\}/g;

/** The blanks of a prompt, each once, in order. */
export function blanksIn(text: string): string[] {
  return [...new Set([...text.matchAll(BLANK)].map(([, name = '']) => name).filter((name) => name !== ''))];
}

/** The prompt with its blanks filled; one that nothing was said for stays as it is. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(BLANK, (blank, name: string) =>
    Object.hasOwn(values, name) && values[name] !== '' ? (values[name] ?? blank) : blank,
  );
}
