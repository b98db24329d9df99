import { type Command, Option } from 'commander';
import type { Body, Reply } from '../../shared/api/contract.ts';
import { english } from '../../shared/chat/english.ts';
import { LintelError } from '../../shared/chat/error.ts';
import { FINDING_TYPES } from '../../shared/privacy/finding.ts';
import { BUILT_IN_TAGS, type TagRule, tagOf } from '../../shared/privacy/tags.ts';
import { ZONE_NAMES, ZONES, type Zone } from '../../shared/privacy/zones.ts';
import type { CommandParts, Common } from './models.ts';
import { note, plain, print, printJson, printTable } from './output.ts';
import { addPolicyFileCommands, type PolicyOnDisk } from './policy-file.ts';
import { addPolicyVersionCommands } from './policy-versions.ts';
import { addRehearseCommand } from './rehearse.ts';

type Change = Body<'changePolicy'>;

interface TagOptions extends Common {
  readonly ceiling?: Zone;
  /** False: `--no-masked`. */
  readonly masked?: Zone | false;
  readonly regions?: string | false;
}

interface TermOptions extends Common {
  readonly tag: string;
  readonly words?: string;
  readonly pattern?: string;
}

/** Adds the group `lintel policy`. */
export function addPolicyCommands(program: Command, { leaf, withConnection, policyIn }: CommandParts & PolicyOnDisk): void {
  const policy = program.command('policy').description('the rules for what may leave').exitOverride();
  const change = (options: Common, of: (now: Reply<'policy'>) => Change) =>
    withConnection(options, async (connection) => {
      tell(await connection.call('changePolicy', of(await connection.call('policy'))), options);
    });

  leaf(policy, 'show', 'show the policy in force').action((options: Common) =>
    withConnection(options, async (connection) => tell(await connection.call('policy'), options)),
  );
  leaf(policy, 'stay <on|off>', 'the master switch: on, nothing leaves this device').action((state: string, options: Common) =>
    withConnection(options, async (connection) => {
      const wanted = switchOf(state);
      const now = await connection.call('changePolicy', { stayOnDevice: wanted });
      if (now.stayOnDevice !== wanted) note('It stays on: LINTEL_STAY_ON_DEVICE is set where Lintel was started.');
      tell(now, options);
    }),
  );
  addPolicyFileCommands(policy, { leaf, withConnection, policyIn }, tell);
  addPolicyVersionCommands(policy, { leaf, withConnection }, tell);
  addRehearseCommand(policy, { leaf, withConnection });

  const tag = policy.command('tag').description('what a tag means').exitOverride();
  leaf(tag, 'set <name>', 'make or change a tag; what is not named stays as it is')
    .addOption(new Option('--ceiling <zone>', 'the outermost zone it may reach').choices(ZONES))
    .addOption(new Option('--masked <zone>', 'the outermost zone it may reach masked').choices(ZONES))
    .option('--regions <list>', 'where it may be processed, such as EU,CH')
    .option('--no-masked', 'masking does not let it go further')
    .option('--no-regions', 'it may be processed anywhere')
    .action((name: string, options: TagOptions) =>
      change(options, ({ tags }) => ({ tags: { [tagOf(name)]: ruleOf(options, tags[tagOf(name)]) } })),
    );
  leaf(tag, 'remove <name>', 'remove a tag of your own').action((name: string, options: Common) =>
    change(options, ({ tags }) => {
      if (!Object.hasOwn(tags, tagOf(name)))
        throw new LintelError('not-found', `There is no tag “${tagOf(name)}”. See them with: lintel policy show`);
      return { tags: { [tagOf(name)]: null } };
    }),
  );
  leaf(policy, 'finding <type> <tag>', 'choose the tag that a finding adds').action((type: string, name: string, options: Common) =>
    change(options, () => ({ findingTags: { [findingOf(type)]: tagOf(name) } })),
  );

  const terms = policy.command('terms').description('your own words and patterns').exitOverride();
  leaf(terms, 'list', 'list them').action((options: Common) =>
    withConnection(options, async (connection) => {
      const { ownTerms } = await connection.call('policy');
      if (options.json) return printJson(ownTerms);
      printTable([
        ['ID', 'NAME', 'TAG', 'FINDS'],
        ...ownTerms.map(({ id, name, tag, match }) => [id, name, tag, match.kind === 'words' ? match.words.join(', ') : match.pattern]),
      ]);
    }),
  );
  leaf(terms, 'add <name>', 'add a list of words, or a pattern')
    .requiredOption('--tag <tag>', 'the tag that a finding adds')
    .option('--words <list>', 'words, with commas between them')
    .option('--pattern <expression>', 'a regular expression in RE2 syntax')
    .action((name: string, options: TermOptions) =>
      change(options, ({ ownTerms }) => ({
        ownTerms: [...ownTerms, { id: crypto.randomUUID(), name, tag: tagOf(options.tag), match: matchOf(options) }],
      })),
    );
  leaf(terms, 'remove <id>', 'remove a list or pattern').action((id: string, options: Common) =>
    change(options, ({ ownTerms }) => {
      if (!ownTerms.some((term) => term.id === id))
        throw new LintelError('not-found', `There is no list or pattern ${id}. See them with: lintel policy terms list`);
      return { ownTerms: ownTerms.filter((term) => term.id !== id) };
    }),
  );
}

