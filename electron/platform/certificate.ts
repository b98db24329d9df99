import { createPrivateKey, randomBytes, X509Certificate } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { hostname, networkInterfaces } from 'node:os';
import { dirname } from 'node:path';
import type { PortSettings } from '../../shared/api/settings.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';

/** A certificate with its private key, in PEM, and the fingerprint that people compare. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  /** SHA-256, as `AB:CD:…`. */
  readonly fingerprint: string;
}

type Files = Exclude<PortSettings['tls'], 'generated' | undefined>;

const DAY_MS = 86_400_000;
/** Browsers and systems take none that lasts longer. */
const LASTS_DAYS = 397;
/** It is made anew so long before it ends. */
const RENEW_DAYS = 30;
/** A clock on the other computer may be behind. */
const SLACK_DAYS = 1;
const SERIAL_BYTES = 15;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** The certificate of the user’s own files. Throws `bad-request` for what is none, or is not of one another. */
export async function readCertificate({ certificate, key: keyFile }: Files): Promise<Certificate> {
  const [cert, key] = await Promise.all([readText(certificate), readText(keyFile)]);
  try {
    const parsed = new X509Certificate(cert);
    if (!parsed.checkPrivateKey(createPrivateKey(key))) throw new Error('the key is another certificate’s');
    return { cert, key, fingerprint: parsed.fingerprint256 };
  } catch (error) {
    throw new LintelError(
      'bad-request',
      say`${certificate} and ${keyFile} are no certificate with its private key in PEM: ${error instanceof Error ? error.message : String(error)}.`,
      { field: 'tls', cause: error },
    );
  }
}

async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new LintelError('bad-request', say`${path} cannot be read (${String(error.code)}).`, { field: 'tls', cause: error });
  });
}

/**
 * The certificate that Lintel made, or a new one where there is none or it is about to end. It names this computer and its
 * addresses of now, and is signed by nobody else: another computer trusts it by its fingerprint.
 * @param path where certificate and key are kept, in one file that only the user can read
 */
export async function ownCertificate(path: string, names: readonly string[], now: number): Promise<Certificate> {
  const kept = await readFile(path, 'utf8').catch(() => undefined);
  const whole = kept === undefined ? undefined : partsOf(kept);
  if (whole !== undefined && new X509Certificate(whole.cert).validToDate.getTime() - now > RENEW_DAYS * DAY_MS) return whole;
  const made = await make(names, now);
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(`${path}.new`, made.cert + made.key, { mode: 0o600, flush: true });
    await rename(`${path}.new`, path);
  } catch (error) {
    throw new LintelError('storage-failed', say`Lintel cannot write ${path}. Check the permissions of its folder.`, { cause: error });
  }
  return made;
}

function partsOf(text: string): Certificate | undefined {
  const [cert, key] = ['CERTIFICATE', 'PRIVATE KEY'].map(
    (label) => new RegExp(`-----BEGIN ${label}-----[^-]+-----END ${label}-----\n?`).exec(text)?.[0],
  );
  try {
    if (cert === undefined || key === undefined) return undefined;
    const parsed = new X509Certificate(cert);
    return parsed.checkPrivateKey(createPrivateKey(key)) ? { cert, key, fingerprint: parsed.fingerprint256 } : undefined;
  } catch {
    return undefined;
  }
}

async function make(names: readonly string[], now: number): Promise<Certificate> {
  // Loaded only here: few ever need it. The library finds its own parts by what the first of them adds.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const own = hostname().toLowerCase();
  const addresses = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).filter(({ scopeid }) => !scopeid));
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    // A first byte below 0x80 keeps the number positive.
    serialNumber: `01${randomBytes(SERIAL_BYTES).toString('hex')}`,
    name: 'CN=Lintel',
    notBefore: new Date(now - SLACK_DAYS * DAY_MS),
    notAfter: new Date(now + (LASTS_DAYS - SLACK_DAYS) * DAY_MS),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        ...[...new Set(['localhost', own, `${own}.local`, ...names])].map((value) => ({ type: 'dns' as const, value })),
        ...addresses.map(({ address }) => ({ type: 'ip' as const, value: address })),
      ]),
    ],
  });
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const key = `-----BEGIN PRIVATE KEY-----\n${pkcs8.replaceAll(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`;
  const cert = `${certificate.toString('pem').trim()}\n`;
  return { cert, key, fingerprint: new X509Certificate(cert).fingerprint256 };
}
