import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { KEPT_BY, type KeptBy, type SecretKeepingView } from '../../../shared/api/secret-keeping.ts';
import { LintelError } from '../../../shared/chat/error.ts';
import { type Said, say } from '../../../shared/chat/said.ts';
import type { KeyringHere } from './keyring.ts';
import { createPassphraseSeal, type PassphraseSeal } from './passphrase.ts';

/** A secret as the vault knows it. */
export interface Kept {
  /** Reads what could not be read before. */
  load(): Promise<void>;
  /** Writes what is known as it is to be kept now. */
  renew(): Promise<void>;
  /** Whether there is one that cannot be read. */
  isUnread(): boolean;
}

/** How secrets lie on the disk. Each says itself how it was sealed, so a change that was cut short loses none. */
export interface Vault {
  view(): SecretKeepingView;
  /** What is to stand in a secret's file; nothing: it is to have none. Throws `forbidden` while locked. */
  seal(text: string): Promise<string | undefined>;
  /** What a file says; nothing where it cannot be read now. `isStale`: it should be written anew. */
  open(written: string): Promise<{ readonly text: string; readonly isStale: boolean } | undefined>;
  add(kept: Kept): void;
  /** Throws `bad-request` for a way that there is not here, and while anything is locked. */
  keep(by: KeptBy, passphrase?: string): Promise<void>;
  /** Throws `forbidden` for a wrong passphrase. */
  unlock(passphrase: string): Promise<void>;
  /** Sentences for the person. */
  notices(): readonly Said[];
}

const MARK = 'lintel-sealed.1';
const WRITTEN = /^lintel-sealed\.1\.(keyring|passphrase)\.([\w-]+)$/;
const PROOF = 'This passphrase is right.';

/** What is set aside of the choice. `proof`: sealed under the passphrase, so that a wrong one is known as such. */
const choiceFile = z.strictObject({ by: z.enum(KEPT_BY), proof: z.string().max(1000).optional() });
type Choice = z.output<typeof choiceFile>;

/** Whether a text could be taken for a sealed one. */
export const looksSealed = (text: string): boolean => text.startsWith(MARK);

/**
 * Opens what secrets are kept with. Without a choice of the person's it is the keyring, or files where there is no desktop.
 * @param file where the choice is kept  @param passphrase given from outside, for a Lintel that nobody can ask
 */
export async function openVault(file: string, keyring: KeyringHere, passphrase?: string): Promise<Vault> {
  const kept = new Set<Kept>();
  const trusted = typeof keyring === 'object' ? keyring : undefined;
  const usual = keyring === 'untrusted' ? 'undecided' : trusted === undefined ? 'file' : 'keyring';
  let choice = await readChoice(file);
  let seal: PassphraseSeal | undefined;

  const by = () => choice?.by ?? usual;
  const lacksKey = () => (by() === 'passphrase' && seal === undefined) || (by() === 'keyring' && trusted === undefined);
  const isLocked = () => lacksKey() || [...kept].some((one) => one.isUnread());

  async function renewAll(): Promise<void> {
    for (const one of kept) await one.renew();
  }

  async function unlock(given: string): Promise<void> {
    const tried = createPassphraseSeal(given);
    const right = await tried.open(Buffer.from(choice?.proof ?? '', 'base64url')).catch(() => undefined);
    if (by() !== 'passphrase' || right !== PROOF)
      throw new LintelError('forbidden', say`This is not the passphrase that your keys are kept under.`, { field: 'passphrase' });
    seal = tried;
    for (const one of kept) await one.load();
    await renewAll();
  }

  const vault: Vault = {
    view: () => ({
      by: by(),
      isLocked: isLocked(),
      choices: trusted === undefined ? ['passphrase', 'session', 'file'] : KEPT_BY,
    }),
    async seal(text) {
      switch (by()) {
        case 'file':
          return text;
        case 'keyring':
          if (trusted === undefined) throw locked(by());
          return `${MARK}.keyring.${(await trusted.seal(text)).toString('base64url')}`;
        case 'passphrase':
          if (seal === undefined) throw locked(by());
          return `${MARK}.passphrase.${(await seal.seal(text)).toString('base64url')}`;
        default:
          return undefined;
      }
    },
    async open(written) {
      const [, how, body = ''] = WRITTEN.exec(written) ?? [];
      // A keyring that may not be trusted is no reason to take what lies there already from the person.
      if (how === undefined) return looksSealed(written) ? undefined : { text: written, isStale: by() !== 'file' && by() !== 'undecided' };
      const sealed = Buffer.from(body, 'base64url');
      try {
        if (how === 'passphrase') return seal === undefined ? undefined : { text: await seal.open(sealed), isStale: by() !== 'passphrase' };
        if (trusted === undefined) return undefined;
        const { text, isStale } = await trusted.open(sealed);
        return { text, isStale: isStale || by() !== 'keyring' };
      } catch {
        return undefined;
      }
    },
    add: (one) => void kept.add(one),
    async keep(wished, given) {
      if (wished === 'keyring' && trusted === undefined)
        throw new LintelError('bad-request', say`There is no keyring here that Lintel could trust.`, { field: 'by' });
      if (isLocked()) throw locked(by());
      let next: Choice = { by: wished };
      let sealing: PassphraseSeal | undefined;
      if (wished === 'passphrase') {
        if (given === undefined) throw new LintelError('bad-request', say`Choose a passphrase.`, { field: 'passphrase' });
        sealing = createPassphraseSeal(given);
        next = { by: wished, proof: (await sealing.seal(PROOF)).toString('base64url') };
      }
      await writeChoice(file, next);
      choice = next;
      seal = sealing;
      await renewAll();
    },
    unlock,
    notices() {
      if (!isLocked()) return [];
      return [
        by() === 'passphrase'
          ? say`Your keys are locked until you give their passphrase, in the window or as LINTEL_PASSPHRASE at the start.`
          : say`Some of your keys were sealed by this computer’s keyring, which cannot be reached now. Start Lintel’s desktop program with the keyring open, or enter the keys anew.`,
      ];
    },
  };
  // A wrong one is told by the notice that all is locked.
  if (passphrase !== undefined && by() === 'passphrase') await unlock(passphrase).catch(() => undefined);
  return vault;
}

const locked = (by: string) =>
  new LintelError(
    'forbidden',
    by === 'passphrase'
      ? say`Your keys are locked. Give their passphrase first.`
      : say`Your keys are sealed by a keyring that cannot be reached now. Open it, start Lintel again and repeat this.`,
  );

/** The choice that was kept; none where the file is not there or says nothing sensible. */
async function readChoice(file: string): Promise<Choice | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return choiceFile.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

async function writeChoice(file: string, choice: Choice): Promise<void> {
  const fresh = `${file}.${randomUUID()}`;
  try {
    await writeFile(fresh, JSON.stringify(choice), { mode: 0o600, flush: true });
    await rename(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => {});
    throw new LintelError('storage-failed', say`Lintel cannot write ${file}. Check the permissions of its folder.`, { cause: error });
  }
}
