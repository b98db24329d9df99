/** Most characters of a provider's sentence that are told. */
const MOST = 160;

/** As many characters in common with the prompt are no accident. */
const TELLING = 12;

/** As many letters and digits in common with a secret are a part of it, however they are spaced. */
const TELLING_OF_SECRET = 8;

/**
 * A provider's words as they may be told and logged: one short line, without what it quotes, without anything like a key or a
 * long number; nothing at all where it repeats the prompt, or still has a part of a secret.
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
  return repeats(text, prompt, TELLING) || tellsOf(text, secrets) ? '' : text;
}

/** Whether a text has a part of a secret, whatever stands between its letters and digits, in capitals or not. */
export function tellsOf(text: string, secrets: readonly string[]): boolean {
  return secrets.some((secret) => repeats(bare(text), bare(secret), TELLING_OF_SECRET));
}

const bare = (text: string) => text.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase();

function repeats(text: string, other: string, telling: number): boolean {
  for (let at = 0; at + telling <= text.length; at++) if (other.includes(text.slice(at, at + telling))) return true;
  return false;
}
