import { MEDIA } from '../chat/work.ts';
import type { Price } from '../money/price.ts';
import type { Ability } from '../routing/target.ts';
import type { ModelList, ProviderKind } from './catalog.ts';
import type { Provider, ProviderModel } from './provider.ts';

/** A provider’s model with what is needed to route to it. */
export interface OfferedModel extends ProviderModel {
  readonly contextWindow: number;
  readonly abilities: readonly Ability[];
}

/** Models taken of a long list of which the user chose none. */
const MOST_UNCHOSEN = 64;
/** Tokens, where nobody said: what nearly every model in the cloud takes, and what servers at home are often started with. */
const UNKNOWN_WINDOW = 128_000;
const UNKNOWN_WINDOW_AT_HOME = 16_384;
/** Ollama's own default. It cuts off without a word what is longer, so a longer one must be known. */
const UNKNOWN_WINDOW_OF_OLLAMA = 4096;
const CHAT: readonly Ability[] = ['chat', 'tools', 'json', 'images', 'logprobs', 'choices', 'reasoning'];

/**
 * The models that a provider is used for: those the user chose, else those it listed, else those that are known of its kind.
 * What the user said of a model counts before what the provider says, and that before what the catalogue remembers.
 */
export function modelsOf(provider: Provider, list: ModelList | undefined, kind: ProviderKind | undefined): readonly OfferedModel[] {
  const known = (id: string) => factsOf(id, kind);
  const listed = new Map((list?.models ?? []).map((model) => [model.id, model]));
  const chosen = provider.models.length > 0 ? provider.models : offered(provider, [...listed.values()], kind);
  const corrected = new Map((provider.corrected ?? []).map((model) => [model.id, model]));
  /** A list that tells of any end tells of all: a model that it names without one has none. */
  const tellsEnds = [...listed.values()].some(({ endsOn }) => endsOn !== undefined);
  return chosen.map((one) => {
    const model = { ...one, ...(corrected.get(one.id) ?? {}) };
    const merged = { ...(known(model.id) ?? {}), ...(listed.get(model.id) ?? {}), ...model };
    const remembered = known(model.id)?.price;
    const { endsOn: remembersEnd, ...rest } = merged;
    const endsOn = tellsEnds && listed.has(model.id) ? listed.get(model.id)?.endsOn : remembersEnd;
    const price = asChecked(withSearch(model.price ?? provider.price ?? listed.get(model.id)?.price ?? remembered, remembered), provider);
    return {
      ...rest,
      ...(endsOn === undefined ? {} : { endsOn }),
      contextWindow: merged.contextWindow ?? unknownWindow(provider),
      abilities: model.abilities ?? withFiles(merged.abilities ?? abilitiesByName(model.id, provider), model.id, provider),
      ...(price === undefined ? {} : { price }),
    };
  });
}

/** What else those read who see pictures, by who runs them. */
const READS: Partial<Record<Provider['dialect'], readonly Ability[]>> = {
  anthropic: ['documents'],
  bedrock: ['documents'],
  google: ['documents', 'audio'],
  vertex: ['documents', 'audio'],
};

/** The abilities with what nobody lists: that documents are read, and sound is heard. */
function withFiles(abilities: readonly Ability[], id: string, { dialect, kind }: Pick<Provider, 'dialect' | 'kind'>): readonly Ability[] {
  if (!abilities.includes('chat') || !abilities.includes('images')) return abilities;
  const reads: readonly Ability[] = kind === 'openai' ? ['documents'] : (READS[dialect] ?? []);
  return [...new Set([...abilities, ...reads.filter((ability) => ability !== 'audio' || !/claude/.test(id))])];
}

function unknownWindow({ kind, zone }: Provider): number {
  if (kind === 'ollama') return UNKNOWN_WINDOW_OF_OLLAMA;
  return zone === 'device' || zone === 'lan' ? UNKNOWN_WINDOW_AT_HOME : UNKNOWN_WINDOW;
}

