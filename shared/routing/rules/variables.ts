import { FINDING_TYPES } from '../../privacy/finding.ts';
import type { Zone } from '../../privacy/zones.ts';
import type { Moment, Thermal } from '../situation.ts';
import { ABILITIES, type Target, zoneOf } from '../target.ts';
import { LANGUAGES } from '../task/language.ts';
import { TASKS } from '../task.ts';
import type { Facts } from './facts.ts';
import { FindingCounts } from './finding-counts.ts';

/** What a variable holds, in words a person reads. */
export type VariableType = 'true or false' | 'number' | 'text' | 'list of texts' | 'counts';

/** One thing a condition can ask about. The editor's completion, the documentation and the rules' language all follow from these rows. */
export interface Variable {
  /** As it is written in a condition, such as `hardware.cpu`. */
  readonly name: string;
  readonly type: VariableType;
  /** What its number counts; absent: nothing, or its sentence says it. */
  readonly unit?: string;
  /** One sentence that says what it is. */
  readonly doc: string;
  /** A condition that uses it. */
  readonly example: string;
  /** All texts it can hold; absent: any. A comparison with another one is a mistake, since it would never hold. */
  readonly values?: readonly string[];
  /** Texts of Lintel's own among any others. */
  readonly own?: readonly string[];
  /** The most its number can be; no number is below 0. Absent: any. */
  readonly most?: number;
  /** What it can be is below this. */
  readonly below?: number;
  read(facts: Facts): boolean | number | string | readonly string[] | FindingCounts;
}

const GIB = 2 ** 30;
const NANO_PER_USD = 1e9;
/** What is left where no cap applies, in US dollars: more than anything costs. */
const NO_CAP_USD = 1e12;
const THERMALS = ['normal', 'warm', 'throttled'] as const satisfies readonly Thermal[];
const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const satisfies readonly Moment['weekday'][];
/** Who asks from within Lintel. */
const OWN_APPS: readonly string[] = ['window', 'cli'];

const SHARE = '0 to 1';
const TARGETS = 'targets';

const able = (fleet: readonly Target[], counts: (target: Target) => boolean): number => {
  let count = 0;
  for (const target of fleet) if (target.fault === undefined && target.rests === undefined && counts(target)) count++;
  return count;
};
const ableIn =
  (zone: Zone) =>
  ({ fleet }: Facts): number =>
    able(fleet, (target) => zoneOf(target) === zone);

