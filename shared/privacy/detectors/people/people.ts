import type { Detector } from '../../finding.ts';
import { dateOfBirth } from './date-of-birth.ts';
import { email } from './email.ts';
import { identityDocument } from './identity-document.ts';
import { person } from './person.ts';
import { phone } from './phone.ts';
import { streetAddress } from './street-address.ts';
import { table } from './table.ts';

/** What says who somebody is, where they live and how they fare. */
export const PEOPLE: readonly Detector[] = [email, phone, streetAddress, dateOfBirth, identityDocument, person, table];
