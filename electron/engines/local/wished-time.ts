import { isPerson } from './person.ts';

/** How long a model is kept after its last use, as the person and programs wish. All in milliseconds; below 0: for good. */
export interface WishedTime {
  /**
   * A request has begun. What the person asked for holds until the person asks again or the model goes; a program only
   * ever lengthens the time of its own use, to an hour at most.
   * @param asked absent: nothing was asked for @returns how long to keep the model now
   */
  after(app: string, asked: number | undefined): number;
  /** The model goes: what was wished went for this stay. */
  forget(): void;
}

/** Where nothing is set. */
const USUAL_MS = 600_000;
const MOST_OF_PROGRAMS_MS = 3_600_000;

/** @param setting what is set for the model, as it is now */
export function createWishedTime(setting: () => number | undefined): WishedTime {
  let person: number | undefined;

  return {
    after(app, asked) {
      const usual = setting() ?? USUAL_MS;
      if (isPerson(app)) {
        person = asked ?? person;
        return person ?? usual;
      }
      const program = asked === undefined ? usual : longer(usual, asked < 0 ? MOST_OF_PROGRAMS_MS : Math.min(asked, MOST_OF_PROGRAMS_MS));
      return person === undefined ? program : longer(person, program);
    },
    forget() {
      person = undefined;
    },
  };
}

const longer = (one: number, other: number) => (one < 0 || other < 0 ? -1 : Math.max(one, other));
