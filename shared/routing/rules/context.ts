import type { Facts } from './facts.ts';
import { VARIABLES, type Variable } from './variables.ts';

/** The variables as a condition sees them: read on first use, and then remembered for the request. */
export interface Context {
  readonly facts: Facts;
}

type ContextClass = new (facts: Facts) => Context;

/** `undefined`: the variables that belong to no group. */
const groupOf = ({ name }: Variable): string | undefined => (name.includes('.') ? name.slice(0, name.indexOf('.')) : undefined);
const fieldOf = ({ name }: Variable): string => name.slice(name.indexOf('.') + 1);

/** A class of its own for each group: the rules' language knows an object's type by its class. */
function contextClass(readers: Readonly<Record<string, (facts: Facts) => unknown>>): ContextClass {
  const names = Object.keys(readers);
  class Variables {
    readonly facts: Facts;
    readonly known: unknown[] = [];
    constructor(facts: Facts) {
      this.facts = facts;
    }
  }
  for (const [index, name] of names.entries()) {
    Object.defineProperty(Variables.prototype, name, {
      get(this: Variables) {
        this.known[index] ??= readers[name]?.(this.facts);
        return this.known[index];
      },
    });
  }
  return Variables;
}

const readersOf = (group: string | undefined) =>
  Object.fromEntries(
    VARIABLES.filter((variable) => groupOf(variable) === group).map((variable) => [fieldOf(variable), variable.read] as const),
  );

/** A group such as `hardware`: its class, and its variables by the name after the dot. */
export interface VariableGroup {
  readonly name: string;
  readonly type: ContextClass;
  readonly fields: Readonly<Record<string, Variable>>;
}

export const GROUPS: readonly VariableGroup[] = [...new Set(VARIABLES.map(groupOf))]
  .filter((name) => name !== undefined)
  .map((name) => ({
    name,
    type: contextClass(readersOf(name)),
    fields: Object.fromEntries(VARIABLES.filter((variable) => groupOf(variable) === name).map((variable) => [fieldOf(variable), variable])),
  }));

/** Variables that belong to no group, such as `tokens`. */
export const SINGLES: readonly Variable[] = VARIABLES.filter((variable) => groupOf(variable) === undefined);

const Root = contextClass({
  ...readersOf(undefined),
  ...Object.fromEntries(GROUPS.map(({ name, type: Group }) => [name, (facts: Facts) => new Group(facts)])),
});

/** What the conditions of one request are evaluated over. */
export const contextOf = (facts: Facts): Context => new Root(facts);