/** Who says what tokens cost says nothing of searches. */
const withSearch = (price: Price | undefined, remembered: Price | undefined): Price | undefined =>
  price === undefined || price.search !== undefined || remembered?.search === undefined ? price : { ...price, search: remembered.search };

function asChecked(price: Price | undefined, { pricesCheckedOn }: Provider): Price | undefined {
  if (price === undefined || pricesCheckedOn === undefined || price.date >= pricesCheckedOn) return price;
  return { ...price, date: pricesCheckedOn };
}

function offered(provider: Provider, listed: readonly ProviderModel[], kind: ProviderKind | undefined): readonly ProviderModel[] {
  if (listed.length === 0) return (kind?.models ?? []).map(({ id }) => ({ id }));
  const useful = listed.filter((model) => {
    const abilities = model.abilities ?? abilitiesByName(model.id, provider);
    return abilities.length > 0 && !isOnlyMedium(abilities) && !isElsewhere(model, provider);
  });
  if (useful.length <= MOST_UNCHOSEN) return useful;
  const familiar = useful.filter(({ id }) => factsOf(id, kind) !== undefined);
  return (familiar.length > 0 ? familiar : useful).slice(0, MOST_UNCHOSEN);
}

/** What only makes or hears sound and pictures is used only where the user chose it. */
const isOnlyMedium = (abilities: readonly Ability[]) =>
  abilities.length > 0 && abilities.every((each) => MEDIA.some((medium) => medium === each));

/** Ollama lists models that its maker runs in the cloud beside those that run where it does, and Perplexity those of others. */
const isElsewhere = ({ id }: ProviderModel, { kind, zone }: Provider) =>
  (kind === 'ollama' && zone !== 'cloud' && /[:-]cloud$/.test(id)) || (kind === 'perplexity' && !id.startsWith('perplexity/'));

/** What the catalogue knows of a model; of a dated snapshot or a name of before, what it knows of the model. */
function factsOf(id: string, kind: ProviderKind | undefined): ProviderModel | undefined {
  const bare = kind?.id === 'perplexity' && /^sonar/.test(id) ? 'perplexity/sonar' : id.replace(/-\d{4}-?\d{2}-?\d{2}$/, '');
  const found = kind?.models.find((model) => model.id === id) ?? kind?.models.find((model) => model.id === bare);
  if (found === undefined) return undefined;
  const { source: _source, date: _date, endsOn, ...facts } = found;
  // A snapshot ends on a day of its own.
  return { ...facts, id, ...(endsOn === undefined || found.id !== id ? {} : { endsOn }) };
}

/** Those whose requests can be handed on as they are, by what their names say. */
const MEDIA_NAMES: readonly (readonly [RegExp, Ability])[] = [
  [/moderation/i, 'moderation'],
  [/whisper|transcri/i, 'transcription'],
  [/tts/i, 'speech'],
  [/dall-e|gpt-image|chatgpt-image/i, 'image-generation'],
];

/** What a model's name says that it does. Of most that make or hear sound or pictures nothing can be used. */
function abilitiesByName(id: string, { dialect }: Pick<Provider, 'dialect'>): readonly Ability[] {
  if (/rerank/i.test(id)) return ['rerank'];
  if (/embed|(?:^|[/-])(?:bge|e5|gte)-/i.test(id)) return ['embeddings'];
  const medium = dialect === 'openai' ? MEDIA_NAMES.find(([name]) => name.test(id)) : undefined;
  if (medium !== undefined && !/realtime/i.test(id)) return [medium[1]];
  if (/whisper|tts|transcri|dall-e|imagen|image-|-image|sora|veo|moderation|realtime|audio|speech|davinci|babbage|ocr|guard/i.test(id))
    return [];
  return CHAT;
}

/** Parameters that a model's name tells, such as `llama-3.1-8b`; 0: it tells none. */
export function parametersByName(id: string): number {
  const [, experts, billions] = /(?:^|[^a-z0-9.])(?:(\d+)x)?(\d+(?:\.\d+)?)b(?![a-z0-9])/i.exec(id) ?? [];
  return billions === undefined ? 0 : Number(billions) * Number(experts ?? 1) * 1e9;
}
