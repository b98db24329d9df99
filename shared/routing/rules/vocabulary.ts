import type { ASTNode } from '@marcbachmann/cel-js';
import { GROUPS, SINGLES } from './context.ts';
import { nearest } from './nearest.ts';
import { VARIABLES, type Variable } from './variables.ts';

/** What is wrong with a part of a condition. */
export interface Fault {
  readonly node: { readonly start: number; readonly end: number };
  readonly message: string;
}

/** What a condition may call. Every one takes time in proportion to a text or list that is short by itself. */
const FUNCTIONS: readonly string[] = ['size'];
const METHODS: readonly string[] = ['contains', 'startsWith', 'endsWith', 'lowerAscii', 'size'];
/** These go through a list, which must be one of the variables: their time is bounded only because none lies within another. */
const LOOPS: readonly string[] = ['exists', 'exists_one', 'all', 'filter'];

const NAMES = VARIABLES.map(({ name }) => name);
const LISTS = SINGLES.filter(({ type }) => type === 'list of texts').map(({ name }) => name);
const BY_NAME: ReadonlyMap<string, Variable> = new Map(VARIABLES.map((variable) => [variable.name, variable]));

/**
 * Looks through a condition for what it may not hold: names that do not exist, calls that are not allowed, and texts that a
 * variable never holds. Types are for the language's own checker.
 * @param loop what the loop around it calls an entry of its list
 */
export function faultIn(node: ASTNode, loop?: string): Fault | undefined {
  return ownFault(node, loop) ?? firstFault(partsOf(node), node.op === 'rcall' && isLoop(node) ? nameOfEntry(node) : loop);
}

function firstFault(nodes: readonly ASTNode[], loop: string | undefined): Fault | undefined {
  for (const node of nodes) {
    const fault = faultIn(node, loop);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function ownFault(node: ASTNode, loop: string | undefined): Fault | undefined {
  switch (node.op) {
    case 'id':
      return node.args === loop ? undefined : unknownName(node, node.args);
    case '.':
      return unknownField(node, loop);
    case '[]':
      return unknownFinding(node, node.args[0], node.args[1]);
    case 'call':
      return forbiddenCall(node, node.args[0], FUNCTIONS, `“${node.args[0]}(…)” is not known here. There is “size(…)”.`);
    case 'rcall':
      return isLoop(node) ? loopFault(node, loop) : forbiddenCall(node, node.args[0], METHODS, methodMessage(node.args[0]));
    case '==':
    case '!=':
      return neverHeld(node.args[0], [node.args[1]]) ?? neverHeld(node.args[1], [node.args[0]]);
    case 'in':
      return neverHeld(node.args[1], [node.args[0]]) ?? neverHeld(node.args[0], node.args[1].op === 'list' ? node.args[1].args : []);
    case 'map':
      return { node, message: 'A condition has no use for “{…}”. A list is written “[…]”.' };
    case 'value':
      return ['string', 'number', 'bigint', 'boolean'].includes(typeof node.args)
        ? undefined
        : { node, message: 'Only texts, numbers, “true” and “false” can be written here.' };
    default:
      return undefined;
  }
}

/** What a part of the syntax consists of; of a loop only what it says about an entry. */
function partsOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case '.':
    case '.?':
      return node.args[0].op === 'id' && GROUPS.some(({ name }) => name === node.args[0].args) ? [] : [node.args[0]];
    case 'call':
      return node.args[1];
    case 'rcall':
      return isLoop(node) ? node.args[2].slice(1) : [node.args[1], ...node.args[2]];
    case 'map':
      return node.args.flat();
    case '!_':
    case '-_':
      return [node.args];
    default:
      return node.args;
  }
}

/** `hardware.cpu` for what is written so. */
function pathOf(node: ASTNode): string | undefined {
  if (node.op === 'id') return node.args;
  return node.op === '.' && node.args[0].op === 'id' ? `${node.args[0].args}.${node.args[1]}` : undefined;
}

const likely = (name: string, names: readonly string[]) => {
  const near = nearest(name, names);
  return near === undefined ? '' : ` The nearest is “${near}”.`;
};

