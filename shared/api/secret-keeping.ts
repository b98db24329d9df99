/** How keys and tokens are kept on this computer: by its keyring, under a passphrase, not at all, or in files of their own. */
export const KEPT_BY = ['keyring', 'passphrase', 'session', 'file'] as const;

export type KeptBy = (typeof KEPT_BY)[number];

export interface SecretKeepingView {
  /** `undecided`: there is no keyring to trust, and the person has not said what to do; new secrets last until Lintel ends. */
  readonly by: KeptBy | 'undecided';
  /** What is kept cannot be read now: it waits for its passphrase, or for the keyring that sealed it. */
  readonly isLocked: boolean;
  /** What can be chosen here. */
  readonly choices: readonly KeptBy[];
}
