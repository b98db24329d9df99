import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareMemory } from '../../shared/models/memory-share.ts';

const GB = 1e9;

test('files that are mapped count once, with the models', () => {
  const loaded = [{ residentBytes: 5 * GB, fileBytes: 4 * GB }];
  const mapped = { totalBytes: 16 * GB, availableBytes: 12 * GB, countsMappedFilesAsAvailable: true };
  expect(shareMemory(mapped, loaded, GB)).toMatchObject({ modelsBytes: 5 * GB, othersBytes: 3 * GB, freeBytes: 8 * GB });
  const plain = { ...mapped, availableBytes: 8 * GB, countsMappedFilesAsAvailable: false };
  expect(shareMemory(plain, loaded, GB)).toMatchObject({ modelsBytes: 5 * GB, othersBytes: 3 * GB, freeBytes: 8 * GB });
});

test('the parts always add up to the whole, and none is below nothing', () => {
  const bytes = fc.nat({ max: 64 * GB });
  fc.assert(
    fc.property(
      bytes,
      bytes,
      fc.boolean(),
      fc.array(fc.record({ residentBytes: bytes, fileBytes: bytes }), { maxLength: 5 }),
      (total, available, mapped, loaded) => {
        const seen = { totalBytes: total, availableBytes: Math.min(total, available), countsMappedFilesAsAvailable: mapped };
        const { modelsBytes, othersBytes, freeBytes } = shareMemory(seen, loaded, GB);
        expect(modelsBytes + othersBytes + freeBytes).toBeCloseTo(total, 0);
        for (const part of [modelsBytes, othersBytes, freeBytes]) expect(part).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});
