/** What a `lintel://` link asks for. Nothing of it happens before the person has said yes in the window. */
export type DeepLink =
  | { readonly kind: 'chat'; readonly text: string }
  /** `ref`: a model as a download takes it. */
  | { readonly kind: 'model'; readonly ref: string }
  | { readonly kind: 'page'; readonly page: string };

/** Longest link that is looked at, in characters. */
const LONGEST = 16_384;
const LONGEST_TEXT = 8_000;

const CHAT = /^lintel:\/\/chat\/?\?text=([^&#]*)$/;
const MODEL = /^lintel:\/\/model\/?\?ref=([^&#]*)$/;
const PAGE = /^lintel:\/\/page\/([a-z][a-z-]{0,31})\/?$/;

/** A model on the hub: owner, repository, and a kind of file or a file in it. */
const REF = /^hf:[A-Za-z0-9][\w.-]{0,95}\/[A-Za-z0-9][\w.-]{0,95}(?:[:/][\w./-]{1,200})?$/;

/** Reads a link; nothing for whatever is not exactly one of the three, since anybody may have written it. */
export function deepLinkIn(link: string): DeepLink | undefined {
  if (link.length > LONGEST) return undefined;
  const page = PAGE.exec(link)?.[1];
  if (page !== undefined) return { kind: 'page', page };
  const ref = decoded(MODEL.exec(link)?.[1]);
  if (ref !== undefined) return REF.test(ref) && !ref.includes('..') ? { kind: 'model', ref } : undefined;
  const text = decoded(CHAT.exec(link)?.[1])?.trim();
  if (text === undefined || text === '' || text.length > LONGEST_TEXT || hasHidden(text)) return undefined;
  return { kind: 'chat', text };
}

/** A value of a query, in which `+` stands for a space; nothing where it is broken. */
function decoded(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

/** Signs that a person would not see in what they say yes to: controls, marks of direction, tags, what has no width. */
const hasHidden = (text: string) =>
  /[\p{Cc}--[\t\n]]|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/v.test(text.replaceAll('\r\n', '\n'));
