/** The conversation that an address names after its `#`; nothing where it names none, or is broken. */
export function conversationIn(hash: string): string | undefined {
  try {
    return decodeURIComponent(hash.replace(/^#/, '')) || undefined;
  } catch {
    // A `%` that starts no character: a link cut short, or typed by hand.
    return undefined;
  }
}

/** The part of an address that names a conversation, `#` included. */
export function addressOf(id: string): string {
  return `#${encodeURIComponent(id)}`;
}
