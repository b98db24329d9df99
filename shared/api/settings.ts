import { z } from 'zod';
import { say } from '../chat/said.ts';
import type { ModelSettings } from '../models/settings.ts';
import { LONGEST_TAG, MOST_TAGS } from '../privacy/tags.ts';
import { ZONES } from '../privacy/zones.ts';
import { otherwise } from './otherwise.ts';

const path = z.string().min(1).max(4096);
const count = (most: number) => z.int().min(1).max(most);

/** Every setting of a model has its bounds here: one that is left out could not be set. */
const bounds = {
  contextWindow: count(2 ** 24).exactOptional(),
  sequences: count(64).exactOptional(),
  gpuLayers: z.int().min(0).max(10_000).exactOptional(),
  flashAttention: z.boolean().exactOptional(),
  threads: count(1024).exactOptional(),
  cacheType: z.enum(['F16', 'Q8_0', 'Q4_0']).exactOptional(),
  chatTemplate: z
    .string()
    .max(1 << 20)
    .exactOptional(),
  loras: z
    .array(z.strictObject({ path, scale: z.number().min(-100).max(100) }))
    .max(16)
    .exactOptional(),
  keepAliveMs: z
    .int()
    .min(-1)
    .max(2 ** 40)
    .exactOptional(),
  sampling: z
    .strictObject({
      temperature: z.number().min(0).max(10).exactOptional(),
      topP: z.number().min(0).max(1).exactOptional(),
      topK: z.int().min(0).max(1_000_000).exactOptional(),
      minP: z.number().min(0).max(1).exactOptional(),
      repeatPenalty: z.number().min(0).max(10).exactOptional(),
    })
    .exactOptional(),
  keepCache: z.boolean().exactOptional(),
  systemPrompt: z
    .string()
    .max(1 << 20)
    .exactOptional(),
} satisfies Record<keyof ModelSettings, z.ZodType>;

/** What a user sets for one local model, with its bounds. */
export const modelSettings = z.strictObject(bounds) satisfies z.ZodType<ModelSettings>;

const otherApps = z.strictObject({ lmStudio: z.boolean(), jan: z.boolean(), huggingFace: z.boolean(), ollama: z.boolean() });

const downloads = z.strictObject({
  /** Where downloads go; absent: the data folder. */
  folder: path.exactOptional(),
  hubEndpoint: z
    .url({ protocol: /^https?$/ })
    .max(2048)
    .exactOptional(),
  proxy: z
    .url({ protocol: /^https?$/ })
    .max(2048)
    .exactOptional(),
  /** Downloads at the same time. */
  parallel: count(16).exactOptional(),
});

/** A second to an hour. */
const deadline = z.int().min(1_000).max(3_600_000).exactOptional();
const deadlines = z.strictObject({ firstTokenHereMs: deadline, firstTokenMs: deadline, betweenTokensMs: deadline, chainMs: deadline });

/** What amounts are shown in; the rate is that of a day. */
const currency = z.strictObject({
  code: z.string().regex(/^[A-Z]{3}$/, 'A currency is three capitals, such as EUR.'),
  perDollar: z.number().positive().max(1e6),
  date: z.iso.date(),
});
/** Days that single requests and tries stay in the ledger; the sums of days stay for good. */
const ledgerDays = count(36_500);
const address = z
  .url({ protocol: /^https?$/ })
  .max(2048)
  .exactOptional();
const telemetry = z.strictObject({
  /** Of an OpenTelemetry collector, without `/v1/traces`; absent: nothing is sent. */
  endpoint: address,
  /** Absent: they are sent. */
  traces: z.boolean().exactOptional(),
  metrics: z.boolean().exactOptional(),
});
const alerts = z.strictObject({
  /** Told of alerts with POST; absent: nobody is. */
  webhook: address,
  /** Whether the desktop shows them; absent: it does. */
  desktop: z.boolean().exactOptional(),
});

