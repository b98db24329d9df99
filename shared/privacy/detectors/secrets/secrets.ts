import type { Detector } from '../../finding.ts';
import { addressPassword } from './address-password.ts';
import { assignment } from './assignment.ts';
import { connectionString } from './connection-string.ts';
import { login } from './login.ts';
import { privateKey } from './private-key.ts';
import { seedPhrase } from './seed-phrase.ts';
import { token } from './token.ts';

/** Keys, tokens, passwords. */
export const SECRETS: readonly Detector[] = [token, privateKey, addressPassword, connectionString, login, seedPhrase, assignment];
