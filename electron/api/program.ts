import type { Handlers } from './handlers.ts';

/** What ends the program. */
export interface Program {
  /** Ends it, and deletes what Lintel keeps once all is closed. */
  erase(wishes: { readonly models: boolean }): void;
  quit(): void;
}

/** The calls that end the program. Each answers before it does. */
export function createProgramCalls(program: Program): Pick<Handlers, 'eraseEverything' | 'stopLintel'> {
  return {
    eraseEverything({ body }) {
      program.erase(body);
      return { erased: true };
    },
    stopLintel() {
      program.quit();
      return { stopping: true };
    },
  };
}
