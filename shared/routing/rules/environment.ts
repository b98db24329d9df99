import { Environment } from '@marcbachmann/cel-js';
import { GROUPS, SINGLES } from './context.ts';
import { FindingCounts } from './finding-counts.ts';
import { VARIABLES, type VariableType } from './variables.ts';

/** The most a condition may hold, in characters; in parts of its syntax; in parts within parts. */
export const LONGEST_CONDITION = 2000;
const MOST_PARTS = 400;
const DEEPEST = 40;
const MOST_LISTED = 100;

const FINDINGS = 'Findings';

const TYPES: Record<VariableType, string> = {
  'true or false': 'bool',
  number: 'double',
  text: 'string',
  'list of texts': 'list<string>',
  counts: FINDINGS,
};

/**
 * CEL over the documented variables. Every number is a double, so beside CEL's own operators those that mix a double
 * with a whole number are there: nobody should have to write `tokens == 5.0`.
 */
export function environment(): Environment {
  made ??= createEnvironment();
  return made;
}

/** Made for the first rule: most starts have none to read. */
let made: Environment | undefined;

function createEnvironment(): Environment {
  const created = new Environment({
    limits: { maxAstNodes: MOST_PARTS, maxDepth: DEEPEST, maxListElements: MOST_LISTED, maxMapEntries: 1, maxCallArguments: 4 },
  });
  const counts = VARIABLES.find(({ type }) => type === 'counts')?.values ?? [];
  created.registerType(FINDINGS, { ctor: FindingCounts, fields: Object.fromEntries(counts.map((type) => [type, 'double'])) });
  created.registerOperator(`string in ${FINDINGS}: bool`, (type: string, found: FindingCounts) => Object.hasOwn(found, type));
  created.registerFunction(`size(${FINDINGS}): int`, (found: FindingCounts) => BigInt(Object.keys(found).length));
  mixNumbers(created);
  for (const { name, type, fields } of GROUPS) {
    const groupType = `${name[0]?.toUpperCase()}${name.slice(1)}`;
    created.registerType(groupType, {
      ctor: type,
      fields: Object.fromEntries(Object.entries(fields).map(([field, variable]) => [field, TYPES[variable.type]])),
    });
    created.registerVariable(name, groupType);
  }
  for (const { name, type } of SINGLES) created.registerVariable(name, TYPES[type]);
  return created;
}

function mixNumbers(created: Environment): void {
  const operations: Record<string, (a: number, b: number) => number> = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / b,
  };
  for (const [sign, operation] of Object.entries(operations)) {
    created.registerOperator(`double ${sign} int: double`, (a: number, b: bigint) => operation(a, Number(b)));
    created.registerOperator(`int ${sign} double: double`, (a: bigint, b: number) => operation(Number(a), b));
  }
  created.registerOperator('double == int', (a: number | bigint, b: number | bigint) => Number(a) === Number(b));
  created.registerOperator('double in list<int>: bool', (a: number, list: readonly bigint[]) => list.some((b) => Number(b) === a));
}
