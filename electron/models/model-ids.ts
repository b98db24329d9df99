import { stem } from './local-model.ts';
import { placeOf, type SourceFile, type SourceName } from './sources/source.ts';

/** What callers ask for when Lintel shall choose: no model may take the name. */
const AUTOMATIC = 'auto';

/** Who has the first claim to a name. */
const KEEPERS: readonly SourceName[] = ['box', 'lintel', 'folder', 'lm-studio', 'jan', 'hugging-face', 'ollama'];

/**
 * An id for each file, by path. A file keeps its id while it is there, whatever else comes along; of two newcomers
 * with one name that of the better-known keeper has the plain id, then the older, so a new file takes nobody's place.
 * A keeper goes before age, since an old file in some folder must never answer, or be deleted, under the id of another.
 */
export function giveIds(files: readonly SourceFile[], known: ReadonlyMap<string, string>): Map<string, string> {
  const ids = new Map<string, string>();
  const newcomers: SourceFile[] = [];
  for (const file of files) {
    const id = known.get(placeOf(file));
    if (id === undefined) newcomers.push(file);
    else ids.set(placeOf(file), id);
  }
  const taken = new Set([AUTOMATIC, ...ids.values()]);
  for (const file of newcomers.sort((a, b) => KEEPERS.indexOf(a.source) - KEEPERS.indexOf(b.source) || a.modifiedAt - b.modifiedAt))
    ids.set(placeOf(file), idFor(file, taken));
  return ids;
}

function idFor(file: SourceFile, taken: Set<string>): string {
  const named = file.source === 'ollama' || file.source === 'jan' ? file.label : undefined;
  const wanted =
    (named ?? stem(file.path))
      .toLowerCase()
      .replace(/[^a-z0-9._:-]+/g, '-')
      .replace(/^[-.:]+|[-.:]+$/g, '') || 'model';
  let id = wanted;
  for (let number = 2; taken.has(id); number++) id = `${wanted}-${number}`;
  taken.add(id);
  return id;
}
