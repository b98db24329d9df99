import type { ASTNode } from '@marcbachmann/cel-js';
import { listed, type Said, say, together } from '../../chat/said.ts';
import { GROUPS, SINGLES } from './context.ts';
import { likely } from './nearest.ts';
import { type Fault, impossible } from './possible.ts';
import { LISTS, type Loop, pathOf, subjectOf, variableNamed } from './subject.ts';
import { VARIABLES } from './variables.ts';

/** What a condition may call. Every one takes time in proportion to a text or list that is short by itself. */
const FUNCTIONS: readonly string[] = ['size'];
const METHODS: readonly string[] = ['contains', 'startsWith', 'endsWith', 'lowerAscii', 'size'];
/** These go through a list, which must be one of the variables: their time is bounded only because none lies within another. */
const LOOPS: readonly string[] = ['exists', 'exists_one', 'all', 'filter'];

const NAMES = VARIABLES.map(({ name }) => name);

/**
 * Looks through a condition for what it may not hold: names that do not exist, calls that are not allowed, and what can never
 * be. Types are for the language's own checker.
 * @param loop the loop around it
 */
export function faultIn(node: ASTNode, loop?: Loop): Fault | undefined {
  return ownFault(node, loop) ?? firstFault(partsOf(node), loopOf(node) ?? loop);
}

