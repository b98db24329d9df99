import { z } from 'zod';
import { english } from '../chat/english.ts';
import { checkTerm } from '../privacy/own-terms-check.ts';
import type { Policy } from '../routing/policy.ts';
import { changedPolicy, policyPatch, schemaOf } from './policy.ts';
import { type FieldFault, fieldFaults } from './wrong-field.ts';

/** What a file of a policy may hold: a whole policy, or a change to one. Its version says nothing and is passed over. */
const policyFile = z.strictObject({ $schema: z.string().optional(), version: z.int().min(1).optional(), ...policyPatch.shape });

const FIELDS = Object.keys(policyPatch.shape);

/** The schema of a policy's file, as others' tools read it. */
export const policyJsonSchema = () => ({
  title: 'A policy of Lintel',
  description: 'A whole policy, or a change to one: what is absent stays as it is.',
  ...z.toJSONSchema(policyFile, { io: 'input' }),
});

/** Whether it says everything that a policy says, so that it stands for itself. */
export const isWhole = (value: object): boolean => FIELDS.every((field) => Object.hasOwn(value, field));

/** A policy that may come into force, or all that is wrong with it. */
export type Proposal = { readonly policy: Policy } | { readonly faults: readonly FieldFault[] };

/**
 * Reads a whole policy, or a change.
 * @param base what a change is made to; the outcome is one version on
 */
export function proposal(value: unknown, base: Policy): Proposal {
  const parsed = policyFile.safeParse(value, { reportInput: true });
  if (!parsed.success) return { faults: fieldFaults(parsed.error) };
  const { $schema: _, version: __, ...patch } = parsed.data;
  const faults = (patch.ownTerms ?? []).flatMap((term, index): FieldFault[] => {
    const problem = checkTerm(term);
    return problem === undefined
      ? []
      : [{ path: ['ownTerms', index, 'match'], field: `ownTerms[${index}].match`, message: english(problem), said: problem }];
  });
  if (faults.length > 0) return { faults };
  // A whole policy has no tags but its own.
  const from = isWhole(patch) ? { ...base, tags: {} } : base;
  const outcome = schemaOf(patch).safeParse(changedPolicy(from, patch), { reportInput: true });
  return outcome.success ? { policy: outcome.data } : { faults: fieldFaults(outcome.error) };
}
