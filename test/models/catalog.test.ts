import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openCatalog } from '../../electron/models/catalog.ts';
import { chooseForMachine, rankForMachine } from '../../shared/models/catalog.ts';
import { type FitModel, type Machine, predictFit } from '../../shared/models/fit.ts';

const models = await openCatalog(fileURLToPath(new URL('../../resources/catalog.json', import.meta.url)))();
const GIB = 2 ** 30;
const machineOf = (gib: number): Machine => ({
  totalBytes: gib * GIB,
  availableBytes: gib * GIB,
  headroomBytes: GIB,
  threads: 4,
  bytesPerSecond: 12e9,
});
const predictOn = (machine: Machine) => (model: FitModel) =>
  predictFit(model, machine, { contextWindow: Math.min(8192, model.contextLength), sequences: 1 });

describe('the list of suggested models', () => {
  test('has some twenty models, each once, of each kind', () => {
    expect(models.length).toBeGreaterThanOrEqual(20);
    expect(new Set(models.map(({ id }) => id)).size).toBe(models.length);
    for (const kind of ['chat', 'embedding', 'rerank']) expect(models.some((model) => model.kind === kind)).toBe(true);
  });

  test('every fact has a source and a day, every size is plausible for its bits, and what was computed says so', () => {
    for (const { id, sources, quantisations, parameters, activeParameters, shape } of models) {
      const facts = new Set(sources.flatMap((source) => source.facts));
      for (const fact of ['maker', 'licence', 'parameters', 'contextLength', 'shape', 'quantisations']) expect(facts, id).toContain(fact);
      for (const { url, date } of sources) {
        expect(url).toMatch(/^https:\/\//);
        expect(date <= '2026-11-21').toBe(true);
      }
      for (const { name, bytes } of quantisations) {
        const bits = Number(/\d+/.exec(name)?.[0]);
        expect((bytes * 8) / parameters, `${id} ${name}`).toBeGreaterThan(bits * 0.99);
        expect((bytes * 8) / parameters, `${id} ${name}`).toBeLessThan(bits * 1.35);
      }
      expect(activeParameters === undefined).toBe(shape.experts === undefined);
      if (activeParameters !== undefined) expect(activeParameters).toBeLessThan(parameters);
    }
  });

  test('gives a small machine a small model and a large one a large model, in a file as large as fits', () => {
    const choose = (gib: number) => chooseForMachine(models, predictOn(machineOf(gib)));
    expect(choose(1)).toBeUndefined();
    expect(choose(4)?.entry.parameters).toBeLessThan(5e9);
    expect(choose(32)?.entry.parameters).toBeGreaterThan(20e9);
    expect(choose(8)?.fit.verdict).toBe('fits');
    expect(chooseForMachine(models, predictOn(machineOf(32)), 'code')?.entry.goodAt).toContain('code');
  });

  test('more memory never chooses a smaller model, whatever the order of the list', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 128, noNaN: true }),
        fc.double({ min: 0, max: 64, noNaN: true }),
        fc.shuffledSubarray([...models], { minLength: models.length }),
        (gib, more, shuffled) => {
          const small = chooseForMachine(models, predictOn(machineOf(gib)));
          const large = chooseForMachine(shuffled, predictOn(machineOf(gib + more)));
          expect(large?.entry.parameters ?? 0).toBeGreaterThanOrEqual(small?.entry.parameters ?? 0);
          const again = chooseForMachine(shuffled, predictOn(machineOf(gib)));
          expect(again?.entry.id).toBe(small?.entry.id);
          if (small !== undefined) expect(small.fit.need.cpuBytes).toBeLessThanOrEqual((gib - 1) * GIB);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('is ranked: what fits first', () => {
    const verdicts = rankForMachine(models, predictOn(machineOf(8))).map(({ fit }) => fit.verdict);
    expect(verdicts).toEqual(
      [...verdicts].sort((a, b) => ['fits', 'slow', 'wont-fit'].indexOf(a) - ['fits', 'slow', 'wont-fit'].indexOf(b)),
    );
  });

  test('a broken list is said in words, and read again once it is mended', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lintel-catalog-'));
    const path = join(folder, 'catalog.json');
    const read = openCatalog(path);
    await writeFile(path, '{"version":1,"models":[{"id":"x"}]}');
    await expect(read()).rejects.toThrow(/cannot be read/);
    await writeFile(path, '{"version":1,"models":[]}');
    expect(await read()).toEqual([]);
    await rm(folder, { recursive: true });
  });
});
