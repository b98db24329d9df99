import { createHmac } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { ALPHANUMERIC, DIGITS, HEX, LOWER, type Random, UPPER } from '../random.ts';
import { type Kinds, kindsOf, type Made } from '../value.ts';

// Prefixes are joined to their chance part at run time, so that no file of the project holds what looks like a key.
const URL_SAFE = `${ALPHANUMERIC}-_`;

/** Random text that starts and ends with a letter or digit: whole tokens end with punctuation only by chance. */
const solid = (random: Random, length: number, alphabet = ALPHANUMERIC) => {
  const edge = alphabet.replaceAll(/[^A-Za-z0-9]/g, '');
  return random.text(1, edge) + random.text(length - 2, alphabet) + random.text(1, edge);
};

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const base64url = (text: string | Uint8Array) => Buffer.from(text).toString('base64url');

/** GitHub and npm end their tokens with a CRC-32 in base 62. */
function withChecksum(prefix: string, random: Random): string {
  const entropy = random.text(30, ALPHANUMERIC);
  let sum = crc32(entropy);
  let check = '';
  for (; sum > 0; sum = Math.floor(sum / 62)) check = `${DIGITS}${UPPER}${LOWER}`.charAt(sum % 62) + check;
  return `${prefix}_${entropy}${check.padStart(6, '0')}`;
}

function jwt(random: Random): string {
  const issued = random.int(1_600_000_000, 1_750_000_000);
  const header = base64url(JSON.stringify({ alg: 'HS256', typ: 'JWT' }));
  const claims = base64url(
    JSON.stringify({ sub: random.text(8), iat: issued, exp: issued + 3600, scope: random.pick(['read', 'admin', 'billing']) }),
  );
  return `${header}.${claims}.${createHmac('sha256', random.bytes(32)).update(`${header}.${claims}`).digest('base64url')}`;
}

function privateKey(random: Random): string {
  const name = random.pick(['RSA PRIVATE KEY', 'EC PRIVATE KEY', 'PRIVATE KEY', 'OPENSSH PRIVATE KEY', 'ENCRYPTED PRIVATE KEY']);
  const lines = base64(random.bytes(random.int(4, 8) * 48)).replace(/(.{64})(?=.)/g, '$1\n');
  return `-----BEGIN ${name}-----\n${lines}\n-----END ${name}-----`;
}

/** As people choose them: letters of both cases, digits, a sign. */
const password = (random: Random) =>
  random.pick([
    () => `${random.text(1, UPPER)}${random.text(5, LOWER)}${random.text(1, '!#$%*+?')}${random.text(4)}`,
    () => solid(random, 14, `${ALPHANUMERIC}!#%*`),
    () => `${random.text(4, LOWER)}-${random.text(4, LOWER)}-${random.text(3)}${random.text(2, UPPER)}`,
    () => `${random.text(3, UPPER)}${random.text(5, LOWER)}${random.text(2)}_${random.text(3, LOWER)}`,
  ])();
/** Without signs that a URL would have to escape. */
const urlPassword = (random: Random) => solid(random, random.int(10, 18), `${ALPHANUMERIC}_-`);

function connection(random: Random): Made {
  const core = urlPassword(random);
  const user = random.pick(['app', 'reporting', 'svc_orders', 'admin']);
  const host = `${random.pick(['db-1', 'cluster0.k3v9x', 'primary', 'queue'])}.${random.pick(['internal.acmetools.io', 'eu-west.dbhost.net', 'mongodb.net'])}`;
  const text = random.pick([
    `postgres://${user}:${core}@${host}:5432/orders`,
    `postgresql://${user}:${core}@${host}/shop?sslmode=require`,
    `mysql://${user}:${core}@${host}:3306/crm`,
    `mongodb+srv://${user}:${core}@${host}/?retryWrites=true`,
    `redis://:${core}@${host}:6379/0`,
    `amqps://${user}:${core}@${host}:5671/vhost`,
    `Server=${host};Database=Payroll;User Id=${user};Password=${core};Encrypt=True;`,
    `jdbc:postgresql://${host}:5432/orders?user=${user}&password=${core}`,
  ]);
  return { text, core };
}

function basicUrl(random: Random): Made {
  const core = urlPassword(random);
  const host = random.pick(['git.acmetools.io/team/app.git', 'nexus.acmetools.io/repository/npm/', 'files.dbhost.net/export.csv']);
  return { text: `https://${random.pick(['deploy', 'ci-bot', 'jenkins'])}:${core}@${host}`, core };
}

const basicHeader = (random: Random) => base64(Buffer.from(`${random.pick(['deploy', 'admin', 'reports'])}:${urlPassword(random)}`));
const azureStorage = (random: Random): Made => {
  const core = base64(random.bytes(64));
  return { text: `DefaultEndpointsProtocol=https;AccountName=acmebackups;AccountKey=${core};EndpointSuffix=core.windows.net`, core };
};

/** Prefixed tokens: the prefix in pieces, length and alphabet of the rest, and what follows it. */
const PREFIXED: Readonly<
  Record<string, readonly [pieces: string[], length: number, alphabet?: string, tail?: (random: Random) => string]>
