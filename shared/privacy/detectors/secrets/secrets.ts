import type { Detector } from '../../finding.ts';
import { addressPassword } from './address-password.ts';
import { assignment } from './assignment.ts';
import { commandLine } from './command-line.ts';
import { connectionString } from './connection-string.ts';
import { LOGINS } from './login.ts';
import { passwordHash } from './password-hash.ts';
import { pin } from './pin.ts';
import { privateKey } from './private-key.ts';
import { recoveryCodes } from './recovery-codes.ts';
import { seedPhrase } from './seed-phrase.ts';
import { SESSION_COOKIES } from './session-cookie.ts';
import { token } from './token.ts';
import { wifiCode } from './wifi-code.ts';
import { createWordDetector } from './word-search.ts';

/** Keys, tokens, passwords. */
export const SECRETS: readonly Detector[] = [
  token,
  privateKey,
  addressPassword,
  createWordDetector('named-secret', [
    assignment,
    connectionString,
    seedPhrase,
    commandLine,
    ...LOGINS,
    ...SESSION_COOKIES,
    passwordHash,
    recoveryCodes,
    wifiCode,
    pin,
  ]),
];
