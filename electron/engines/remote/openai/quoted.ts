/** Most characters of a provider's sentence that are told. */
const MOST = 160;

/** As many characters in common with the prompt are no accident. */
const TELLING = 12;

/**
 * A provider's words as they may be told and logged: one short line, without what it quotes, without anything like a key or a
 * long number; nothing at all where it repeats the prompt.
 */
export function quoted(message: string, { secrets, prompt }: { readonly secrets: readonly string[]; readonly prompt: string }): string {
  let text = message.slice(0, 4 * MOST);
  for (const secret of secrets) if (secret !== '') text = text.replaceAll(secret, '…');
  text = text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll(/(["'`]|“|‘)(?:(?!\1|”|’).){3,}(?:\1|”|’)/g, '…')
    .replaceAll(/[\w*+/=.-]*(?:\*{3,}|\d{6,})[\w*+/=-]*|\b[\w-]{2,8}[-_][\w-]{16,}\b|[\w+/=-]{24,}/g, '…')
    .replaceAll(/https?:\/\/\S+/g, '…')
    .trim()
    .slice(0, MOST);
  return repeats(text, prompt) ? '' : text;
}

function repeats(text: string, prompt: string): boolean {
  for (let at = 0; at + TELLING <= text.length; at++) if (prompt.includes(text.slice(at, at + TELLING))) return true;
  return false;
}