/** Every variable, in the order in which a person is shown them. */
export const VARIABLES: readonly Variable[] = [
  {
    name: 'tags',
    type: 'list of texts',
    doc: 'The tags of the prompt: those it came with, those that its findings and pictures add, and those that rules of earlier groups added.',
    example: '"internal" in tags',
    read: ({ tags }) => tags,
  },
  {
    name: 'findings',
    type: 'counts',
    doc: 'How many findings of each type the whole context holds; 0 for a type that was not found.',
    example: 'findings.iban > 0 || findings["payment-card"] > 0',
    values: FINDING_TYPES,
    read: ({ traits }) => new FindingCounts(traits.findings ?? []),
  },
  {
    name: 'searched',
    type: 'true or false',
    doc: 'Whether the prompt was searched; one that is too long for every target is not, and stays on this device.',
    example: 'searched && size(findings) == 0',
    read: ({ traits }) => traits.findings !== undefined,
  },
  {
    name: 'task',
    type: 'text',
    doc: 'What the prompt asks for, as far as its length and structure show.',
    example: 'task == "code"',
    values: TASKS,
    read: ({ traits }) => traits.task.kind,
  },
  {
    name: 'difficulty',
    type: 'number',
    unit: SHARE,
    most: 1,
    doc: 'From 0, any model can do it, to 1, the best ones fail at times.',
    example: 'difficulty >= 0.7',
    read: ({ traits }) => traits.task.difficulty,
  },
  {
    name: 'language',
    type: 'text',
    doc: 'The language it is written in, as two letters; empty where it is too short to say.',
    example: 'language == "de"',
    values: ['', ...LANGUAGES],
    read: ({ traits }) => traits.task.language ?? '',
  },
  {
    name: 'tokens',
    type: 'number',
    unit: 'tokens',
    doc: 'Estimated length of the whole prompt, with system prompt, history and tools.',
    example: 'tokens > 3000',
    read: ({ traits }) => traits.inputTokens,
  },
  {
    name: 'outputTokens',
    type: 'number',
    unit: 'tokens',
    doc: 'How long the answer may become: what was asked for at most, else an estimate.',
    example: 'tokens + outputTokens > 8000',
    read: ({ traits }) => (traits.outputTokens > 0 ? traits.outputTokens : traits.task.outputTokens),
  },
  {
    name: 'needs',
    type: 'list of texts',
    doc: 'What a target must be able to do for this prompt.',
    example: '"images" in needs',
    values: ABILITIES,
    read: ({ traits }) => traits.needs,
  },
  {
    name: 'model',
    type: 'text',
    doc: 'The model that was asked for; “auto” leaves the choice to Lintel.',
    example: 'model == "auto"',
    own: ['auto'],
    read: ({ traits }) => traits.model,
  },
  {
    name: 'app',
    type: 'text',
    doc: 'Who asks: “window”, “cli”, or an app by the name of its key.',
    example: 'app != "window"',
    own: OWN_APPS,
    // A key may be called anything, but it is not the window for that.
    read: ({ traits: { app, appName } }) => (appName === undefined || OWN_APPS.includes(appName) ? app : appName),
  },
  {
    name: 'appId',
    type: 'text',
    doc: 'The same, but an app by the id of its key, as “lintel keys list” shows it: two keys may have one name.',
    example: 'appId.startsWith("3f2a91c4-")',
    own: OWN_APPS,
    read: ({ traits }) => traits.app,
  },
  {
    name: 'conversation.id',
    type: 'text',
    doc: 'The conversation it belongs to, by the name that the app gave it or its id in the window; empty where none is known.',
    example: 'conversation.id.startsWith("work-")',
    read: ({ traits: { app, conversationId = '' } }) =>
      conversationId.startsWith(`${app}:`) ? conversationId.slice(app.length + 1) : conversationId,
  },
  {
    name: 'conversation.turns',
    type: 'number',
    unit: 'messages',
    doc: 'Messages of the prompt, the newest one included.',
    example: 'conversation.turns > 20',
    read: ({ traits }) => traits.turns,
  },
  {
    name: 'time.date',
    type: 'text',
    doc: 'Today in your time zone, as year-month-day; dates compare in their order.',
    example: 'time.date >= "2026-07-01"',
    read: ({ situation }) => situation.time.date,
  },
  {
    name: 'time.hour',
    type: 'number',
    unit: 'hours, 0 to 24',
    below: 24,
    doc: 'The time of day in your time zone, minutes as a fraction.',
    example: 'time.hour >= 18 || time.hour < 7.5',
    read: ({ situation }) => situation.time.hour,
  },
  {
    name: 'time.weekday',
    type: 'text',
    doc: 'The day of the week in your time zone.',
    example: 'time.weekday in ["saturday", "sunday"]',
    values: WEEKDAYS,
    read: ({ situation }) => situation.time.weekday,
  },
  {
    name: 'hardware.cpu',
    type: 'number',
    unit: SHARE,
    most: 1,
    doc: 'Share of all cores kept busy.',
    example: 'hardware.cpu > 0.8',
    read: ({ situation }) => situation.hardware.cpu,
  },
  {
    name: 'hardware.cpuOthers',
    type: 'number',
    unit: SHARE,
    most: 1,
    doc: 'Share of all cores kept busy by programs that are not Lintel’s.',
    example: 'hardware.cpuOthers > 0.5',
    read: ({ situation }) => situation.hardware.cpuOthers,
  },
  {
    name: 'hardware.cores',
    type: 'number',
    unit: 'cores',
    doc: 'Cores of this computer.',
    example: 'hardware.cores < 4',
    read: ({ situation }) => situation.hardware.cores,
  },
  {
    name: 'hardware.memoryFree',
    type: 'number',
    unit: 'GiB',
    doc: 'Memory that programs can still take.',
    example: 'hardware.memoryFree < 2',
    read: ({ situation }) => situation.hardware.memoryFreeBytes / GIB,
  },
  {
    name: 'hardware.memoryTotal',
    type: 'number',
    unit: 'GiB',
    doc: 'Memory of this computer.',
    example: 'hardware.memoryFree < hardware.memoryTotal / 8',
    read: ({ situation }) => situation.hardware.memoryTotalBytes / GIB,
  },
  {
    name: 'hardware.gpu',
    type: 'number',
    unit: SHARE,
    most: 1,
    doc: 'Share of the busiest graphics card in use; 0 without one.',
    example: 'hardware.gpu > 0.9',
    read: ({ situation }) => situation.hardware.gpu,
  },
  {
    name: 'hardware.vramFree',
    type: 'number',
    unit: 'GiB',
    doc: 'Memory of the graphics cards that is free; 0 without one.',
    example: 'hardware.vramTotal > 0 && hardware.vramFree < 1',
    read: ({ situation }) => situation.hardware.vramFreeBytes / GIB,
  },
  {
    name: 'hardware.vramTotal',
    type: 'number',
    unit: 'GiB',
    doc: 'Memory of the graphics cards; 0 without one.',
    example: 'hardware.vramTotal == 0',
    read: ({ situation }) => situation.hardware.vramTotalBytes / GIB,
  },
  {
    name: 'hardware.onBattery',
    type: 'true or false',
    doc: 'Whether this computer runs on its battery.',
    example: 'hardware.onBattery && difficulty > 0.5',
    read: ({ situation }) => situation.hardware.onBattery,
  },
  {
    name: 'hardware.battery',
    type: 'number',
    unit: SHARE,
    most: 1,
    doc: 'Charge of the battery; 1 without one.',
    example: 'hardware.onBattery && hardware.battery < 0.2',
    read: ({ situation }) => situation.hardware.battery,
  },
  {
    name: 'hardware.thermal',
    type: 'text',
    doc: 'Whether the processor is slowed down by heat.',
    example: 'hardware.thermal == "throttled"',
    values: THERMALS,
    read: ({ situation }) => situation.hardware.thermal,
  },
  {
    name: 'budget.left',
    type: 'number',
    unit: 'US dollars',
    doc: 'The least that any cap over this request leaves; a very large number where there is no cap.',
    example: 'budget.left < 1',
    read: ({ situation: { budget } }) => (budget.left === undefined ? NO_CAP_USD : Math.max(0, budget.left) / NANO_PER_USD),
  },
  {
    name: 'budget.spentToday',
    type: 'number',
    unit: 'US dollars',
    doc: 'What was spent today.',
    example: 'budget.spentToday > 2.50',
    read: ({ situation }) => situation.budget.spentToday / NANO_PER_USD,
  },
  {
    name: 'budget.spentThisMonth',
    type: 'number',
    unit: 'US dollars',
    doc: 'What was spent this month.',
    example: 'budget.spentThisMonth > 40',
    read: ({ situation }) => situation.budget.spentThisMonth / NANO_PER_USD,
  },
  {
    name: 'fleet.device',
    type: 'number',
    unit: TARGETS,
    doc: 'Targets on this device that can work now.',
    example: 'fleet.device == 0',
    read: ableIn('device'),
  },
  {
    name: 'fleet.lan',
    type: 'number',
    unit: TARGETS,
    doc: 'Targets in your network that can work now.',
    example: 'fleet.lan > 0',
    read: ableIn('lan'),
  },
  {
    name: 'fleet.trusted',
    type: 'number',
    unit: TARGETS,
    doc: 'Targets at trusted providers that can work now.',
    example: 'fleet.trusted > 0 && difficulty > 0.6',
    read: ableIn('trusted'),
  },
  {
    name: 'fleet.cloud',
    type: 'number',
    unit: TARGETS,
    doc: 'Targets in the cloud that can work now.',
    example: 'fleet.cloud == 0',
    read: ableIn('cloud'),
  },
  {
    name: 'fleet.loaded',
    type: 'number',
    unit: TARGETS,
    doc: 'Targets on this device whose model is in memory.',
    example: 'fleet.loaded == 0 && hardware.memoryFree < 4',
    read: ({ fleet }) => able(fleet, (target) => target.loaded && target.zone === 'device'),
  },
  {
    name: 'fleet.inFlight',
    type: 'number',
    unit: 'requests',
    doc: 'Requests that run or wait at targets on this device.',
    example: 'fleet.inFlight > 3',
    read: ({ fleet }) => fleet.reduce((sum, { zone, inFlight }) => (zone === 'device' ? sum + inFlight : sum), 0),
  },
];
