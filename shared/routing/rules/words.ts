import { listed, type Said, type SaidList, type SaidValue, say } from '../../chat/said.ts';
import { ZONE_NAMES } from '../../privacy/zones.ts';
import { OBJECTIVE_NAMES } from '../objective.ts';
import type { RuleAction, Share, TargetMatch } from './rule.ts';

const series = (words: readonly SaidValue[], last: string): SaidList => listed(words, ', ', last);

const quoted = (words: readonly string[], last: string): SaidList =>
  series(
    words.map((word) => say`“${word}”`),
    last,
  );

/** “the cloud”, “targets from “openai” in “EU””. */
function matchWords({ targets, zones, providers, regions }: TargetMatch, last: ' or ' | ' and '): Said {
  const places = zones?.map((zone) => ZONE_NAMES[zone]) ?? [];
  const any = places.length === 0 ? say`targets` : say`${series(places, last)}`;
  const subject = targets === undefined ? any : say`${quoted(targets, last)}`;
  const within = targets !== undefined && places.length > 0 ? say`${subject} on ${series(places, ' or ')}` : subject;
  const from = providers === undefined ? within : say`${within} from ${quoted(providers, ' or ')}`;
  return regions === undefined ? from : say`${from} in ${quoted(regions, ' or ')}`;
}

function shareWords(shares: readonly Share[]): SaidList {
  const total = shares.reduce((sum, { weight }) => sum + weight, 0);
  return series(
    shares.map(({ target, weight }) => say`“${target}” (${Number(((weight / total) * 100).toFixed(1))} %)`),
    ' and ',
  );
}

type Words = { readonly [Name in keyof RuleAction]-?: (value: Required<RuleAction>[Name]) => Said };

const WORDS: Words = {
  tags: (tags) => (tags.length === 1 ? say`adds the tag ${quoted(tags, ' and ')}` : say`adds the tags ${quoted(tags, ' and ')}`),
  ceiling: (zone) => (zone === 'device' ? say`keeps it on this device` : say`lets it go no further than ${ZONE_NAMES[zone]}`),
  require: (match) => say`requires ${matchWords(match, ' or ')}`,
  forbid: (match) => say`forbids ${matchWords(match, ' and ')}`,
  prefer: (match) => say`prefers ${matchWords(match, ' or ')}`,
  mask: () => say`masks what was found`,
  objective: (objective) =>
    typeof objective === 'string' ? say`aims for “${OBJECTIVE_NAMES[objective]}”` : say`aims for weights of its own`,
  maxCostUsd: (usd) => say`allows a cost of at most $${usd}`,
  deny: (message) => say`refuses the request: “${message}”`,
  split: (shares) => say`shares it among ${shareWords(shares)}`,
};

/** What a rule does, in words that follow its name: “requires your network and adds the tag “work””. */
export function effectOf(action: RuleAction): Said {
  const names = (Object.keys(WORDS) as (keyof RuleAction)[]).filter((name) => action[name] !== undefined);
  return say`${series(
    names.map((name) => WORDS[name](action[name] as never)),
    ' and ',
  )}`;
}
