/** What the system has to keep secrets with: a keychain, a wallet, the user's own encryption. */
export interface Keyring {
  seal(text: string): Promise<Buffer>;
  /** Rejects where this keyring did not seal it, or is closed. `isStale`: it should be sealed anew. */
  open(sealed: Buffer): Promise<{ readonly text: string; readonly isStale: boolean }>;
}

/** `untrusted`: there is one, and it protects nothing; undefined: this Lintel runs without a desktop. */
export type KeyringHere = Keyring | 'untrusted' | undefined;