const desktop = z.strictObject({
  /** Whether Lintel starts with the computer, without its window; absent: it does not. */
  autostart: z.boolean().exactOptional(),
  /** Whether its icon stands in the tray (on macOS the menu bar); absent: it does. */
  tray: z.boolean().exactOptional(),
  /** Whether Lintel goes on in the tray once its window is closed; absent: it ends. On macOS it always goes on. */
  staysInTray: z.boolean().exactOptional(),
  /** The keys that bring the window for a quick question, as in “CommandOrControl+Shift+Space”; empty: none; absent: those. */
  askShortcut: z
    .string()
    .max(64)
    .regex(/^(?:[A-Za-z]{2,20}\+)*(?:[A-Za-z]{2,20}\+)[A-Za-z0-9]{1,12}$|^$/, 'Keys are written as in CommandOrControl+Shift+Space.')
    .exactOptional(),
  /** The port for other apps that is opened with Lintel; absent: none. */
  port: z.int().min(0).max(65_535).exactOptional(),
  /** Whether the desktop shows that an answer is there while nobody looks at Lintel; absent: it does. */
  notifications: z.boolean().exactOptional(),
  /** Whether misspelt words are marked, by the system or by dictionaries that lie in the data folder; absent: they are. */
  spellCheck: z.boolean().exactOptional(),
  /** Whether a newer Lintel is looked for, once a day, where this copy knows where to look; absent: it is. */
  updates: z.boolean().exactOptional(),
});

