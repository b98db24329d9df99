import { stringify } from 'yaml';
import { proposal } from '../../shared/api/policy-proposal.ts';
import { english } from '../../shared/chat/english.ts';
import { type Said, say } from '../../shared/chat/said.ts';
import type { Policy } from '../../shared/routing/policy.ts';
import { type PlacedFault, parsePolicyText } from './policy-text.ts';

/** A policy's file, or all that is wrong in it. */
export type PolicyReading = { readonly value: object; readonly policy: Policy } | { readonly faults: readonly PlacedFault[] };

/**
 * Reads a whole policy or a change from YAML or JSON. Never throws.
 * @param base what a change is made to
 */
export function readPolicy(text: string, base: Policy): PolicyReading {
  const { value, faults, placeOf } = parsePolicyText(text);
  if (faults.length > 0) return { faults };
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { faults: [{ line: 1, column: 1, message: english(NO_FIELDS), said: NO_FIELDS }] };
  const outcome = proposal(value, base);
  if ('policy' in outcome) return { value, policy: outcome.policy };
  return {
    faults: outcome.faults.map(({ path, message, said }) => ({ ...placeOf(path), message, ...(said === undefined ? {} : { said }) })),
  };
}

const NO_FIELDS = say`The file must hold the fields of a policy.`;

/** `policy.yaml:3:5: “masking” must be …`, as editors and compilers write it. */
export const faultLine = (file: string, { line, column, message }: PlacedFault): string => `${file}:${line}:${column}: ${message}`;

/** The same for a window that speaks another language. */
export const saidFault = (file: string, { line, column, message, said }: PlacedFault): Said =>
  say`${file}:${line}:${column}: ${said ?? message}`;

/** A policy as a file. Its version is left out: it says nothing elsewhere. */
export function writePolicy({ version: _, ...policy }: Policy, format: 'yaml' | 'json'): string {
  return format === 'json' ? `${JSON.stringify(policy, undefined, 2)}\n` : stringify(policy, { lineWidth: 120 });
}
