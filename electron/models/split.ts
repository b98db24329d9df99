import { basename, dirname, join } from 'node:path';
import { type Said, say } from '../../shared/chat/said.ts';
import type { GgufHeader } from './gguf-header.ts';
import { placeOf, type SourceFile } from './sources/source.ts';

/** The spelling that llama.cpp demands: `name-00001-of-00003.gguf`. */
const PART = /^(.+)-(\d{5})-of-(\d{5})\.gguf$/i;
const MAX_PARTS = 1000;

/** What the name of a file says of its place among the parts of a model; undefined for a model in one file. */
export function partName(path: string): { readonly stem: string; readonly number: number; readonly of: number } | undefined {
  const [, stem, number, of] = PART.exec(basename(path)) ?? [];
  if (stem === undefined || Number(of) < 2 || Number(of) > MAX_PARTS || Number(number) < 1 || Number(number) > Number(of)) return undefined;
  return { stem, number: Number(number), of: Number(of) };
}

/** The files of one model, the first part first. */
export interface ModelFiles {
  readonly files: readonly SourceFile[];
  /** Names of parts that are not there. */
  readonly missing: readonly string[];
}

/** Gathers parts of one model that lie beside each other; every other file is a model of its own. */
export function gatherParts(files: readonly SourceFile[]): readonly ModelFiles[] {
  const groups = new Map<string, SourceFile[]>();
  for (const file of files) {
    const part = partName(file.path);
    const key = part === undefined ? placeOf(file) : `${join(dirname(file.path), part.stem)}\n${part.of}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [file]);
    else group.push(file);
  }
  return [...groups.values()].map((group) => {
    const [first] = group;
    const part = first === undefined ? undefined : partName(first.path);
    if (part === undefined) return { files: group, missing: [] };
    const inOrder = group.sort((a, b) => (partName(a.path)?.number ?? 0) - (partName(b.path)?.number ?? 0));
    const there = new Set(inOrder.map((file) => partName(file.path)?.number));
    const missing = Array.from({ length: part.of }, (_, index) => index + 1).filter((number) => !there.has(number));
    return { files: inOrder, missing: missing.map((number) => nameOfPart(part.stem, number, part.of)) };
  });
}

/** Why these headers, in the order of the files, do not make one model; undefined when they do. */
export function foreignPart(paths: readonly string[], headers: readonly GgufHeader[]): Said | undefined {
  const of = headers.length;
  const all = headers[0]?.part?.allTensors;
  for (const [index, { part }] of headers.entries()) {
    const name = basename(paths[index] ?? '');
    if (part === undefined || part.number !== index + 1 || part.of !== of)
      return say`“${name}” is not part ${index + 1} of ${of} of a model, whatever its name says. Download that part again.`;
    if (part.allTensors !== all) return say`“${name}” belongs to another model. Download that part again.`;
  }
  const there = headers.reduce((sum, { part }) => sum + (part?.tensors ?? 0), 0);
  return there === all
    ? undefined
    : say`The parts hold ${there} of ${all ?? 0} tensors, so one is of another model. Download all parts again.`;
}

const five = (number: number) => String(number).padStart(5, '0');
const nameOfPart = (stem: string, number: number, of: number) => `${stem}-${five(number)}-of-${five(of)}.gguf`;
