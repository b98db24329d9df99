import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['./test/boxed-model.ts'],
    // Patience costs nothing where all goes well, and a busy computer takes its time.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 15_000 } },
    // Two cores, and most files start processes of their own: more at once only makes each slower.
    maxWorkers: 2,
    // A browser on a busy computer is late at times. Nothing else is tried twice, and the closing lines tell of what was.
    retry: { count: 1, condition: /^(?:(?:locator|page|frame)\.\w+: )?Timeout \d+ms exceeded/ },
    reporters: ['default', './test/closing-line.ts'],
  },
});
