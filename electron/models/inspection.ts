import type { Said } from '../../shared/chat/said.ts';
import type { GgufHeader } from './gguf-header.ts';

/** What looking into a model file showed: its header, or why the file cannot be used. */
export type Inspection = { readonly header: GgufHeader } | { readonly fault: string; readonly said?: Said };
