import { basename, dirname, join, resolve } from 'node:path';
import { watch } from 'chokidar';
import { english } from '../../shared/chat/english.ts';
import { isLintelError, saidOf } from '../../shared/chat/error.ts';
import { type Said, say, together } from '../../shared/chat/said.ts';
import { DEFAULT_POLICY, type Policy } from '../../shared/routing/policy.ts';
import { policyDiff } from '../../shared/routing/policy-diff.ts';
import { readPolicy, saidFault } from './policy-reading.ts';
import { readPolicyFile } from './policy-text.ts';

/** Where the policies are kept. */
interface Policies {
  chosen(): Policy;
  replace(policy: Policy): Policy;
  hasKept(): boolean;
  hold(isHeld: boolean): void;
}

export interface PolicyFileOptions {
  readonly dataFolder: string;
  /** The file that was named; absent: `policy.yaml`, `.yml` or `.json` in the data folder, where there is one. */
  readonly named?: string | undefined;
  readonly policies: Policies;
  /** Why the policy’s own tests fail under it; nothing where they pass. */
  failing(policy: Policy): Said | undefined;
  /** Called with each new notice. */
  onNotice(notice: Said): void;
}

/** The file that the policy comes from now. */
export interface RulingFile {
  readonly path: string;
  /** Whether it says “Stay on this device” itself. */
  readonly stays: boolean;
}

/** A file that is the policy for as long as it is there. */
export interface PolicyFile {
  /** Nothing where there is none, and the policy is changed in Lintel. */
  ruling(): RulingFile | undefined;
  /** What is wrong with it now, as a sentence for a person; empty where nothing is. */
  notices(): readonly Said[];
  /** Reads it, now and whenever it changes. Resolves once changes from now on are seen. */
  watch(): Promise<void>;
  close(): Promise<void>;
}

const NAMES = ['policy.yaml', 'policy.yml', 'policy.json'];

/** Editors write a file in several steps. */
const DEBOUNCE_MS = 250;

/**
 * Reads the policy's file, if there is one. A wrong file changes nothing: the last good policy stays in force. Where
 * there never was one, all stays on this device until the file is mended.
 */
export async function openPolicyFile(options: PolicyFileOptions): Promise<PolicyFile> {
  const { policies, named, dataFolder } = options;
  const candidates = named === undefined ? NAMES.map((name) => join(dataFolder, name)) : [resolve(named)];
  let ruling: string | undefined;
  let notices: readonly Said[] = [];
  /** Whether the last good file said “Stay on this device”. */
  let fileStays: boolean | undefined;
  /** Whether the switch was turned on in Lintel: then it stays on, whatever the file says, until it is turned off there. */
  let isSwitched = false;

  const complain = (sentence: Said) => {
    const isNew = notices.every((one) => english(one) !== english(sentence));
    notices = [sentence];
    if (!policies.hasKept()) policies.hold(true);
    if (isNew) options.onNotice(sentence);
  };

  const enact = (policy: Policy) => {
    const now = policies.chosen();
    const stayedBefore = fileStays ?? policy.stayOnDevice;
    isSwitched = now.stayOnDevice && (isSwitched || !stayedBefore);
    const next = { ...policy, stayOnDevice: policy.stayOnDevice || isSwitched };
    if (!policies.hasKept() || policyDiff(now, next).length > 0) policies.replace(next);
    fileStays = policy.stayOnDevice;
  };

  async function read(): Promise<void> {
    for (const path of candidates) {
      const text = await readPolicyFile(path).catch((error: unknown) => (isLintelError(error) ? error : Promise.reject(error)));
      if (isLintelError(text)) {
        if (named === undefined && isMissing(text.cause)) continue;
        ruling = path;
        return complain(say`The policy’s file ${path} is not used: ${saidOf(text)} The last good policy stays in force.`);
      }
      ruling = path;
      return use(path, text);
    }
    if (ruling !== undefined) policies.hold(false);
    ruling = undefined;
    notices = [];
  }

  function use(path: string, text: string): void {
    const complaint = complaintOf(path, text);
    if (complaint !== undefined) complain(say`${complaint} The last good policy stays in force.`);
  }

  function complaintOf(path: string, text: string): Said | undefined {
    const reading = readPolicy(text, { ...DEFAULT_POLICY, version: policies.chosen().version });
    if ('faults' in reading) {
      const [first, ...more] = reading.faults.map((fault) => saidFault(path, fault));
      return together(first, more.length === 0 ? undefined : say`And ${more.length} more.`);
    }
    const failure = options.failing(reading.policy);
    if (failure !== undefined) return say`${path}: ${failure}`;
    enact(reading.policy);
    notices = [];
    policies.hold(false);
    return undefined;
  }

  const safely = () => read().catch((error: unknown) => complain(say`The policy’s file cannot be read: ${String(error)}`));
  await safely();
  let timer: NodeJS.Timeout | undefined;
  let reading = Promise.resolve();
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      reading = reading.then(safely);
    }, DEBOUNCE_MS);
  };
  let watcher: ReturnType<typeof watch> | undefined;
  return {
    ruling: () => (ruling === undefined ? undefined : { path: ruling, stays: fileStays === true }),
    notices: () => notices,
    async watch() {
      // The folder, since editors put another file in its place; all else in it changes without a word to us.
      const folder = dirname(candidates[0] ?? dataFolder);
      const names = new Set(candidates.map((path) => basename(path)));
      watcher = watch(folder, { depth: 0, ignoreInitial: true, ignored: (path) => path !== folder && !names.has(basename(path)) });
      watcher.on('all', again);
      watcher.on('error', () => complain(say`${folder} cannot be watched, so changes to the policy’s file are seen at the next start.`));
      await new Promise<void>((done) => watcher?.once('ready', done));
      again();
    },
    async close() {
      clearTimeout(timer);
      await watcher?.close();
      await reading;
    },
  };
}

const isMissing = (cause: unknown) => (cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
