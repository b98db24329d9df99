import type { Detector } from '../../finding.ts';
import { dateOfBirth } from './date-of-birth.ts';
import { email } from './email.ts';
import { drivingLicence, passport } from './identity-document.ts';
import { phone } from './phone.ts';

/** What says who somebody is, where they live and how they fare. */
export const PEOPLE: readonly Detector[] = [email, phone, dateOfBirth, passport, drivingLicence];
