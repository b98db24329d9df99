import { say } from '../../chat/said.ts';
import type { Candidate } from '../plan.ts';
import type { Target } from '../target.ts';
import type { Constraint } from './constraint.ts';

/** What two targets have in common whose vectors compare: they are the same model. */
export const vectorSpaceOf = ({ pool, targetId }: Pick<Candidate, 'pool' | 'targetId'>): string => pool ?? targetId;

/** Vectors of two models do not compare, so an app that has some gets no others by chance. */
export const vectors: Constraint = {
  name: 'vectors',
  check: ({ traits, target }) =>
    traits.vectors === undefined || spaceOfTarget(target) === traits.vectors
      ? undefined
      : say`The vectors that this app has come from ${traits.vectors}, and those of two models do not compare. To change over, name the other model in the request.`,
};

const spaceOfTarget = ({ id, pool }: Target) => vectorSpaceOf({ targetId: id, ...(pool === undefined ? {} : { pool }) });
