import { useEffect } from 'react';
import { IS_MAC, isBare, keysOf } from '../shortcuts.ts';
import { ACTIONS, keysOfAction } from '../stores/actions.ts';
import { chat, settings, view } from '../stores/session.ts';

const isTyping = ({ target }: KeyboardEvent) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Shortcuts work everywhere. Escape closes the explanation if it has the focus, else stops the answer, else closes it anyway. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      if (event.key === 'Escape') return leave(event);
      const keys = keysOf(event, IS_MAC);
      if (keys === undefined || (isBare(keys) && isTyping(event))) return;
      const set = settings.store.getState().settings?.window.shortcuts;
      const action = ACTIONS.find((one) => keysOfAction(one, set) === keys);
      if (action === undefined) return;
      event.preventDefault();
      action.run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function leave(event: KeyboardEvent): void {
  const { selected, subject } = view.store.getState();
  const isRunning = chat.store.getState()[selected]?.turn !== undefined;
  const isInPanel = event.target instanceof Element && event.target.closest('aside') !== null;
  if (isRunning && !isInPanel) chat.stop(selected);
  else if (subject !== undefined) view.closeExplanation();
}
