const fold = (name: string): string => name.normalize('NFKC').toLowerCase();

/**
 * The first that is called exactly so, else the first in any case.
 * @param namesOf what each is called; an earlier one counts before a later one
 */
export function called<One>(all: readonly One[], name: string, ...namesOf: ((one: One) => string)[]): One | undefined {
  const by = (spelled: (text: string) => string) => namesOf.flatMap((of) => all.filter((one) => spelled(of(one)) === spelled(name)))[0];
  return by((text) => text) ?? by(fold);
}
