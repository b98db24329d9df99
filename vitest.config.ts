import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two cores, and most files start processes of their own: more at once only makes each slower.
    maxWorkers: 2,
    reporters: ['default', './test/closing-line.ts'],
  },
});
