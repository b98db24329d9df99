import { useStore } from 'zustand/react';
import { keeping, updates } from '../../stores/desktop.ts';
import { questionOf } from '../../stores/keeping.ts';
import { ChooseKeeping, Unlock } from './keeping.tsx';
import { AskOpened } from './opened.tsx';
import { AskUpdate } from './update.tsx';

/** What is asked of the person over the window, one at a time. */
export function DesktopDialogs() {
  const question = useStore(keeping.store, questionOf);
  const asksOfUpdate = useStore(
    updates,
    ({ view, putOff }) => (view?.phase === 'found' || view?.phase === 'ready') && view.phase !== putOff,
  );
  if (question === 'choose') return <ChooseKeeping />;
  if (question === 'unlock') return <Unlock />;
  if (asksOfUpdate) return <AskUpdate />;
  return <AskOpened />;
}
