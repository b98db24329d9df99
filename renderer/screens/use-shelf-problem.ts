import { useEffect } from 'react';
import { useStore } from 'zustand/react';
import { errorText } from '../said.ts';
import { shelf } from '../stores/session.ts';

/** Why the last change of projects, prompts or presets was not taken, as far as it was made here: what failed before is over. */
export function useShelfProblem(): string | undefined {
  const problem = useStore(shelf.store, ({ error }) => error);
  useEffect(() => shelf.dismissError(), []);
  return problem === undefined ? undefined : errorText(problem);
}
