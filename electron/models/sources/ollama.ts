import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Said, say } from '../../../shared/chat/said.ts';
import { lookAt } from '../find-files.ts';
import { readSmallJson, textIn } from './small-file.ts';
import type { Source, SourceFile } from './source.ts';

const MAX_MANIFEST_BYTES = 256 << 10;
const MAX_MANIFESTS = 2000;
const MAX_LAYERS = 64;
const MODEL_LAYER = 'application/vnd.ollama.image.model';
/** Nothing else becomes the name of a file, so no path leaves the folder of blobs. */
const DIGEST = /^sha256[:-]([0-9a-f]{64})$/;
const DEFAULT_REGISTRY = 'registry.ollama.ai';

/** What one of Ollama's names stands for. */
export interface OllamaManifest {
  readonly path: string;
  /** As Ollama shows it: `llama3.2:3b`. */
  readonly name: string;
  /** The model's file. */
  readonly blob: string;
  /** Names of all blobs that the manifest needs. */
  readonly needs: readonly string[];
}

/** Ollama's models: manifests that name blobs by their digest. @param folder the one with `manifests` and `blobs` */
export function ollamaSource(folder: string): Source {
  return {
    name: 'ollama',
    folder: join(folder, 'manifests'),
    async find() {
      const files: SourceFile[] = [];
      const unreadable: Said[] = [];
      for (const { path, name, blob } of await readOllamaManifests(folder)) {
        const file = await lookAt(blob).catch((error: NodeJS.ErrnoException) => {
          unreadable.push(say`Ollama’s model ${name} cannot be looked at (${String(error.code)}).`);
          return undefined;
        });
        if (file !== undefined) files.push({ ...file, source: 'ollama', label: name, manifest: path });
      }
      return { files, unreadable };
    },
  };
}

/** All manifests that name a model in the blobs folder; those that say anything else are left out. Never throws. */
export async function readOllamaManifests(folder: string): Promise<readonly OllamaManifest[]> {
  const manifests: OllamaManifest[] = [];
  const root = join(folder, 'manifests');
  // Registry, namespace, name, tag.
  for (const place of await tree(root, 4)) {
    if (manifests.length === MAX_MANIFESTS) break;
    const path = join(root, ...place);
    const needs = layersOf(await readSmallJson(path, MAX_MANIFEST_BYTES));
    const model = needs.find((layer) => layer.type === MODEL_LAYER);
    if (model === undefined) continue;
    manifests.push({ path, name: nameOf(place), blob: join(folder, 'blobs', model.blob), needs: needs.map(({ blob }) => blob) });
  }
  return manifests;
}

/** Names of the entries exactly `depth` levels down. */
async function tree(folder: string, depth: number): Promise<readonly (readonly string[])[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const places: (readonly string[])[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (places.length >= MAX_MANIFESTS) break;
    if (depth === 1) {
      if (entry.isFile()) places.push([entry.name]);
    } else if (entry.isDirectory()) {
      places.push(...(await tree(join(folder, entry.name), depth - 1)).map((rest) => [entry.name, ...rest]));
    }
  }
  return places;
}

function layersOf(manifest: unknown): readonly { readonly type: string; readonly blob: string }[] {
  const layers = typeof manifest === 'object' && manifest !== null && 'layers' in manifest ? manifest.layers : undefined;
  if (!Array.isArray(layers) || layers.length > MAX_LAYERS) return [];
  return layers.flatMap((layer: unknown) => {
    const digest = DIGEST.exec(textIn(layer, 'digest') ?? '')?.[1];
    return digest === undefined ? [] : [{ type: textIn(layer, 'mediaType') ?? '', blob: `sha256-${digest}` }];
  });
}

/** Ollama leaves out its own registry and the namespace of its own library. */
function nameOf([registry, namespace, name, tag]: readonly string[]): string {
  const owner = namespace === 'library' && registry === DEFAULT_REGISTRY ? [] : [namespace];
  return `${[...(registry === DEFAULT_REGISTRY ? [] : [registry]), ...owner, name].join('/')}:${tag}`;
}