function firstFault(nodes: readonly ASTNode[], loop: Loop | undefined): Fault | undefined {
  for (const node of nodes) {
    const fault = faultIn(node, loop);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function ownFault(node: ASTNode, loop: Loop | undefined): Fault | undefined {
  switch (node.op) {
    case 'id':
      return node.args === loop?.entry ? undefined : unknownName(node, node.args);
    case '.':
      return unknownField(node, loop);
    case '[]':
      return unknownFinding(node, node.args[0], node.args[1]);
    case 'call':
      return forbiddenCall(node, node.args[0], FUNCTIONS, say`“${node.args[0]}(…)” is not known here. There is “size(…)”.`);
    case 'rcall':
      return isLoop(node)
        ? loopFault(node, loop)
        : (forbiddenCall(node, node.args[0], METHODS, methodMessage(node.args[0])) ?? impossible(node, loop));
    case '+':
      return node.args.every(isNumber)
        ? undefined
        : { node, said: say`“+” adds two numbers. Texts are looked at with “contains”, “startsWith” and “endsWith”.` };
    case 'map':
      return { node, said: say`A condition has no use for “{…}”. A list is written “[…]”.` };
    case 'value':
      return ['string', 'number', 'bigint', 'boolean'].includes(typeof node.args)
        ? undefined
        : { node, said: say`Only texts, numbers, “true” and “false” can be written here.` };
    default:
      return impossible(node, loop);
  }
}

/** Joined, texts and lists could become long without end, so only numbers are added. The language's own checker looks at the rest. */
function isNumber(node: ASTNode): boolean {
  switch (node.op) {
    case 'value':
      return typeof node.args === 'number' || typeof node.args === 'bigint';
    case 'call':
    case 'rcall':
      return node.args[0] === 'size';
    case '?:':
      return isNumber(node.args[1]);
    case '-_':
    case '+':
    case '-':
    case '*':
    case '/':
      return true;
    default: {
      const subject = subjectOf(node);
      return subject?.is === 'count' || (subject?.is === 'whole' && subject.variable.type === 'number');
    }
  }
}

/** What a part of the syntax consists of; of a loop only what it says about an entry. */
export function partsOf(node: ASTNode): readonly ASTNode[] {
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

function unknownName(node: ASTNode, name: string): Fault | undefined {
  if (SINGLES.some((variable) => variable.name === name)) return undefined;
  if (GROUPS.some((group) => group.name === name))
    return { node, said: say`“${name}” is a group. Write which of its variables is meant, such as “${inGroup(name)[0] ?? name}”.` };
  return { node, said: together(say`There is no variable “${name}”.`, likely(name, NAMES)) };
}

const inGroup = (name: string) => NAMES.filter((candidate) => candidate.startsWith(`${name}.`));

function unknownField(node: Extract<ASTNode, { readonly op: '.' }>, loop: Loop | undefined): Fault | undefined {
  const [of, field] = node.args;
  if (of.op !== 'id' || of.args === loop?.entry) return undefined;
  if (of.args === 'findings') return hyphenated(node, field) ?? neverFound(node, field);
  const name = `${of.args}.${field}`;
  if (variableNamed(name) !== undefined || SINGLES.some((variable) => variable.name === of.args)) return undefined;
  const group = inGroup(of.args);
  return { node, said: together(say`There is no variable “${name}”.`, likely(name, group.length > 0 ? group : NAMES)) };
}

function unknownFinding(node: ASTNode, of: ASTNode, key: ASTNode): Fault | undefined {
  if (of.op !== 'id' || of.args !== 'findings') return undefined;
  if (key.op === 'value' && typeof key.args === 'string') return neverFound(key, key.args);
  return { node, said: say`Write the type of finding as a text, such as “findings["iban"]”.` };
}

/** “findings.own-term” is read as “findings.own” less “term”. */
function hyphenated(node: ASTNode, field: string): Fault | undefined {
  const types = variableNamed('findings')?.values ?? [];
  // “health” is a type itself, and the beginning of another.
  if (types.includes(field)) return undefined;
  const start = field.replaceAll(/_|(?=[A-Z])/g, '-').toLowerCase();
  const type = types.find((one) => one.includes('-') && (one === start || one.startsWith(`${start}-`)));
  return type ? { node, said: say`A type with a hyphen stands in brackets: “findings["${type}"]”.` } : undefined;
}

function neverFound(node: ASTNode, type: string): Fault | undefined {
  const types = variableNamed('findings')?.values ?? [];
  return types.includes(type) ? undefined : { node, said: together(say`“${type}” is no type of finding.`, likely(type, types)) };
}

function forbiddenCall(node: ASTNode, name: string, allowed: readonly string[], said: Said): Fault | undefined {
  if (name === 'has') return { node, said: say`Every variable is always there. Write “"iban" in findings” for what was found.` };
  return allowed.includes(name) ? undefined : { node, said };
}

function methodMessage(name: string): Said {
  if (name === 'matches') return say`Patterns are not allowed here: one could take forever. Use “contains”, “startsWith” or “endsWith”.`;
  const known = [...METHODS, ...LOOPS].map((method) => say`“${method}”`);
  return say`“.${name}(…)” is not known here. There are ${listed(known, ', ', ' and ')}.`;
}

type MethodCall = Extract<ASTNode, { readonly op: 'rcall' }>;

const isLoop = ({ args: [method] }: MethodCall): boolean => LOOPS.includes(method);

const nameOfEntry = (node: MethodCall): string | undefined => {
  const [entry] = node.args[2];
  return entry?.op === 'id' ? entry.args : undefined;
};

/** The loop that a part of a condition is. */
export function loopOf(node: ASTNode): Loop | undefined {
  if (node.op !== 'rcall' || !isLoop(node)) return undefined;
  const entry = nameOfEntry(node);
  const list = pathOf(node.args[1]);
  return entry === undefined || list === undefined ? undefined : { entry, list };
}

function loopFault(node: MethodCall, loop: Loop | undefined): Fault | undefined {
  const [method, list, parts] = node.args;
  if (loop !== undefined) return { node, said: say`“${method}” cannot stand within another one.` };
  const entry = nameOfEntry(node);
  if (entry === undefined || parts.length !== 2)
    return { node, said: say`Write “tags.${method}(tag, …)”: a name for one entry, then what is asked of it.` };
  if (variableNamed(entry) !== undefined || GROUPS.some(({ name }) => name === entry))
    return { node: parts[0] ?? node, said: say`“${entry}” is a variable already. Call the entry something else.` };
  const name = pathOf(list);
  return name !== undefined && LISTS.includes(name)
    ? undefined
    : {
        node: list,
        said: say`“${method}” goes through a list of the prompt: ${listed(
          LISTS.map((one) => say`“${one}”`),
          ' or ',
        )}.`,
      };
}
