import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { texts as german } from '../../renderer/locales/de/index.ts';
import { texts as english } from '../../renderer/locales/en/index.ts';
import { english as inEnglish } from '../../shared/chat/english.ts';
import { FINDING_NAMES, type FindingType } from '../../shared/privacy/finding.ts';
import { ZONE_NAMES, ZONES } from '../../shared/privacy/zones.ts';

const RENDERER = join(import.meta.dirname, '..', '..', 'renderer');

/** Every text by `namespace:path.to.it`. */
function flat(tree: object, path = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const at = path === '' ? key : `${path}${path.includes(':') ? '.' : ':'}${key}`;
    if (typeof value === 'string') all.set(at, value);
    else for (const [inner, text] of flat(value as object, at)) all.set(inner, text);
  }
  return all;
}

const placeholdersOf = (text: string) => [...text.matchAll(/\{\{\s*(\w+)|<\/?(\d+)>/g)].map(([, name, tag]) => name ?? tag).sort();
const EN = flat(english);
const DE = flat(german);
const sources = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('locales'))
  .map((file) => [file, readFileSync(join(RENDERER, file), 'utf8')] as const);

describe('the texts of the window', () => {
  it('are there in every language, with the same places to fill', () => {
    expect([...DE.keys()].sort()).toEqual([...EN.keys()].sort());
    for (const [key, text] of EN) expect({ key, holds: placeholdersOf(DE.get(key) ?? '') }).toEqual({ key, holds: placeholdersOf(text) });
  });

  it('are not English in German', () => {
    const same = [...EN].filter(([key, text]) => DE.get(key) === text && /[a-z]{3,} [a-z]{3,}/.test(text)).map(([key]) => key);
    expect(same).toEqual([]);
  });

  it('are all used', () => {
    const code = sources.map(([, text]) => text).join('\n');
    const dynamic = [...code.matchAll(/`([\w-]+(?:\.[\w-]+)*)?\.?\$\{/g)]
      .map(([, prefix]) => prefix ?? '')
      .filter((prefix) => prefix !== '');
    const endings = [...code.matchAll(/\bt\(`\$\{\w+\}(\.[\w.-]+)`/g)].map(([, ending]) => ending ?? '');
    const unused = [...EN.keys()].filter((key) => {
      const path = (key.split(':')[1] ?? '').replace(/_(?:zero|one|two|few|many|other)$/, '');
      const isLiteral = code.includes(`'${path}'`) || code.includes(`"${path}"`) || code.includes(`${key.split(':')[0]}:${path}'`);
      return !isLiteral && !dynamic.some((prefix) => path.startsWith(prefix)) && !endings.some((ending) => path.endsWith(ending));
    });
    // Pages are named by their own ids.
    expect(unused.filter((key) => !/^pages:\w+$/.test(key))).toEqual([]);
  });

  it('say the words of the core as the core does', () => {
    for (const [type, said] of Object.entries(FINDING_NAMES)) expect(english.words.findings[type as FindingType]).toBe(inEnglish(said));
    for (const zone of ZONES) expect(english.words.zones[zone]).toBe(inEnglish(ZONE_NAMES[zone]));
  });
});
