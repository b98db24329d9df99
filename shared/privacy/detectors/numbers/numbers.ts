import type { Detector } from '../../finding.ts';
import { bic } from './bic.ts';
import { cryptoWallet } from './crypto-wallet.ts';
import { iban } from './iban.ts';
import { identifiers } from './identifiers.ts';
import { ipAddress } from './ip-address.ts';
import { macAddress } from './mac-address.ts';
import { paymentCard } from './payment-card.ts';

/** Numbers that a check digit or a fixed shape confirms: cards, accounts, identities, addresses of devices. */
export const NUMBERS: readonly Detector[] = [iban, paymentCard, identifiers, bic, ipAddress, macAddress, cryptoWallet];
