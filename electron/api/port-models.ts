import { setTimeout as wait } from 'node:timers/promises';
import { LintelError } from '../../shared/chat/error.ts';
import type { CatalogEntry } from '../../shared/models/catalog.ts';
import type { ModelSettings } from '../../shared/models/settings.ts';
import type { LocalFleet } from '../engines/local/fleet.ts';
import type { ModelFacts, PortModels, Pulling } from '../gateway/models.ts';
import type { Downloads } from '../models/download/downloads.ts';
import type { Library } from '../models/library.ts';
import type { createRemoval } from '../models/removal.ts';

export interface PortModelsParts {
  readonly library: Pick<Library, 'models'>;
  readonly fleet: Pick<LocalFleet, 'targets' | 'residences' | 'load' | 'unload'>;
  readonly downloads: Pick<Downloads, 'list' | 'start' | 'pause'>;
  readonly removal: Pick<ReturnType<typeof createRemoval>, 'remove'>;
  settings(id: string): ModelSettings | undefined;
  forgetSettings(id: string): void;
  catalog(): Promise<readonly CatalogEntry[]>;
}

/** How often a download is looked at, in milliseconds. */
const LOOK_MS = 250;

/** The models of this computer as apps of the port have to do with them. */
export function createPortModels(parts: PortModelsParts): PortModels {
  const { library, fleet, downloads, removal } = parts;
  const find = (id: string) => library.models().find((model) => model.id === id);
  return {
    isHere: (id) => find(id) !== undefined,
    facts(id): ModelFacts | undefined {
      const model = find(id);
      if (model === undefined) return undefined;
      const { architecture, parameters, quantisation, bytes, modifiedAt, contextLength, licence, hasTools, hasReasoning } = model;
      const set = parts.settings(id);
      return {
        ...{ id, architecture, parameters, bytes, modifiedAt, contextLength, hasTools, hasReasoning },
        ...(quantisation === undefined ? {} : { quantisation }),
        ...(licence === undefined ? {} : { licence }),
        ...(set?.chatTemplate === undefined ? {} : { template: set.chatTemplate }),
        parameterLines: linesOf(set),
      };
    },
    running() {
      const residences = fleet.residences();
      return fleet.targets().flatMap(({ id, contextWindow }, index) => {
        const { phase, bytes = 0, unloadsInMs } = residences[index] ?? { phase: 'unloaded' };
        if (phase !== 'loaded' && phase !== 'loading') return [];
        return [{ id, bytes, contextWindow, ...(unloadsInMs === undefined ? {} : { unloadsInMs }) }];
      });
    },
    load: (id, app, keepAliveMs) => fleet.load(id, keepAliveMs, app.id),
    async release(id, { canManageModels }) {
      // Others may be using it, or the person may have asked to keep it.
      if (canManageModels === true) await fleet.unload(id);
    },
    async *pull(name, signal) {
      if (find(name) !== undefined) return;
      const { id } = await downloads.start(await refOf(name, parts.catalog));
      try {
        yield* progressOf(id, downloads, signal);
      } finally {
        const state = downloads.list().find((each) => each.id === id)?.state;
        if (signal.aborted && (state === 'running' || state === 'verifying')) await downloads.pause(id);
      }
    },
    async remove(id) {
      await removal.remove(id, { unload: true });
      if (find(id) === undefined) parts.forgetSettings(id);
    },
  };
}

async function* progressOf(id: string, downloads: Pick<Downloads, 'list'>, signal: AbortSignal): AsyncGenerator<Pulling> {
  for (;;) {
    const view = downloads.list().find((each) => each.id === id);
    if (view === undefined || view.state === 'paused')
      throw new LintelError('cancelled', 'The download was stopped in Lintel. Ask again to go on with it.');
    if (view.state === 'failed') throw new LintelError('provider-failed', view.error ?? 'The download failed. Ask again to go on with it.');
    yield { state: view.state, name: view.files[0] ?? view.ref, bytes: view.bytes, totalBytes: view.totalBytes };
    if (view.state === 'done') return;
    await wait(LOOK_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
  }
}

const HUB = /^(?:hf\.co|huggingface\.co)\/([\w.-]+\/[\w.-]+)(?::([\w.-]+))?$/i;

/** What a name of Ollama's means: a repository on the hub, or one of the suggested models. Throws `not-found`. */
async function refOf(name: string, catalog: PortModelsParts['catalog']): Promise<string> {
  const hub = HUB.exec(name);
  if (hub !== null) return `hf:${hub[1]}${hub[2] === undefined || hub[2] === 'latest' ? '' : `:${hub[2]}`}`;
  if (/^(?:hf:|https:\/\/)/i.test(name)) return name;
  const [, id = '', tag] = /^([^:]+)(?::(.+))?$/.exec(name.toLowerCase()) ?? [];
  const models = await catalog();
  // Ollama writes `qwen3:4b` for what is `qwen3-4b` here.
  const entry = models.find((each) => each.id === id) ?? models.find((each) => each.id === `${id}-${tag ?? ''}`);
  if (entry === undefined)
    throw new LintelError(
      'not-found',
      `Lintel knows no model “${name.slice(0, 256)}” to fetch. Name one on Hugging Face as hf.co/owner/repo:Q4_K_M, or one that Lintel suggests.`,
    );
  const quant = entry.quantisations.find((each) => each.name.toLowerCase() === tag) ?? entry.quantisations[0];
  return `hf:${entry.repo}${quant === undefined ? '' : `:${quant.name}`}`;
}

/** What the user set, as Ollama writes a model's parameters. */
function linesOf({ contextWindow, sampling = {} }: ModelSettings = {}): readonly string[] {
  const { temperature, topP, topK, minP, repeatPenalty } = sampling;
  const set = { num_ctx: contextWindow, temperature, top_p: topP, top_k: topK, min_p: minP, repeat_penalty: repeatPenalty };
  return Object.entries(set).flatMap(([name, value]) => (value === undefined ? [] : [`${name.padEnd(30)} ${value}`]));
}
