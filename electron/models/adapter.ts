import type { Inspection } from './inspection.ts';

/** Why a file cannot be used as a LoRA, in a sentence; undefined when it can. */
export function adapterFault(inspection: Inspection): string | undefined {
  if ('fault' in inspection) return inspection.fault;
  return inspection.header.kind === 'adapter' ? undefined : 'It is a GGUF file, but no LoRA adapter.';
}
