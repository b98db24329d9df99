import { basename } from 'node:path';
import { english } from '../../shared/chat/english.ts';
import { type Said, say, verbatim } from '../../shared/chat/said.ts';
import { addShapes, NO_SHAPE } from '../../shared/models/shape.ts';
import type { GgufHeader } from './gguf-header.ts';
import type { Inspection } from './inspection.ts';
import type { SourceName } from './sources/source.ts';
import { foreignPart, type ModelFiles, partName } from './split.ts';

/** A model on this device. One that cannot be used is listed with its `fault` and zeros. */
export interface LocalModel extends Omit<GgufHeader, 'name' | 'part'> {
  /** Lower-case name of the file without `.gguf`, or what another app calls the model; unique in the library. */
  readonly id: string;
  /** What a person reads. */
  readonly name: string;
  readonly source: SourceName;
  /** The file, or the first part: llama.cpp finds the others by it. */
  readonly path: string;
  /** Of all parts together. */
  readonly bytes: number;
  /** Of the newest part, in milliseconds since the epoch. */
  readonly modifiedAt: number;
  /** Every file, of a model in several. */
  readonly parts?: readonly string[];
  /** Why the model cannot be used, in a sentence that says what to do. */
  readonly fault?: string;
  readonly faultSaid?: Said;
}

/** The model that these files make. @param inspections of each file, in the same order */
export function toModel(id: string, { files, missing }: ModelFiles, inspections: readonly Inspection[]): LocalModel | undefined {
  const [file] = files;
  if (file === undefined) return undefined;
  const paths = files.map(({ path }) => path);
  const place = {
    id,
    source: file.source,
    path: file.path,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    modifiedAt: Math.max(...files.map(({ modifiedAt }) => modifiedAt)),
    ...(partName(file.path) === undefined ? {} : { parts: paths }),
  };
  const headers = inspections.flatMap((inspection) => ('header' in inspection ? [inspection.header] : []));
  const fault = faultOf(paths, missing, inspections, headers);
  const [header] = headers;
  if (fault !== undefined || header === undefined) {
    const said = fault ?? say`The file was not read.`;
    return { ...UNKNOWN, ...place, name: file.label ?? stem(file.path), fault: english(said), faultSaid: said };
  }
  const { name, part: _, ...rest } = header;
  const sum = (amount: 'parameters' | 'tensorBytes') => headers.reduce((total, each) => total + each[amount], 0);
  const total = { parameters: sum('parameters'), tensorBytes: sum('tensorBytes'), shape: addShapes(headers.map(({ shape }) => shape)) };
  return { ...place, name: file.label ?? name ?? stem(file.path), ...rest, ...total };
}

const UNKNOWN = {
  architecture: 'unknown',
  kind: 'other',
  parameters: 0,
  tensorBytes: 0,
  contextLength: 0,
  kvBytesPerToken: 0,
  hasChatTemplate: false,
  hasTools: false,
  hasReasoning: false,
  shape: NO_SHAPE,
} as const;

const someOf = (names: readonly string[]) => {
  const first = names.slice(0, 3).join(', ');
  return names.length > 3 ? say`${first} and ${names.length - 3} more` : first;
};

function faultOf(
  paths: readonly string[],
  missing: readonly string[],
  inspections: readonly Inspection[],
  headers: readonly GgufHeader[],
): Said | undefined {
  if (missing.length > 0) return say`The model is incomplete: ${someOf(missing)} is missing beside its other parts. Download it.`;
  for (const [index, inspection] of inspections.entries()) {
    if (!('fault' in inspection)) continue;
    const said = inspection.said ?? verbatim(inspection.fault);
    return paths.length === 1 ? said : say`${basename(paths[index] ?? '')}: ${said}`;
  }
  const [{ part } = {}] = headers;
  if (partName(paths[0] ?? '') !== undefined) return foreignPart(paths, headers);
  return part === undefined
    ? undefined
    : say`This is part ${part.number} of ${part.of} of a model, but its name does not say so. Name the parts “name-00001-of-0000${part.of}.gguf” and so on, or join them with llama.cpp’s “llama-gguf-split --merge”.`;
}

export const stem = (path: string) => basename(path).replace(/\.gguf$/i, '');
