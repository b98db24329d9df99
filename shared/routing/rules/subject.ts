import type { ASTNode } from '@marcbachmann/cel-js';
import { SINGLES } from './context.ts';
import { VARIABLES, type Variable } from './variables.ts';

/** What a loop goes through, and what it calls an entry of it. */
export interface Loop {
  readonly entry: string;
  readonly list: string;
}

/** The variable that a part of a condition is, or an entry of. */
export interface Subject {
  /** As it is named to a person. */
  readonly name: string;
  readonly variable: Variable;
  /** `entry`: of a list; `count`: of findings of one type. */
  readonly is: 'whole' | 'entry' | 'count';
  /** It was made small letters. */
  readonly isLowered?: true;
}

const BY_NAME: ReadonlyMap<string, Variable> = new Map(VARIABLES.map((variable) => [variable.name, variable]));

export const variableNamed = (name: string): Variable | undefined => BY_NAME.get(name);

/** The variables that a loop can go through. */
export const LISTS: readonly string[] = SINGLES.filter(({ type }) => type === 'list of texts').map(({ name }) => name);

/** `hardware.cpu` for what is written so. */
export function pathOf(node: ASTNode): string | undefined {
  if (node.op === 'id') return node.args;
  return node.op === '.' && node.args[0].op === 'id' ? `${node.args[0].args}.${node.args[1]}` : undefined;
}

/** What a part asks about; nothing where it is reckoned from more than one thing, or written down. */
export function subjectOf(node: ASTNode, loop?: Loop): Subject | undefined {
  if (node.op === 'id' && node.args === loop?.entry) return ofVariable(loop.list, 'entry');
  if (node.op === 'rcall' && node.args[0] === 'lowerAscii') {
    const lowered = subjectOf(node.args[1], loop);
    return lowered && { ...lowered, isLowered: true };
  }
  if (node.op === '[]') {
    const [of] = node.args;
    if (of.op !== 'id') return undefined;
    return of.args === 'findings' ? ofVariable(of.args, 'count') : LISTS.includes(of.args) ? ofVariable(of.args, 'entry') : undefined;
  }
  const path = pathOf(node);
  if (path?.startsWith('findings.')) return ofVariable('findings', 'count');
  return path === undefined ? undefined : ofVariable(path, 'whole');
}

function ofVariable(name: string, is: Subject['is']): Subject | undefined {
  const variable = BY_NAME.get(name);
  return variable && { name, variable, is };
}
