import type { ChatRequest } from '../chat/request.ts';
import { type MaskedRequest, maskRequest } from '../privacy/mask/mask.ts';
import { DEFAULT_POLICY } from './policy.ts';
import type { Ports } from './ports.ts';

/**
 * The request as it leaves with everything found in it masked, and what stands for what; nothing where it cannot be
 * masked whole. What a conversation masked before keeps its placeholders. Where the person lets only surer findings
 * count, the others are masked all the same once something is.
 */
export function masked(request: ChatRequest, ports: Pick<Ports, 'scanner' | 'policy' | 'vault'>): MaskedRequest | undefined {
  const { masking, minConfidence } = ports.policy();
  if (masking === 'off') return undefined;
  const known = request.conversationId === undefined ? [] : ports.vault.read(request.conversationId);
  return maskRequest(
    request,
    ports.scanner,
    known,
    masking,
    ({ confidence }) => confidence >= Math.min(minConfidence, DEFAULT_POLICY.minConfidence),
  );
}