function switchOf(state: string): boolean {
  if (state !== 'on' && state !== 'off') throw new LintelError('bad-request', `The switch is “on” or “off”, not “${state}”.`);
  return state === 'on';
}

/** The rule as it was, with what was named changed. */
function ruleOf({ ceiling, masked, regions }: TagOptions, before: TagRule | undefined): TagRule {
  const nearest = ceiling ?? before?.ceiling;
  if (nearest === undefined) throw new LintelError('bad-request', 'A new tag needs a ceiling: --ceiling device, lan, trusted or cloud.');
  const further = masked ?? before?.masked;
  const only = regions === undefined ? before?.regions : regions === false ? undefined : listOf(regions);
  return {
    ceiling: nearest,
    ...(further === undefined || further === false ? {} : { masked: further }),
    ...(only === undefined ? {} : { regions: only }),
  };
}

const listOf = (text: string) =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

function findingOf(type: string): keyof NonNullable<Change['findingTags']> {
  const known = FINDING_TYPES.find((one) => one === type);
  if (known === undefined || known === 'own-term')
    throw new LintelError(
      'bad-request',
      `There is no finding “${type}”. There are: ${FINDING_TYPES.filter((one) => one !== 'own-term').join(', ')}.`,
    );
  return known;
}

function matchOf({ words, pattern }: TermOptions): NonNullable<Change['ownTerms']>[number]['match'] {
  if ((words === undefined) === (pattern === undefined)) throw new LintelError('bad-request', 'Give either --words or --pattern.');
  if (pattern !== undefined) return { kind: 'pattern', pattern };
  return {
    kind: 'words',
    words: (words ?? '')
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  };
}

/** The policy as a person reads it. */
function tell(policy: Reply<'policy'>, { json }: Common): void {
  if (json) {
    printJson(policy);
    return;
  }
  print(
    `Policy ${policy.version}. Stay on this device: ${policy.stayOnDevice ? 'on, nothing leaves' : 'off'}. Masking: ${policy.masking}. Findings count from ${policy.minConfidence} on. Texts that leave are ${policy.keepSentText ? 'kept' : 'not kept'}.`,
  );
  print(plain(`Without a tag: as far as ${reach(policy.untagged)}. A picture counts as ${policy.pictureTag}.`));
  const owners = new Map<string, string[]>();
  for (const [type, tag] of Object.entries(policy.findingTags)) owners.set(tag, [...(owners.get(tag) ?? []), type]);
  printTable([
    ['TAG', 'REACHES', 'ADDED BY'],
    ...Object.entries(policy.tags).map(([name, rule]) => [
      Object.hasOwn(BUILT_IN_TAGS, name) ? name : `${name} (yours)`,
      reach(rule),
      (owners.get(name) ?? []).join(', '),
    ]),
  ]);
}

function reach({ ceiling, masked, regions }: TagRule): string {
  const further = masked === undefined ? '' : `, masked ${english(ZONE_NAMES[masked])}`;
  return `${english(ZONE_NAMES[ceiling])}${further}${regions === undefined ? '' : `, in ${regions.join(' or ')} only`}`;
}