/** A shortcut as `Alt+N` or `Mod+Shift+K`; `Mod` is Ctrl, and Cmd on a Mac. */
const shortcut = z.string().regex(/^(?:(?:Mod|Ctrl|Alt|Shift)\+)*[\w.,/?;'[\]=-]{1,12}$/);

/** How the window looks and what its keys do, so that every browser and the desktop agree. */
const windowSettings = z.strictObject({
  /** Absent: as the system has it. */
  theme: z.enum(['light', 'dark', 'contrast']).exactOptional(),
  /** Percent of the usual size. */
  textSize: z.int().min(80).max(160).exactOptional(),
  /** Absent: the first of the browser’s languages that Lintel speaks. */
  language: z.enum(['en', 'de']).exactOptional(),
  /** Nothing moves; absent: as the system has it. */
  stillness: z.boolean().exactOptional(),
  /** By the action’s name; an empty text switches a shortcut off. */
  shortcuts: z.record(z.string().max(64), z.union([shortcut, z.literal('')])).exactOptional(),
  /** The first steps were taken, or skipped. */
  isWelcomed: z.boolean().exactOptional(),
});

/** As browsers send it: a scheme and a host, no path and no wildcard. */
const origin = z
  .string()
  .max(512)
  .regex(
    /^[a-z][a-z0-9+.-]{0,63}:\/\/(?:\[[\da-f:.]+\]|[^\s/?#@*\\:[\]A-Z]+)(?::\d{1,5})?$/,
    'is no origin, such as app://obsidian.md or http://localhost:3000',
  );
const hostName = z
  .string()
  .max(253)
  .regex(/^[a-z\d](?:[a-z\d.-]*[a-z\d])?$/, 'is no name of a computer, in small letters and without its port');

/** The port for other apps. */
const port = z.strictObject({
  /** Where other computers may reach it too: an address of this computer, or `0.0.0.0` or `::` for all. Absent: nowhere. */
  host: z.union([z.ipv4(), z.ipv6()]).exactOptional(),
  /** Names by which other computers call this one, beside its own. */
  names: z.array(hostName).max(32).exactOptional(),
  /** Encrypts what comes from other computers: with a certificate that Lintel makes, or with the user's. Absent: nothing does. */
  tls: z.union([z.literal('generated'), z.strictObject({ certificate: path, key: path })]).exactOptional(),
  /** Origins of pages and apps built like pages that may use it with a key. */
  allowedOrigins: z.array(origin).max(64).exactOptional(),
  /** Lets the programs of this user on this computer in without a key; absent: none. */
  keylessApps: z
    .strictObject({ tags: z.array(z.string().trim().toLowerCase().min(1).max(LONGEST_TAG)).max(MOST_TAGS), ceiling: z.enum(ZONES) })
    .exactOptional(),
  /** Of a request; absent: 32 MiB. */
  bodyLimitBytes: z
    .int()
    .min(2 ** 16)
    .max(2 ** 30)
    .exactOptional(),
  /** Keeps what apps' last requests said in the inspector's memory. */
  keepBodies: z.boolean().exactOptional(),
});

export type PortSettings = z.output<typeof port>;
/** Most names that the user may give. */
const MOST_ALIASES = 256;
/** A name that an app insists on. `auto` and its kinds keep their meaning. */
const aliasName = z
  .string()
  .regex(/^(?!auto(?::|$))[\w.:@/+-]{1,128}$/, 'A name is 1 to 128 letters, digits or any of - _ . : @ / +, and not auto.');
/** By the name that an app uses: a target's id or a kind of `auto`. One name does not stand for another. */
const aliases = z
  .record(aliasName, z.string().min(1).max(256))
  .refine((all) => Object.keys(all).length <= MOST_ALIASES, otherwise(say`may hold ${MOST_ALIASES} names at most`));

const modelFolders = z.array(path).max(64);
const memoryHeadroomBytes = z
  .int()
  .min(0)
  .max(2 ** 50);

/** Everything that is set once and kept in the settings file. */
export const settings = z.strictObject({
  /** The user's folders, whose models are used in place. */
  modelFolders: modelFolders.default([]),
  /** Apps whose models are used in place, where they are installed. */
  otherApps: otherApps.default({ lmStudio: true, jan: true, huggingFace: true, ollama: true }),
  /** By the model's id. */
  models: z.record(z.string().max(256), modelSettings).default({}),
  /** Memory that models leave free. */
  memoryHeadroomBytes: memoryHeadroomBytes.exactOptional(),
  downloads: downloads.default({}),
  /** Absent: dollars. */
  currency: currency.exactOptional(),
  /** Absent: for good. */
  ledgerDays: ledgerDays.exactOptional(),
  /** How long answers may take; absent: the usual times. */
  deadlines: deadlines.default({}),
  telemetry: telemetry.default({}),
  alerts: alerts.default({}),
  /** Of the desktop program alone. */
  desktop: desktop.default({}),
  window: windowSettings.default({}),
  port: port.default({}),
  /** Absent: no name stands for anything. */
  aliases: aliases.exactOptional(),
});

export type Settings = z.output<typeof settings>;

/** A change: what is absent stays, `null` takes a setting back. */
export const settingsPatch = z.strictObject({
  modelFolders: modelFolders.exactOptional(),
  otherApps: otherApps.partial().exactOptional(),
  memoryHeadroomBytes: memoryHeadroomBytes.nullable().exactOptional(),
  downloads: patchOf(downloads).exactOptional(),
  currency: currency.nullable().exactOptional(),
  ledgerDays: ledgerDays.nullable().exactOptional(),
  deadlines: patchOf(deadlines).exactOptional(),
  telemetry: patchOf(telemetry).exactOptional(),
  alerts: patchOf(alerts).exactOptional(),
  desktop: patchOf(desktop).exactOptional(),
  window: patchOf(windowSettings).exactOptional(),
  port: patchOf(port).exactOptional(),
  /** What is `null` stands for nothing any more. */
  aliases: z.record(aliasName, z.string().min(1).max(256).nullable()).exactOptional(),
});
export const modelSettingsPatch = patchOf(modelSettings);

export type SettingsPatch = z.output<typeof settingsPatch>;
export type ModelSettingsPatch = z.output<typeof modelSettingsPatch>;

/** The same object with every field open to `null`. */
export function patchOf<Shape extends z.ZodRawShape>(object: z.ZodObject<Shape>) {
  const fields = Object.entries(object.shape).map(([name, field]) => [name, z.nullable(field as z.ZodType).exactOptional()]);
  return z.strictObject(Object.fromEntries(fields) as { [Name in keyof Shape]: z.ZodExactOptional<z.ZodNullable<Shape[Name]>> });
}

/** An object with a change applied. */
export function patched<Value extends object>(value: Value, patch: { readonly [Name in keyof Value]?: unknown }): Value {
  return Object.fromEntries(Object.entries({ ...value, ...patch }).filter(([, field]) => field !== null && field !== undefined)) as Value;
}
