import type { Detector } from '../../finding.ts';
import { email } from './email.ts';

/** What says who somebody is, where they live and how they fare. */
export const PEOPLE: readonly Detector[] = [email];
