import { lazy, Suspense } from 'react';
import { useStore } from 'zustand/react';
import { overlay } from '../stores/session.ts';
import { ShortcutHelp } from './shortcut-help.tsx';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));

/** What lies over the whole window. */
export function Over() {
  const shown = useStore(overlay.store, (current) => current.shown);
  if (shown === undefined) return null;
  return <Suspense fallback={null}>{shown === 'palette' ? <Palette /> : <ShortcutHelp />}</Suspense>;
}
