import { english } from '../chat/english.ts';
import type { Said } from '../chat/said.ts';

interface Params {
  readonly said: Said;
}

/** What a schema says where its own check fails. @param said what follows the field's name in a sentence */
export const otherwise = (said: Said): { readonly error: string; readonly params: Params } => ({ error: english(said), params: { said } });

/** The same as an issue that a check of several fields adds. */
export const issueAt = (path: (string | number)[], said: Said) => ({
  code: 'custom' as const,
  path,
  message: english(said),
  params: { said },
});
