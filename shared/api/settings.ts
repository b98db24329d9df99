import { z } from 'zod';
import type { ModelSettings } from '../models/settings.ts';

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
  /** How long answers may take; absent: the usual times. */
  deadlines: deadlines.default({}),
  telemetry: telemetry.default({}),
  alerts: alerts.default({}),
});

export type Settings = z.output<typeof settings>;

/** A change: what is absent stays, `null` takes a setting back. */
export const settingsPatch = z.strictObject({
  modelFolders: modelFolders.exactOptional(),
  otherApps: otherApps.partial().exactOptional(),
  memoryHeadroomBytes: memoryHeadroomBytes.nullable().exactOptional(),
  downloads: patchOf(downloads).exactOptional(),
  deadlines: patchOf(deadlines).exactOptional(),
  telemetry: patchOf(telemetry).exactOptional(),
  alerts: patchOf(alerts).exactOptional(),
});
export const modelSettingsPatch = patchOf(modelSettings);

export type SettingsPatch = z.output<typeof settingsPatch>;
export type ModelSettingsPatch = z.output<typeof modelSettingsPatch>;

/** The same object with every field open to `null`. */
function patchOf<Shape extends z.ZodRawShape>(object: z.ZodObject<Shape>) {
  const fields = Object.entries(object.shape).map(([name, field]) => [name, z.nullable(field as z.ZodType).exactOptional()]);
  return z.strictObject(Object.fromEntries(fields) as { [Name in keyof Shape]: z.ZodExactOptional<z.ZodNullable<Shape[Name]>> });
}

/** An object with a change applied. */
export function patched<Value extends object>(value: Value, patch: { readonly [Name in keyof Value]?: unknown }): Value {
  return Object.fromEntries(Object.entries({ ...value, ...patch }).filter(([, field]) => field !== null && field !== undefined)) as Value;
}
