import { defineConfig } from 'vitest/config';

/** Tests of programs, models and browsers that run beside each other. */
const AMONG_PROCESSES = ['cli', 'conformance', 'e2e', 'electron-stage', 'engines/local', 'soak'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

export default defineConfig({
  test: {
    globalSetup: ['./test/boxed-model.ts'],
    // Patience costs nothing where all goes well, and a busy computer takes its time.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 15_000 } },
    // Two cores, and most files start processes of their own: more at once only makes each slower.
    maxWorkers: 2,
    reporters: ['default', './test/closing-line.ts'],
    projects: [
      { extends: true, test: { name: 'within', include: ['test/**/*.test.ts'], exclude: AMONG_PROCESSES } },
      // Browsers, models and killed programs share a busy computer, and are late at times in ways that no test can foresee.
      // What passed at the second try is told in the closing lines. Nothing else is tried twice, nor what draws its cases
      // (`retry: 0`): another draw would hide what the first found.
      { extends: true, test: { name: 'among processes', include: AMONG_PROCESSES, retry: 1 } },
    ],
  },
});
