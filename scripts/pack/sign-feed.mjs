// @ts-check
// LINTEL_UPDATE_PRIVATE_KEY=… node scripts/pack/sign-feed.mjs release: signs each latest*.yml there, beside it as .sig.
// A pair of keys: openssl genpkey -algorithm ed25519 -out private.pem && openssl pkey -in private.pem -pubout
import { createPrivateKey, sign } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2] ?? 'release';
const key = createPrivateKey(process.env.LINTEL_UPDATE_PRIVATE_KEY ?? '');
if (key.asymmetricKeyType !== 'ed25519') throw new Error('The key must be an Ed25519 one.');
const feeds = readdirSync(folder).filter((name) => /^latest[\w-]*\.yml$/.test(name));
if (feeds.length === 0) throw new Error(`There is no feed in ${folder}.`);
for (const name of feeds) {
  writeFileSync(join(folder, `${name}.sig`), sign(null, readFileSync(join(folder, name)), key).toString('base64'));
  process.stdout.write(`${name} is signed.\n`);
}
