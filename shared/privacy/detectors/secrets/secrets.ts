import type { Detector } from '../../finding.ts';
import { secret } from './secret.ts';

/** Keys, tokens, passwords. */
export const SECRETS: readonly Detector[] = [secret];
