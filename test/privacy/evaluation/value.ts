import type { FindingType } from '../../../shared/privacy/finding.ts';
import type { Random } from './random.ts';

export const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pl', 'pt', 'nl'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * A made value, and the part of it that a finding has to cover: of a connection string the password, of an
 * address with its town the street. Without a core it is the whole.
 */
export interface Made {
  readonly text: string;
  readonly core?: string;
}

/** What can fill a slot of a frame. Without a type it is a look-alike: nothing may be found in it. */
export interface Kind {
  readonly type: FindingType | null;
  make(random: Random, language: Language): string | Made;
}

export type Kinds = Readonly<Record<string, Kind>>;

/** Kinds of one type. */
export function kindsOf(type: FindingType | null, makers: Readonly<Record<string, Kind['make']>>): Kinds {
  return Object.fromEntries(Object.entries(makers).map(([name, make]) => [name, { type, make }]));
}
