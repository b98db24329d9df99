import { languages } from '../language.ts';
import { PAGES, type Page } from './address.ts';
import { NEW } from './chat.ts';
import { connection, overlay, privacy, settings, view } from './session.ts';

/** Something that a person can do from anywhere: by the palette, and by a shortcut where it has one. */
export interface Action {
  readonly id: ActionId;
  /** Its shortcut until another one is set, as `Mod+K`. */
  readonly keys?: string;
  run(): void;
}

const THEMES = ['system', 'light', 'dark', 'contrast'] as const;

type Go = `go.${Page}`;
type Theme = `theme.${(typeof THEMES)[number]}`;
type Language = `language.${(typeof languages)[number]}`;
export type ActionId = 'newChat' | 'palette' | 'shortcuts' | 'stayHere' | Go | Theme | Language;

const go = (page: Page, index: number): Action => ({ id: `go.${page}`, keys: `Alt+${index + 1}`, run: () => view.open(page) });

export const NEW_CHAT: Action = { id: 'newChat', keys: 'Alt+N', run: () => view.select(NEW) };

/** Every action, in the order of the palette. */
export const ACTIONS: readonly Action[] = [
  NEW_CHAT,
  ...(Object.keys(PAGES) as Page[]).map(go),
  { id: 'stayHere', run: toggleStay },
  { id: 'palette', keys: 'Mod+K', run: () => overlay.toggle('palette') },
  { id: 'shortcuts', keys: '?', run: () => overlay.toggle('shortcuts') },
  ...THEMES.map(
    (theme): Action => ({
      id: `theme.${theme}`,
      run: () => void settings.change({ window: { theme: theme === 'system' ? null : theme } }),
    }),
  ),
  ...languages.map((language): Action => ({ id: `language.${language}`, run: () => void settings.change({ window: { language } }) })),
];

function toggleStay(): void {
  const { state } = connection.store.getState();
  if (state === undefined || state.isStayForced) return;
  void privacy.change({ stayOnDevice: !state.policy.stayOnDevice }, '');
}

/** The keys of an action as they are set; nothing where it has none. */
export function keysOfAction({ id, keys }: Pick<Action, 'id' | 'keys'>, set: Readonly<Record<string, string>> = {}): string | undefined {
  const own = set[id] ?? keys;
  return own === '' ? undefined : own;
}
