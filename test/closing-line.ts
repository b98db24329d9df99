import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with one plain line that people and scripts can read: `N passed, N failed`. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    let passed = 0;
    let failed = unhandledErrors.length;
    let skipped = 0;
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      passed += tests.filter((test) => test.result().state === 'passed').length;
      skipped += tests.filter((test) => test.result().state === 'skipped').length;
      failed += tests.filter((test) => test.result().state === 'failed').length;
      if (!module.ok() && tests.every((test) => test.result().state !== 'failed')) failed += 1;
    }
    process.once('exit', () => console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`));
  }
}
