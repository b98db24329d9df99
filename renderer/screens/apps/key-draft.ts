import type { KeyRules } from '../../../shared/api/app-keys.ts';
import type { Body } from '../../../shared/api/contract.ts';
import { type Key, monthlyCap } from '../../stores/apps.ts';

/** What a person typed about a key. Texts stay as typed, so that nothing jumps. */
export interface KeyDraft extends Pick<KeyRules, 'name' | 'icon' | 'canManageModels'> {
  /** By commas. */
  readonly tags: string;
  readonly ceiling: KeyRules['ceiling'] | undefined;
  /** By commas or lines; empty: all. */
  readonly allowed: string;
  readonly dollarsPerMonth: string;
  readonly requestsPerMinute: string;
  readonly tokensPerMinute: string;
  readonly parallel: string;
  readonly priority: KeyRules['priority'] | undefined;
  /** Its last day, `2026-12-31`; empty: it never ends. */
  readonly lastDay: string;
}

export const NUMBERS = ['dollarsPerMonth', 'requestsPerMinute', 'tokensPerMinute', 'parallel'] as const;

export const NEW_KEY: KeyDraft = {
  name: '',
  icon: 'app-window',
  canManageModels: false,
  tags: '',
  ceiling: undefined,
  allowed: '',
  dollarsPerMonth: '',
  requestsPerMinute: '',
  tokensPerMinute: '',
  parallel: '',
  priority: undefined,
  lastDay: '',
};

const NANO = 1e9;
const shown = (value: number | undefined) => (value === undefined ? '' : String(value));

/** A day of the user's calendar. @param at milliseconds since the epoch */
function dayOf(at: number): string {
  const date = new Date(at);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

/** A key as its form shows it. */
export function draftOf(key: Key): KeyDraft {
  const dollars = monthlyCap(key)?.limits.nanoDollars;
  return {
    name: key.name,
    icon: key.icon,
    canManageModels: key.canManageModels,
    tags: key.tags.join(', '),
    ceiling: key.ceiling,
    allowed: (key.allowed ?? []).join(', '),
    dollarsPerMonth: dollars === undefined ? '' : String(dollars / NANO),
    requestsPerMinute: shown(key.requestsPerMinute),
    tokensPerMinute: shown(key.tokensPerMinute),
    parallel: shown(key.parallel),
    priority: key.priority,
    // It ends as that day does, so the moment before is still in it.
    lastDay: key.expiresAt === undefined ? '' : dayOf(key.expiresAt - 1),
  };
}

const listOf = (text: string) =>
  text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** A number as typed in either language; nothing where nothing was, NaN where it is none. */
const numberOf = (text: string): number | undefined => (text.trim() === '' ? undefined : Number(text.trim().replace(',', '.')));

/** Which of the numbers are none that a bound can be. */
export function wrongNumbers(draft: KeyDraft): readonly (typeof NUMBERS)[number][] {
  return NUMBERS.filter((name) => {
    const value = numberOf(draft[name]);
    if (value === undefined) return false;
    return name === 'dollarsPerMonth' ? !(value >= 0 && value <= 1e6) : !(Number.isInteger(value) && value >= 1);
  });
}

/** What the key may spend a month, in nano-dollars; nothing: no cap. */
export const monthOf = ({ dollarsPerMonth }: KeyDraft): number | undefined => {
  const dollars = numberOf(dollarsPerMonth);
  return dollars === undefined ? undefined : Math.round(dollars * NANO);
};

/** The bounds, absent where none was set. A day that was picked is the last whole one. */
function boundsOf(draft: KeyDraft) {
  const allowed = listOf(draft.allowed);
  const [year = 0, month = 1, day = 1] = draft.lastDay.split('-').map(Number);
  return {
    ceiling: draft.ceiling,
    allowed: allowed.length === 0 ? undefined : allowed,
    requestsPerMinute: numberOf(draft.requestsPerMinute),
    tokensPerMinute: numberOf(draft.tokensPerMinute),
    parallel: numberOf(draft.parallel),
    priority: draft.priority,
    expiresAt: draft.lastDay === '' ? undefined : new Date(year, month - 1, day + 1).getTime(),
  };
}

const rulesOf = ({ name, icon, canManageModels, tags }: KeyDraft) => ({ name: name.trim(), icon, canManageModels, tags: listOf(tags) });

/** The key to make. */
export function keyOf(draft: KeyDraft): Body<'createKey'> {
  const set = Object.fromEntries(Object.entries(boundsOf(draft)).filter(([, value]) => value !== undefined));
  return { ...rulesOf(draft), ...set };
}

/** The change to make: what was emptied is taken away. */
export function patchOf(draft: KeyDraft): Body<'changeKey'> {
  const set = Object.fromEntries(Object.entries(boundsOf(draft)).map(([name, value]) => [name, value ?? null]));
  return { ...rulesOf(draft), ...set };
}
