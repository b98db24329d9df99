import type { LintelErrorShape } from '../../../shared/chat/error.ts';

/**
 * For clients that ask again by themselves whatever the server's fault was: that it is no use. A key that a provider refuses
 * is another provider's chance, and was: the same request would find it refused once more.
 */
export const notAgain = (status: number, { code, retryable }: Pick<LintelErrorShape, 'code' | 'retryable'>): Record<string, string> =>
  status >= 500 && (!retryable || code === 'provider-refused-key') ? { 'x-should-retry': 'false' } : {};
