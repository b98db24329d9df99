import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../electron/ledger/database.ts';
import { keepExperience } from '../../electron/ledger/experience.ts';
import { createExperience, type Experience } from '../../shared/routing/experience.ts';
import type { Seen } from '../../shared/routing/experience-target.ts';

let folder: string;
let database: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-experience-'));
  database = openDatabase(join(folder, 'lintel.db'), { repair: true });
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const SEEN: Seen = {
  ...{ load: 0.3, isHere: true, inputTokens: 600, cachedTokens: 100, outputTokens: 100 },
  ...{ promptTokensPerSecond: 500, tokensPerSecond: 40, firstTokenMs: 3050, queueMs: 0, loadMs: 2000 },
};

let now = 1;
const faults: unknown[] = [];
const keep = (experience: Experience) =>
  keepExperience(database, experience, { now: () => now++, onFault: (error) => void faults.push(error) });
const rows = () => database.handle.prepare('SELECT target_id AS id, known FROM experience ORDER BY updated_at').all();

it('knows after a restart what it knew before', () => {
  const before = createExperience();
  const store = keep(before);
  for (let index = 0; index < 25; index++) before.learn('a', { ...SEEN, firstTokenMs: 3000 + index });
  before.compare(
    'b',
    { costNanoDollars: 5, firstTokenMs: 6, totalMs: 7, outputTokens: 8 },
    { costNanoDollars: 5000, firstTokenMs: 60, totalMs: 70, outputTokens: 4 },
  );
  store.close();
  const after = createExperience();
  const again = keep(after);
  expect(after.curveOf('a')).toEqual(before.curveOf('a'));
  expect(after.loadMsOf('a')).toBe(2000);
  expect(after.p95FirstTokenMs('a')).toBe(before.p95FirstTokenMs('a'));
  expect(after.errorsOf('b')).toEqual(before.errorsOf('b'));
  // Nothing was learned in between, so nothing is written.
  const at = now;
  again.close();
  expect(now).toBe(at);
});

it('passes over rows that cannot be read', () => {
  const experience = createExperience();
  experience.learn('good', SEEN);
  const put = database.handle.prepare('INSERT INTO experience VALUES (?, ?, 1)');
  const sound = JSON.stringify(experience.kept('good'));
  for (const [id, known] of Object.entries({
    good: sound,
    broken: sound.slice(0, 40),
    empty: '{}',
    negative: sound.replace('"mean":', '"mean":-'),
    endless: sound.replace('"firstTokenMs":[', `"firstTokenMs":[${'1,'.repeat(500)}`),
  }))
    put.run(id, known);
  const after = createExperience();
  keep(after).close();
  expect(after.curveOf('good')).toEqual(experience.curveOf('good'));
  expect(['broken', 'empty', 'negative', 'endless'].filter((id) => after.kept(id) !== undefined)).toEqual([]);
});

it('keeps the two hundred targets that were seen last, and reads them in a moment', () => {
  const experience = createExperience();
  const store = keep(experience);
  for (let index = 0; index < 260; index++) {
    for (let time = 0; time < 70; time++) experience.learn(`target-${index}`, { ...SEEN, load: time / 70, firstTokenMs: 3000 + time / 7 });
  }
  store.close();
  expect(rows()).toHaveLength(200);
  expect(rows()[0]?.id).toBe('target-60');
  const after = createExperience();
  keep(after).close();
  expect(after.curveOf('target-259')).toEqual(experience.curveOf('target-259'));
  expect(after.kept('target-59')).toBeUndefined();
});

it('tells of a disk that takes nothing, and goes on', () => {
  const experience = createExperience();
  const store = keep(experience);
  experience.learn('a', SEEN);
  database.handle.exec('DROP TABLE experience');
  faults.length = 0;
  store.close();
  expect(faults).toHaveLength(1);
});
