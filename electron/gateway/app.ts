import type { AppKey } from '../../shared/api/app-keys.ts';

type Rules = 'tags' | 'allowed' | 'ceiling' | 'requestsPerMinute' | 'tokensPerMinute' | 'parallel' | 'priority';

/** Who a key belongs to, and what the key allows. */
export interface App extends Pick<AppKey, Rules> {
  readonly id: string;
  /** What the user called it; rules know it by that. */
  readonly name?: string;
  /** It may fetch and delete models. */
  readonly canManageModels?: boolean;
}
