import { ZONE_NAMES } from '../../privacy/zones.ts';
import type { Objective } from '../objective.ts';
import type { RuleAction, Share, TargetMatch } from './rule.ts';

const OBJECTIVE_NAMES: Record<Exclude<Objective, object>, string> = {
  'private-first': 'Private first',
  cheapest: 'Cheapest',
  fastest: 'Fastest',
  'best-answer': 'Best answer',
  balanced: 'Balanced',
  'battery-saver': 'Battery saver',
};

const listed = (words: readonly string[], last: string): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;

const quoted = (words: readonly string[], last: string): string =>
  listed(
    words.map((word) => `“${word}”`),
    last,
  );

/** “the cloud”, “targets from “openai” in “EU””. */
function matchWords({ targets, zones, providers, regions }: TargetMatch, last: string): string {
  const places = zones?.map((zone) => ZONE_NAMES[zone]) ?? [];
  const subject = targets === undefined ? listed(places, last) || 'targets' : quoted(targets, last);
  const within = targets !== undefined && places.length > 0 ? ` on ${listed(places, 'or')}` : '';
  const from = providers === undefined ? '' : ` from ${quoted(providers, 'or')}`;
  const where = regions === undefined ? '' : ` in ${quoted(regions, 'or')}`;
  return `${subject}${within}${from}${where}`;
}

function shareWords(shares: readonly Share[]): string {
  const total = shares.reduce((sum, { weight }) => sum + weight, 0);
  return listed(
    shares.map(({ target, weight }) => `“${target}” (${Number(((weight / total) * 100).toFixed(1))} %)`),
    'and',
  );
}

type Words = { readonly [Name in keyof RuleAction]-?: (value: Required<RuleAction>[Name]) => string };

const WORDS: Words = {
  tags: (tags) => `adds the tag${tags.length === 1 ? '' : 's'} ${quoted(tags, 'and')}`,
  ceiling: (zone) => (zone === 'device' ? 'keeps it on this device' : `lets it go no further than ${ZONE_NAMES[zone]}`),
  require: (match) => `requires ${matchWords(match, 'or')}`,
  forbid: (match) => `forbids ${matchWords(match, 'and')}`,
  prefer: (match) => `prefers ${matchWords(match, 'or')}`,
  mask: () => 'masks what was found',
  objective: (objective) => (typeof objective === 'string' ? `aims for “${OBJECTIVE_NAMES[objective]}”` : 'aims for weights of its own'),
  maxCostUsd: (usd) => `allows a cost of at most $${usd}`,
  deny: (message) => `refuses the request: “${message}”`,
  split: (shares) => `shares it among ${shareWords(shares)}`,
};

/** What a rule does, in words that follow its name: “requires your network and adds the tag “work””. */
export function effectOf(action: RuleAction): string {
  const names = (Object.keys(WORDS) as (keyof RuleAction)[]).filter((name) => action[name] !== undefined);
  return listed(
    names.map((name) => WORDS[name](action[name] as never)),
    'and',
  );
}
