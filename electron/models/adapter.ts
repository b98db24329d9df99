import { type Said, say, verbatim } from '../../shared/chat/said.ts';
import type { Inspection } from './inspection.ts';

/** Why a file cannot be used as a LoRA, in a sentence; undefined when it can. */
export function adapterFault(inspection: Inspection): Said | undefined {
  if ('fault' in inspection) return inspection.said ?? verbatim(inspection.fault);
  return inspection.header.kind === 'adapter' ? undefined : say`It is a GGUF file, but no LoRA adapter.`;
}
