import { useStore } from 'zustand/react';
import { settings } from '../stores/session.ts';

/** CSS pixels of a letter's size where nothing else is set. */
const USUAL = 16;

/** How much larger than usual text is: what is placed by number grows by it. */
export function useScale(): number {
  // Whoever sets another size sees it at once.
  useStore(settings.store, (current) => current.settings?.window.textSize);
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL;
}
