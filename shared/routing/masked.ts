import type { ChatRequest } from '../chat/request.ts';
import { type MaskedRequest, maskRequest } from '../privacy/mask/mask.ts';
import type { Ports } from './ports.ts';

/**
 * The request as it leaves with everything found in it masked, and what stands for what; nothing where it cannot be
 * masked whole. What a conversation masked before keeps its placeholders.
 */
export function masked(request: ChatRequest, ports: Pick<Ports, 'scanner' | 'policy' | 'vault'>): MaskedRequest | undefined {
  const { masking, minConfidence } = ports.policy();
  if (masking === 'off') return undefined;
  const known = request.conversationId === undefined ? [] : ports.vault.read(request.conversationId);
  return maskRequest(request, ports.scanner, known, masking, ({ confidence }) => confidence >= minConfidence);
}
