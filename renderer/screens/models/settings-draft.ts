import type { Body } from '../../../shared/api/contract.ts';
import type { Model } from '../../stores/models.ts';

type Settings = Model['settings'];

/** The settings of a model as they stand in a form: every field a text, empty for what suits the model. */
export interface SettingsDraft {
  readonly contextWindow: string;
  readonly sequences: string;
  readonly threads: string;
  readonly gpuLayers: string;
  readonly cacheType: NonNullable<Settings['cacheType']> | '';
  readonly flashAttention: 'on' | 'off' | '';
  /** Milliseconds. */
  readonly keepAliveMs: string;
  readonly keepCache: boolean;
  readonly systemPrompt: string;
  readonly chatTemplate: string;
  readonly temperature: string;
  readonly topP: string;
  readonly topK: string;
  readonly minP: string;
  readonly repeatPenalty: string;
  /** A file a line, its strength behind a comma. */
  readonly loras: string;
}

export const SAMPLING = ['temperature', 'topP', 'topK', 'minP', 'repeatPenalty'] as const;

const text = (value: number | undefined) => (value === undefined ? '' : String(value));

export function draftOf({ sampling = {}, loras = [], ...set }: Settings): SettingsDraft {
  return {
    contextWindow: text(set.contextWindow),
    sequences: text(set.sequences),
    threads: text(set.threads),
    gpuLayers: text(set.gpuLayers),
    cacheType: set.cacheType ?? '',
    flashAttention: set.flashAttention === undefined ? '' : set.flashAttention ? 'on' : 'off',
    keepAliveMs: text(set.keepAliveMs),
    keepCache: set.keepCache === true,
    systemPrompt: set.systemPrompt ?? '',
    chatTemplate: set.chatTemplate ?? '',
    temperature: text(sampling.temperature),
    topP: text(sampling.topP),
    topK: text(sampling.topK),
    minP: text(sampling.minP),
    repeatPenalty: text(sampling.repeatPenalty),
    loras: loras.map(({ path, scale }) => `${path}, ${scale}`).join('\n'),
  };
}

/** A number as people type it; not a number for what is none, so that main names the field. */
const number = (typed: string) => (typed.trim() === '' ? null : Number(typed.trim().replace(',', '.')));

/** The change that makes the settings those of the form: `null` takes one back. */
export function changeOf(draft: SettingsDraft): Body<'setModel'> {
  const sampled = SAMPLING.flatMap((name) => {
    const value = number(draft[name]);
    return value === null ? [] : [[name, value] as const];
  });
  const loras = draft.loras.split('\n').flatMap((line) => {
    const [, path = '', scale = '1'] = /^\s*(.*?)(?:\s*,\s*([-\d.]+))?\s*$/.exec(line) ?? [];
    return path === '' ? [] : [{ path, scale: Number(scale) }];
  });
  return {
    contextWindow: number(draft.contextWindow),
    sequences: number(draft.sequences),
    threads: number(draft.threads),
    gpuLayers: number(draft.gpuLayers),
    cacheType: draft.cacheType === '' ? null : draft.cacheType,
    flashAttention: draft.flashAttention === '' ? null : draft.flashAttention === 'on',
    keepAliveMs: number(draft.keepAliveMs),
    keepCache: draft.keepCache ? true : null,
    systemPrompt: draft.systemPrompt.trim() === '' ? null : draft.systemPrompt,
    chatTemplate: draft.chatTemplate.trim() === '' ? null : draft.chatTemplate,
    sampling: sampled.length === 0 ? null : Object.fromEntries(sampled),
    loras: loras.length === 0 ? null : loras,
  };
}

/** The settings of the form on their own, as far as memory and speed follow from them. */
export function supposedOf(draft: SettingsDraft): Body<'supposeFit'> {
  const { contextWindow, sequences, threads, gpuLayers, cacheType, flashAttention } = changeOf(draft);
  const known = Object.entries({ contextWindow, sequences, threads, gpuLayers, cacheType, flashAttention });
  return Object.fromEntries(known.filter(([, value]) => value !== null));
}
