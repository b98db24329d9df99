import { type Said, type SaidValue, say } from '../chat/said.ts';
import type { TagRule } from '../privacy/tags.ts';
import type { Objective } from './objective.ts';
import type { Policy } from './policy.ts';
import type { Rule, RuleGroup } from './rules/rule.ts';

/** What is different in a policy from one before it, a line for each change, in words a person reads. */
export function policyDiff(before: Policy, after: Policy): readonly Said[] {
  return Object.values(PARTS).flatMap((part) => part(before, after));
}

/** One for every field, so that none is forgotten: where nothing is different, nothing is saved. */
const PARTS: Readonly<Record<Exclude<keyof Policy, 'version'>, (before: Policy, after: Policy) => Said[]>> = {
  stayOnDevice: (a, b) => value(say`stay on this device`, a.stayOnDevice, b.stayOnDevice),
  tags: (a, b) => entries(a.tags, b.tags, (name) => say`tag ${name}`, tagDiff),
  untagged: (a, b) => tagDiff(say`without a tag`, a.untagged, b.untagged),
  findingTags: (a, b) => entries(a.findingTags, b.findingTags, (type) => say`finding ${type}`, value),
  pictureTag: (a, b) => value(say`pictures`, a.pictureTag, b.pictureTag),
  minConfidence: (a, b) => value(say`findings count from`, a.minConfidence, b.minConfidence),
  ownTerms: (a, b) => [
    ...entries(byKey(a.ownTerms, 'id'), byKey(b.ownTerms, 'id'), (_, { name }) => say`own term “${name}”`, termDiff),
    ...order(say`own terms`, a.ownTerms, b.ownTerms),
  ],
  masking: (a, b) => value(say`masking`, a.masking, b.masking),
  keepSentText: (a, b) => value(say`keep texts that leave`, a.keepSentText, b.keepSentText),
  objective: (a, b) => value(say`objective`, objectiveWords(a.objective), objectiveWords(b.objective)),
  rules: (a, b) => [
    ...entries(byKey(a.rules, 'id'), byKey(b.rules, 'id'), (_, { name }) => say`group “${name}”`, groupDiff),
    ...order(say`groups`, a.rules, b.rules),
  ],
  excluded: (a, b) => lists(say`excluded`, a.excluded, b.excluded),
  factsCountForDays: (a, b) => value(say`prices and promises count for days`, a.factsCountForDays, b.factsCountForDays),
  onContentRefused: (a, b) => value(say`when a model refuses the content`, a.onContentRefused, b.onContentRefused),
  onStreamBroken: (a, b) => value(say`when a stream breaks`, a.onStreamBroken, b.onStreamBroken),
  hedge: (a, b) => value(say`ask another target where one is slow`, a.hedge, b.hedge),
  tests: (a, b) => [
    ...entries(byKey(a.tests, 'name'), byKey(b.tests, 'name'), (name) => say`test “${name}”`, whole),
    ...order(say`tests`, a.tests, b.tests),
  ],
};

type Word = SaidValue | boolean | undefined;
type Compare<Entry> = (name: Said, before: Entry, after: Entry) => Said[];

const word = (value: Word): SaidValue =>
  value === undefined ? say`none` : typeof value === 'boolean' ? (value ? say`on` : say`off`) : value;
const value = (name: Said, before: Word, after: Word): Said[] => (before === after ? [] : [say`${name}: ${word(before)} → ${word(after)}`]);
const field = (name: Said, of: Said, before: Word, after: Word): Said[] =>
  before === after ? [] : [say`${name}: ${of} ${word(before)} → ${word(after)}`];
const same = (before: unknown, after: unknown): boolean => JSON.stringify(ordered(before)) === JSON.stringify(ordered(after));
const whole = (name: Said, before: unknown, after: unknown): Said[] => (same(before, after) ? [] : [say`${name} changed`]);

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
  called: (key: string, entry: Entry) => Said,
  compare: Compare<Entry>,
): Said[] {
  const had = (key: string) => Object.hasOwn(before, key);
  const gone = Object.entries(before).filter(([key]) => !Object.hasOwn(after, key));
  return [
    ...gone.map(([key, entry]) => say`${called(key, entry)} removed`),
    ...Object.entries(after).flatMap(([key, entry]) =>
      had(key) ? compare(called(key, entry), before[key] as Entry, entry) : [say`${called(key, entry)} added`],
    ),
  ];
}

function tagDiff(name: Said, before: TagRule, after: TagRule): Said[] {
  return [
    ...field(name, say`ceiling`, before.ceiling, after.ceiling),
    ...field(name, say`masked`, before.masked, after.masked),
    ...field(name, say`regions`, before.regions?.join(', '), after.regions?.join(', ')),
  ];
}

function termDiff(name: Said, before: Policy['ownTerms'][number], after: Policy['ownTerms'][number]): Said[] {
  return [
    ...field(name, say`name`, before.name, after.name),
    ...field(name, say`tag`, before.tag, after.tag),
    ...whole(say`${name}: what it finds`, before.match, after.match),
  ];
}

function groupDiff(name: Said, before: RuleGroup, after: RuleGroup): Said[] {
  return [
    ...field(name, say`name`, before.name, after.name),
    ...field(name, say`match`, before.match, after.match),
    ...entries(byKey(before.rules, 'id'), byKey(after.rules, 'id'), (_, rule) => say`rule “${rule.name}”`, ruleDiff),
    ...order(say`rules of ${name}`, before.rules, after.rules),
  ];
}

function ruleDiff(name: Said, before: Rule, after: Rule): Said[] {
  return [
    ...field(name, say`name`, before.name, after.name),
    ...field(name, say`when`, before.when, after.when),
    ...whole(say`${name}: then`, before.then, after.then),
    ...value(name, before.disabled !== true, after.disabled !== true),
  ];
}

/** Whether what stayed now stands in another order, which decides where the first that holds acts. */
function order(name: Said, before: readonly object[], after: readonly object[]): Said[] {
  const key = (entry: object) => ('id' in entry ? String(entry.id) : 'name' in entry ? String(entry.name) : '');
  const [was, is] = [before.map(key), after.map(key)];
  const stayed = was.filter((one) => is.includes(one));
  return same(
    stayed,
    is.filter((one) => was.includes(one)),
  )
    ? []
    : [say`${name}: in another order`];
}

function lists(name: Said, before: readonly string[], after: readonly string[]): Said[] {
  return [
    ...before.filter((entry) => !after.includes(entry)).map((entry) => say`${name}: ${entry} removed`),
    ...after.filter((entry) => !before.includes(entry)).map((entry) => say`${name}: ${entry} added`),
  ];
}

const objectiveWords = (objective: Objective): string =>
  typeof objective === 'string'
    ? objective
    : Object.entries(objective)
        .map(([good, weight]) => `${good} ${weight}`)
        .join(', ');
