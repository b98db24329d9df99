import type { ChatRequest } from '../../chat/request.ts';
import type { Finding } from '../finding.ts';
import type { Scanner } from '../scanner.ts';
import type { MaskEntry } from './entry.ts';
export interface MaskedRequest {
  readonly request: ChatRequest;
  readonly entries: readonly MaskEntry[];
}
export function maskRequest(
  _request: ChatRequest,
  _scan: Scanner,
  _known: readonly MaskEntry[],
  _style: 'placeholders' | 'surrogates',
  _counts: (finding: Finding) => boolean,
): MaskedRequest | undefined {
  return undefined;
}
