import type { TagRule } from '../privacy/tags.ts';
import type { Objective } from './objective.ts';
import type { Policy } from './policy.ts';
import type { Rule, RuleGroup } from './rules/rule.ts';

/** What is different in a policy from one before it, a line for each change, in words a person reads. */
export function policyDiff(before: Policy, after: Policy): readonly string[] {
  return Object.values(PARTS).flatMap((part) => part(before, after));
}

/** One for every field, so that none is forgotten: where nothing is different, nothing is saved. */
const PARTS: Readonly<Record<Exclude<keyof Policy, 'version'>, (before: Policy, after: Policy) => string[]>> = {
  stayOnDevice: (a, b) => value('stay on this device', a.stayOnDevice, b.stayOnDevice),
  tags: (a, b) => entries(a.tags, b.tags, (name) => `tag ${name}`, tagDiff),
  untagged: (a, b) => tagDiff('without a tag', a.untagged, b.untagged),
  findingTags: (a, b) => entries(a.findingTags, b.findingTags, (type) => `finding ${type}`, value),
  pictureTag: (a, b) => value('pictures', a.pictureTag, b.pictureTag),
  minConfidence: (a, b) => value('findings count from', a.minConfidence, b.minConfidence),
  ownTerms: (a, b) => [
    ...entries(byKey(a.ownTerms, 'id'), byKey(b.ownTerms, 'id'), (_, { name }) => `own term “${name}”`, termDiff),
    ...order('own terms', a.ownTerms, b.ownTerms),
  ],
  masking: (a, b) => value('masking', a.masking, b.masking),
  keepSentText: (a, b) => value('keep texts that leave', a.keepSentText, b.keepSentText),
  objective: (a, b) => value('objective', objectiveWords(a.objective), objectiveWords(b.objective)),
  rules: (a, b) => [
    ...entries(byKey(a.rules, 'id'), byKey(b.rules, 'id'), (_, { name }) => `group “${name}”`, groupDiff),
    ...order('groups', a.rules, b.rules),
  ],
  excluded: (a, b) => lists('excluded', a.excluded, b.excluded),
  factsCountForDays: (a, b) => value('prices and promises count for days', a.factsCountForDays, b.factsCountForDays),
  onContentRefused: (a, b) => value('when a model refuses the content', a.onContentRefused, b.onContentRefused),
  onStreamBroken: (a, b) => value('when a stream breaks', a.onStreamBroken, b.onStreamBroken),
  hedge: (a, b) => value('ask another target where one is slow', a.hedge, b.hedge),
  tests: (a, b) => [
    ...entries(byKey(a.tests, 'name'), byKey(b.tests, 'name'), (name) => `test “${name}”`, whole),
    ...order('tests', a.tests, b.tests),
  ],
};

type Word = string | number | boolean | undefined;
type Compare<Entry> = (name: string, before: Entry, after: Entry) => string[];

const word = (value: Word): string => (value === undefined ? 'none' : typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value));
const value = (name: string, before: Word, after: Word): string[] =>
  before === after ? [] : [`${name}: ${word(before)} → ${word(after)}`];
const field = (name: string, of: string, before: Word, after: Word): string[] =>
  before === after ? [] : [`${name}: ${of} ${word(before)} → ${word(after)}`];
const same = (before: unknown, after: unknown): boolean => JSON.stringify(ordered(before)) === JSON.stringify(ordered(after));
const whole = (name: string, before: unknown, after: unknown): string[] => (same(before, after) ? [] : [`${name} changed`]);

/** The order of an object's fields says nothing. */
function ordered(entry: unknown): unknown {
  if (Array.isArray(entry)) return entry.map(ordered);
  if (typeof entry !== 'object' || entry === null) return entry;
  return Object.fromEntries(
    Object.entries(entry)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, ordered(inner)]),
  );
}

/** Entries by what names them; of two with one name, the later is told apart by a number. */
function byKey<Entry extends object, Key extends keyof Entry & string>(list: readonly Entry[], key: Key): Readonly<Record<string, Entry>> {
  const named = new Map<string, Entry>();
  for (const entry of list) {
    let name = String(entry[key]);
    for (let number = 2; named.has(name); number++) name = `${entry[key]} (${number})`;
    named.set(name, entry);
  }
  return Object.fromEntries(named);
}

function entries<Entry>(
  before: Readonly<Record<string, Entry>>,
  after: Readonly<Record<string, Entry>>,
  called: (key: string, entry: Entry) => string,
  compare: Compare<Entry>,
): string[] {
  const had = (key: string) => Object.hasOwn(before, key);
  const gone = Object.entries(before).filter(([key]) => !Object.hasOwn(after, key));
  return [
    ...gone.map(([key, entry]) => `${called(key, entry)} removed`),
    ...Object.entries(after).flatMap(([key, entry]) =>
      had(key) ? compare(called(key, entry), before[key] as Entry, entry) : [`${called(key, entry)} added`],
    ),
  ];
}

function tagDiff(name: string, before: TagRule, after: TagRule): string[] {
  return [
    ...field(name, 'ceiling', before.ceiling, after.ceiling),
    ...field(name, 'masked', before.masked, after.masked),
    ...field(name, 'regions', before.regions?.join(', '), after.regions?.join(', ')),
  ];
}

function termDiff(name: string, before: Policy['ownTerms'][number], after: Policy['ownTerms'][number]): string[] {
  return [
    ...field(name, 'name', before.name, after.name),
    ...field(name, 'tag', before.tag, after.tag),
    ...whole(`${name}: what it finds`, before.match, after.match),
  ];
}

function groupDiff(name: string, before: RuleGroup, after: RuleGroup): string[] {
  return [
    ...field(name, 'name', before.name, after.name),
    ...field(name, 'match', before.match, after.match),
    ...entries(byKey(before.rules, 'id'), byKey(after.rules, 'id'), (_, rule) => `rule “${rule.name}”`, ruleDiff),
    ...order(`rules of ${name}`, before.rules, after.rules),
  ];
}

function ruleDiff(name: string, before: Rule, after: Rule): string[] {
  return [
    ...field(name, 'name', before.name, after.name),
    ...field(name, 'when', before.when, after.when),
    ...whole(`${name}: then`, before.then, after.then),
    ...value(name, before.disabled !== true, after.disabled !== true),
  ];
}

/** Whether what stayed now stands in another order, which decides where the first that holds acts. */
function order(name: string, before: readonly object[], after: readonly object[]): string[] {
  const key = (entry: object) => ('id' in entry ? String(entry.id) : 'name' in entry ? String(entry.name) : '');
  const [was, is] = [before.map(key), after.map(key)];
  const stayed = was.filter((one) => is.includes(one));
  return same(
    stayed,
    is.filter((one) => was.includes(one)),
  )
    ? []
    : [`${name}: in another order`];
}

function lists(name: string, before: readonly string[], after: readonly string[]): string[] {
  return [
    ...before.filter((entry) => !after.includes(entry)).map((entry) => `${name}: ${entry} removed`),
    ...after.filter((entry) => !before.includes(entry)).map((entry) => `${name}: ${entry} added`),
  ];
}

const objectiveWords = (objective: Objective): string =>
  typeof objective === 'string'
    ? objective
    : Object.entries(objective)
        .map(([good, weight]) => `${good} ${weight}`)
        .join(', ');
