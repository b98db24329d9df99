import { sign } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { LintelError } from '../../../../shared/chat/error.ts';
import { say } from '../../../../shared/chat/said.ts';

const ServiceAccount = z.object({
  client_email: z.string().min(3),
  private_key: z.string().includes('PRIVATE KEY'),
  private_key_id: z.string().optional(),
});

const HOUR_MS = 3_600_000;
/** A token that ends sooner is replaced. */
const SPARE_MS = 600_000;
const MOST_KEPT = 64;

const kept = new Map<string, { readonly token: string; readonly endsAt: number }>();
const signed = promisify(sign);
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * A token for Google's cloud, made here from a service account's key file: Google takes those that an account signed
 * itself, so that no other address has to be asked for one first. Valid for an hour, and used again until ten minutes
 * before its end. Throws `provider-refused-key` for a file that is none.
 * @param now milliseconds since the epoch
 */
export async function bearerOf(file: string, now: number): Promise<string> {
  const before = kept.get(file);
  if (before !== undefined && before.endsAt - now > SPARE_MS && before.endsAt - now <= HOUR_MS) return before.token;
  try {
    const { client_email, private_key, private_key_id } = ServiceAccount.parse(JSON.parse(file));
    const issued = Math.floor(now / 1000);
    const claims = {
      iss: client_email,
      sub: client_email,
      scope: 'https://www.googleapis.com/auth/cloud-platform',
      iat: issued,
      exp: issued + HOUR_MS / 1000,
    };
    const head = { alg: 'RS256', typ: 'JWT', ...(private_key_id === undefined ? {} : { kid: private_key_id }) };
    const said = `${encoded(head)}.${encoded(claims)}`;
    const token = `${said}.${(await signed('RSA-SHA256', Buffer.from(said), private_key)).toString('base64url')}`;
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(file, { token, endsAt: now + HOUR_MS });
    return token;
  } catch {
    // The cause may quote the file.
    throw new LintelError(
      'provider-refused-key',
      say`The key for Google’s cloud is neither a service account’s key file nor an express key. Enter it again.`,
    );
  }
}