function unknownName(node: ASTNode, name: string): Fault | undefined {
  if (SINGLES.some((variable) => variable.name === name)) return undefined;
  if (GROUPS.some((group) => group.name === name))
    return { node, message: `“${name}” is a group. Write which of its variables is meant, such as “${inGroup(name)[0]}”.` };
  return { node, message: `There is no variable “${name}”.${likely(name, NAMES)}` };
}

const inGroup = (name: string) => NAMES.filter((candidate) => candidate.startsWith(`${name}.`));

function unknownField(node: Extract<ASTNode, { readonly op: '.' }>, loop: string | undefined): Fault | undefined {
  const [of, field] = node.args;
  if (of.op !== 'id' || of.args === loop) return undefined;
  if (of.args === 'findings') return neverFound(node, field);
  const name = `${of.args}.${field}`;
  if (BY_NAME.has(name) || SINGLES.some((variable) => variable.name === of.args)) return undefined;
  const group = inGroup(of.args);
  return { node, message: `There is no variable “${name}”.${likely(name, group.length > 0 ? group : NAMES)}` };
}

function unknownFinding(node: ASTNode, of: ASTNode, key: ASTNode): Fault | undefined {
  if (of.op !== 'id' || of.args !== 'findings') return undefined;
  if (key.op === 'value' && typeof key.args === 'string') return neverFound(key, key.args);
  return { node, message: 'Write the type of finding as a text, such as “findings["iban"]”.' };
}

function neverFound(node: ASTNode, type: string): Fault | undefined {
  const types = BY_NAME.get('findings')?.values ?? [];
  return types.includes(type) ? undefined : { node, message: `“${type}” is no type of finding.${likely(type, types)}` };
}

/** A comparison with a text that a variable cannot hold would never be true, and a rule that never acts protects nothing. */
function neverHeld(variable: ASTNode, texts: readonly ASTNode[]): Fault | undefined {
  const name = pathOf(variable);
  const values = name === undefined ? undefined : BY_NAME.get(name)?.values;
  if (values === undefined) return undefined;
  const wrong = texts.find((text) => text.op === 'value' && typeof text.args === 'string' && !values.includes(text.args));
  if (wrong === undefined) return undefined;
  const text = String(wrong.args);
  if (name === 'findings') return neverFound(wrong, text);
  const never = LISTS.includes(name ?? '') ? 'never holds' : 'is never';
  return { node: wrong, message: `“${name}” ${never} “${text}”.${likely(text, values)}` };
}

function forbiddenCall(node: ASTNode, name: string, allowed: readonly string[], message: string): Fault | undefined {
  if (name === 'has') return { node, message: 'Every variable is always there. Write “"iban" in findings” for what was found.' };
  return allowed.includes(name) ? undefined : { node, message };
}

function methodMessage(name: string): string {
  if (name === 'matches') return 'Patterns are not allowed here: one could take forever. Use “contains”, “startsWith” or “endsWith”.';
  const [first, ...more] = [...METHODS, ...LOOPS].map((method) => `“${method}”`);
  return `“.${name}(…)” is not known here. There are ${[first, ...more.slice(0, -1)].join(', ')} and ${more.at(-1)}.`;
}

type MethodCall = Extract<ASTNode, { readonly op: 'rcall' }>;

const isLoop = ({ args: [method] }: MethodCall): boolean => LOOPS.includes(method);

const nameOfEntry = (node: MethodCall): string | undefined => {
  const [entry] = node.args[2];
  return entry?.op === 'id' ? entry.args : undefined;
};

function loopFault(node: MethodCall, loop: string | undefined): Fault | undefined {
  const [method, list, parts] = node.args;
  if (loop !== undefined) return { node, message: `“${method}” cannot stand within another one.` };
  const entry = nameOfEntry(node);
  if (entry === undefined || parts.length !== 2)
    return { node, message: `Write “tags.${method}(tag, …)”: a name for one entry, then what is asked of it.` };
  if (BY_NAME.has(entry) || GROUPS.some(({ name }) => name === entry))
    return { node: parts[0] ?? node, message: `“${entry}” is a variable already. Call the entry something else.` };
  const name = pathOf(list);
  return name !== undefined && LISTS.includes(name)
    ? undefined
    : { node: list, message: `“${method}” goes through a list of the prompt: ${LISTS.map((one) => `“${one}”`).join(' or ')}.` };
}
