import type { Command } from 'commander';
import type { Body, Reply } from '../../shared/api/contract.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { splitTags } from '../../shared/privacy/tags.ts';
import { ZONES, type Zone } from '../../shared/privacy/zones.ts';
import type { Connection } from './connect.ts';
import type { CommandParts, Common } from './models.ts';
import { note, print, printJson } from './output.ts';

type Patch = NonNullable<Body<'changeSettings'>['port']>;

interface SetOptions extends Common {
  readonly host?: string;
  readonly names?: string;
  readonly tls?: string;
  readonly origins?: string;
  readonly keyless?: string;
  readonly keylessTags?: string;
  readonly bodyLimit?: string;
  readonly keepBodies?: boolean;
}

const NONE = 'none';
const BYTES_PER_MIB = 2 ** 20;

/** Adds the group `lintel port`. */
export function addPortCommands(program: Command, { leaf, withConnection }: CommandParts): void {
  const port = program.command('port').description('where apps reach Lintel, and who may').exitOverride();

  leaf(port, 'show', 'say where apps and other computers reach it, and what is set').action((options: Common) =>
    withConnection(options, (connection) => show(connection, options)),
  );

  leaf(port, 'set', 'change that; “none” takes a setting back')
    .option('--host <address>', 'lets other computers in with a key, at an address of this one; 0.0.0.0 is all of them')
    .option('--names <list>', 'names by which other computers call this one')
    .option('--tls <kind>', 'encrypts what comes from other computers: generated, with a certificate that Lintel makes')
    .option('--origins <list>', 'origins of pages that may use it with a key, such as app://obsidian.md')
    .option('--keyless <zone>', 'lets your programs on this computer in without a key, no further than device, lan, trusted or cloud')
    .option('--keyless-tags <list>', 'privacy tags of everything that they send')
    .option('--body-limit <MiB>', 'the largest request')
    .option('--keep-bodies', 'keeps what the last requests said, in memory')
    .option('--no-keep-bodies', 'keeps no word of them')
    .action((options: SetOptions) =>
      withConnection(options, async (connection) => {
        await connection.call('changeSettings', { port: patchOf(options) });
        await show(connection, options);
      }),
    );
}

function patchOf({ host, names, tls, origins, keyless, keylessTags, bodyLimit, keepBodies }: SetOptions): Patch {
  const list = (text: string) => (text === NONE ? null : text.split(',').map((one) => one.trim()));
  return {
    ...(host === undefined ? {} : { host: host === NONE ? null : host }),
    ...(names === undefined ? {} : { names: list(names) }),
    ...(tls === undefined ? {} : { tls: tls === NONE ? null : certificateOf(tls) }),
    ...(origins === undefined ? {} : { allowedOrigins: list(origins) }),
    ...(keyless === undefined
      ? {}
      : { keylessApps: keyless === NONE ? null : { ceiling: zoneOf(keyless), tags: splitTags([keylessTags ?? ''], '--keyless-tags') } }),
    ...(bodyLimit === undefined ? {} : { bodyLimitBytes: bodyLimit === NONE ? null : Math.round(Number(bodyLimit) * BYTES_PER_MIB) }),
    ...(keepBodies === undefined ? {} : { keepBodies }),
  };
}

function certificateOf(kind: string): 'generated' {
  if (kind === 'generated') return kind;
  throw new LintelError(
    'bad-request',
    '--tls is generated or none. For a certificate of your own: lintel serve --tls-cert FILE --tls-key FILE',
    {
      field: '--tls',
    },
  );
}

function zoneOf(name: string): Zone {
  const zone = ZONES.find((one) => one === name);
  if (zone !== undefined) return zone;
  throw new LintelError('bad-request', `--keyless is one of ${ZONES.join(', ')}, or none.`, { field: '--keyless' });
}

async function show(connection: Connection, { json }: Common): Promise<void> {
  const [port, { port: settings }] = [await connection.call('port'), await connection.call('settings')];
  if (json) return printJson({ ...port, settings });
  tell(port, settings);
}

function tell({ address, network, meaning, fault }: Reply<'port'>, settings: Reply<'settings'>['port']): void {
  print(address === undefined ? 'The port is off. Open it with: lintel serve' : `Apps on this computer reach Lintel at ${address}.`);
  for (const sentence of meaning) print(sentence);
  if (fault !== undefined) note(fault);
  else if (network.length === 0) print('Other computers are kept out.');
  const { allowedOrigins = [], keylessApps, host } = settings;
  if (address === undefined && host !== undefined) print(`Once it is open, other computers are let in at ${host}.`);
  if (allowedOrigins.length > 0) print(`Pages of ${allowedOrigins.join(', ')} may use it with a key.`);
  if (keylessApps !== undefined)
    print(
      `Your programs on this computer need no key; what they send may go no further than ${keylessApps.ceiling}${keylessApps.tags.length === 0 ? '' : `, tagged ${keylessApps.tags.join(', ')}`}.`,
    );
}
