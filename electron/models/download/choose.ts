import { LintelError } from '../../../shared/chat/error.ts';
import { type Said, say } from '../../../shared/chat/said.ts';
import type { HubFileView, HubVariantView } from '../../../shared/models/hub.ts';

/** Without a wish, the first of these that there is: quality for size, best first. */
const DEFAULTS = ['Q4_K_M', 'MXFP4', 'Q4_0', 'Q4_K_S', 'IQ4_XS', 'Q5_K_M', 'Q5_0', 'Q6_K', 'Q8_0', 'Q3_K_M', 'Q2_K', 'F16', 'BF16'];
const SHARD = /^(.*)-(\d{5})-of-(\d{5})\.gguf$/i;

/** The name without folder, shard and ending: what the files of one model share. */
const modelOf = (path: string): string => path.replace(SHARD, '$1').replace(/\.gguf$/i, '');
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Files that come with models but answer nothing by themselves. */
const isCompanion = (path: string): boolean => /(?:^|[-_.])(?:mmproj|imatrix)/i.test(nameOf(path));

/** Whether a name holds the quantisation as a word of its own: Q4_K does not mean Q4_K_M. */
function holds(path: string, quant: string): boolean {
  const escaped = quant.replace(/[.*+?^${}()|[\]\\-]/g, '\\$&');
  return new RegExp(`(?:^|[^A-Za-z0-9])${escaped}(?:$|[^A-Za-z0-9_])`, 'i').test(modelOf(path));
}

/**
 * The files to download for a wish: one model, whole, its shards in order. Throws `not-found`, or
 * `bad-request` listing the names when several models fit.
 */
export function chooseFiles(
  files: readonly HubFileView[],
  wish: { readonly path?: string; readonly quant?: string },
): readonly HubFileView[] {
  const models = new Map<string, HubFileView[]>();
  for (const file of files)
    if (/\.gguf$/i.test(file.path)) models.set(modelOf(file.path), [...(models.get(modelOf(file.path)) ?? []), file]);
  const { path, quant } = wish;
  if (path !== undefined) {
    if (!files.some((file) => file.path === path)) throw notFound(say`The repository has no file ${path}.`, models);
    return whole(models.get(modelOf(path)) ?? [], path);
  }
  const candidates = [...models.keys()].filter((model) => !isCompanion(model));
  if (candidates.length === 0) throw notFound(say`The repository has no .gguf model.`, models);
  if (quant !== undefined)
    return only(
      candidates.filter((model) => holds(`${model}.gguf`, quant)),
      quant,
      models,
    );
  if (candidates.length === 1) return only(candidates, '', models);
  for (const wanted of DEFAULTS) {
    const found = candidates.filter((model) => holds(`${model}.gguf`, wanted));
    if (found.length > 0) return only(found, wanted, models);
  }
  return only(candidates, '', models);
}

function only(found: readonly string[], quant: string, models: ReadonlyMap<string, HubFileView[]>): readonly HubFileView[] {
  const [model] = found;
  if (model === undefined) throw notFound(say`The repository has no file with ${quant} in its name.`, models);
  if (found.length > 1)
    throw new LintelError(
      'bad-request',
      quant === ''
        ? say`Several models fit: ${some(found)}. Name one of the files.`
        : say`Several models fit ${quant}: ${some(found)}. Name one of the files.`,
      { field: 'ref' },
    );
  return whole(models.get(model) ?? [], model);
}

function whole(files: readonly HubFileView[], name: string): readonly HubFileView[] {
  const count = Number(SHARD.exec(files[0]?.path ?? '')?.[3] ?? 1);
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const inOrder = count === 1 || sorted.every((file, index) => Number(SHARD.exec(file.path)?.[2]) === index + 1);
  if (sorted.length !== count || !inOrder)
    throw new LintelError(
      'not-found',
      say`The repository holds only ${sorted.length} of the ${count} parts of ${name}. Choose another file.`,
    );
  return sorted;
}

/** As names spell quantisations, as a word of its own. */
const QUANTISATION = /(?:^|[^A-Za-z0-9])(I?Q\d(?:_[A-Za-z0-9]+)*|MXFP4|BF16|F16|F32)(?=$|[^A-Za-z0-9_])/gi;

/** The models in a repository's files that can be downloaded whole, the smallest first. */
export function variantsIn(repo: string, files: readonly HubFileView[]): readonly HubVariantView[] {
  const models = Map.groupBy(
    files.filter(({ path }) => /\.gguf$/i.test(path) && !isCompanion(path)),
    ({ path }) => modelOf(path),
  );
  const variants = [...models].flatMap(([name, group]): HubVariantView[] => {
    const [first] = [...group].sort((a, b) => (a.path < b.path ? -1 : 1));
    const parts = Number(SHARD.exec(first?.path ?? '')?.[3] ?? 1);
    if (first === undefined || group.length !== parts) return [];
    const quantisation = [...nameOf(name).matchAll(QUANTISATION)].at(-1)?.[1]?.toUpperCase();
    const bytes = group.reduce((sum, file) => sum + file.bytes, 0);
    return [{ ref: `hf:${repo}/${first.path}`, path: first.path, bytes, ...(quantisation === undefined ? {} : { quantisation }) }];
  });
  return variants.sort((a, b) => a.bytes - b.bytes);
}

function some(names: readonly string[]): Said | string {
  const first = names.slice(0, 20).join(', ');
  return names.length > 20 ? say`${first} and more` : first;
}

function notFound(sentence: Said, models: ReadonlyMap<string, HubFileView[]>): LintelError {
  return new LintelError('not-found', models.size === 0 ? sentence : say`${sentence} It has ${some([...models.keys()])}.`);
}