> = {
  'openai-project': [['sk', '-proj-'], 64, URL_SAFE],
  'aws-id': [['AK', 'IA'], 16, `${UPPER}234567`],
  'google-api': [['AI', 'zaSy'], 33, URL_SAFE],
  'google-client': [['GOC', 'SPX-'], 28, URL_SAFE],
  gitlab: [['gl', 'pat-'], 20, URL_SAFE],
  'github-fine': [['github', '_pat_'], 22, ALPHANUMERIC, (random) => `_${solid(random, 59)}`],
  'stripe-live': [['sk', '_live_'], 24],
  'stripe-restricted': [['rk', '_live_'], 24],
  twilio: [['S', 'K'], 32, HEX],
  hugging: [['h', 'f_'], 34, UPPER + LOWER],
  shopify: [['sh', 'pat_'], 32, HEX],
  digitalocean: [['dop', '_v1_'], 64, HEX],
  databricks: [['da', 'pi'], 32, HEX],
  groq: [['g', 'sk_'], 52],
  openrouter: [['sk', '-or-v1-'], 64, HEX],
  replicate: [['r', '8_'], 37],
  linear: [['lin', '_api_'], 40],
  notion: [['n', 'tn_'], 46],
  vault: [['h', 'vs.'], 24],
  newrelic: [['NR', 'AK-'], 27, UPPER + DIGITS],
  postman: [['PM', 'AK-'], 24, HEX, (random) => `-${random.text(34, HEX)}`],
  rubygems: [['ruby', 'gems_'], 48, HEX],
  grafana: [['gl', 'sa_'], 32, ALPHANUMERIC, (random) => `_${random.text(8, HEX)}`],
  doppler: [['dp', '.pt.'], 43],
  atlassian: [['ATA', 'TT3xFfGF0'], 60, URL_SAFE],
  perplexity: [['pp', 'lx-'], 48],
};

function prefixed(name: string) {
  const [pieces, length, alphabet, tail] = PREFIXED[name] ?? [[], 0];
  return (random: Random) => pieces.join('') + solid(random, length, alphabet) + (tail?.(random) ?? '');
}

const slackBot = (random: Random) =>
  `${['xo', 'xb'].join('')}-${random.text(11, '123456789')}-${random.text(12, '123456789')}-${solid(random, 24)}`;
const slackHook = (random: Random) =>
  `https://hooks.slack.com/${'services'}/T${random.text(8, UPPER + DIGITS)}/B${random.text(10, UPPER + DIGITS)}/${solid(random, 24)}`;
const sendgrid = (random: Random) => `${'SG'}.${solid(random, 22)}.${solid(random, 43)}`;
const telegram = (random: Random) => `${random.int(1, 7)}${random.text(9)}:${'AA'}${solid(random, 33, URL_SAFE)}`;

export const SECRETS: Kinds = kindsOf('secret', {
  ...Object.fromEntries(Object.keys(PREFIXED).map((name) => [name, prefixed(name)])),
  openai: (random) => `${'sk'}-${solid(random, 20)}${['T3Blbk', 'FJ'].join('')}${solid(random, 20)}`,
  anthropic: (random) => `${['sk', 'ant', 'api03', ''].join('-')}${solid(random, 93, URL_SAFE)}${'AA'}`,
  'aws-secret': (random) => solid(random, 40, `${ALPHANUMERIC}/+`),
  azure: azureStorage,
  'azure-client': (random) => `${solid(random, 3)}8Q~${solid(random, 34, `${ALPHANUMERIC}_.~`)}`,
  github: (random) =>
    withChecksum(
      random
        .pick([
          ['gh', 'p'],
          ['gh', 'o'],
          ['gh', 's'],
        ])
        .join(''),
      random,
    ),
  npm: (random) => withChecksum(['n', 'pm'].join(''), random),
  pypi: (random) => `${'py'}${'pi'}-AgEIcHlwaS5vcmc${solid(random, 90, URL_SAFE)}`,
  'slack-bot': slackBot,
  'slack-hook': slackHook,
  sendgrid,
  telegram,
  jwt,
  'private-key': privateKey,
  connection,
  'basic-url': basicUrl,
  'gitlab-url': (random) => {
    const core = prefixed('gitlab')(random);
    return { text: `https://oauth2:${core}@gitlab.com/acme/tools.git`, core };
  },
  'basic-header': basicHeader,
  password,
  'url-password': urlPassword,
  token: (random) => solid(random, random.int(32, 44), random.pick([ALPHANUMERIC, URL_SAFE])),
  'hex-token': (random) => random.text(random.pick([32, 40, 64]), HEX),
  'base64-token': (random) => base64(random.bytes(random.pick([24, 32, 48]))),
  provider: (random) =>
    random.pick([
      () => withChecksum(['gh', 'p'].join(''), random),
      () => `${['sk', 'ant', 'api03', ''].join('-')}${solid(random, 93, URL_SAFE)}${'AA'}`,
      () => prefixed('openai-project')(random),
      () => prefixed('stripe-live')(random),
      () => prefixed('google-api')(random),
      () => prefixed('aws-id')(random),
      () => slackBot(random),
      () => prefixed('gitlab')(random),
    ])(),
});
