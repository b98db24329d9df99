import { createStore } from 'zustand/vanilla';
import type { Body, Reply } from '../../shared/api/contract.ts';
import type { Api, Failure, Outcome } from '../api.ts';

type View = Reply<'secretKeeping'>;

export interface Keeping {
  /** Absent until read. */
  readonly view?: View;
  readonly error?: Failure;
  /** The person has seen the question and goes on without an answer. */
  readonly isPutOff: boolean;
}

/** How keys are kept on this computer. @param changed told after a change: locked keys may be there now */
export function createKeeping(api: Pick<Api, 'secretKeeping' | 'keepSecrets' | 'unlockSecrets'>, changed: () => void) {
  const store = createStore<Keeping>()(() => ({ isPutOff: false }));
  async function take(outcome: Promise<Outcome<View>>): Promise<boolean> {
    const result = await outcome;
    if (!result.ok) store.setState({ error: result.error });
    else store.setState(({ isPutOff }) => ({ view: result.value, isPutOff }), true);
    return result.ok;
  }
  return {
    store,
    load: () => take(api.secretKeeping()),
    /** Returns whether they are kept so now. */
    async keep(wish: Body<'keepSecrets'>): Promise<boolean> {
      const isKept = await take(api.keepSecrets(wish));
      if (isKept) changed();
      return isKept;
    },
    async unlock(passphrase: string): Promise<void> {
      if (await take(api.unlockSecrets({ passphrase }))) changed();
    },
    putOff: () => store.setState({ isPutOff: true }),
    /** Puts the question that was put off once more. */
    askAgain: () => store.setState({ isPutOff: false }),
  };
}

/** What has to be asked of the person now, if anything. */
export const questionOf = ({ view, isPutOff }: Keeping): 'choose' | 'unlock' | undefined => {
  if (view === undefined || isPutOff) return undefined;
  if (view.by === 'undecided') return 'choose';
  return view.by === 'passphrase' && view.isLocked ? 'unlock' : undefined;
};
