import type { Settings } from '../shared/api/settings.ts';
import { chooseLanguage } from './language.ts';

type Look = Settings['window'];

const DARK = matchMedia('(prefers-color-scheme: dark)');
const CONTRAST = matchMedia('(prefers-contrast: more)');

let look: Look = {};

/** What the page's root is marked with: `light`, `dark`, `contrast-light` or `contrast-dark`. */
function themeOf(theme: Look['theme'], isDark: boolean, wantsContrast: boolean): string {
  const scheme = theme === 'light' || theme === 'dark' ? theme : isDark ? 'dark' : 'light';
  return theme === 'contrast' || (theme === undefined && wantsContrast) ? `contrast-${scheme}` : scheme;
}

function draw(): void {
  const { documentElement: root } = document;
  root.dataset.theme = themeOf(look.theme, DARK.matches, CONTRAST.matches);
  root.style.fontSize = `${look.textSize ?? 100}%`;
  root.toggleAttribute('data-still', look.stillness === true);
}

/** Remembered for `theme.js`, which draws before any of this is there. */
function remember(name: string, value: string | undefined): void {
  if (value === undefined) localStorage.removeItem(`lintel.${name}`);
  else localStorage.setItem(`lintel.${name}`, value);
}

/** Makes the window look as it is set, at once and when it is opened next. */
export function lookAs(next: Look): void {
  const before = look;
  look = next;
  remember('theme', next.theme);
  remember('textSize', next.textSize === undefined ? undefined : String(next.textSize));
  remember('stillness', next.stillness === true ? 'true' : undefined);
  draw();
  if (next.language !== before.language) void chooseLanguage(next.language);
}

/** Follows the system where nothing else is set. Returns how to stop that. */
export function followSystem(): () => void {
  DARK.addEventListener('change', draw);
  CONTRAST.addEventListener('change', draw);
  return () => {
    DARK.removeEventListener('change', draw);
    CONTRAST.removeEventListener('change', draw);
  };
}
