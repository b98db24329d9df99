import type { Reporter, TestModule } from 'vitest/node';

interface Failure {
  readonly message?: string;
  readonly stack?: string;
}

const LINES_TOLD = 6;
const told = (where: string, { message, stack }: Failure = {}) =>
  [where, ...(stack ?? message ?? 'no error was given').split('\n').slice(0, LINES_TOLD)].join('\n  ');

function failuresIn(module: TestModule): string[] {
  const failed = [...module.children.allTests()].filter((test) => test.result().state === 'failed');
  if (failed.length > 0 || module.ok())
    return failed.map((test) => told(`${module.moduleId} > ${test.fullName}`, test.result().errors?.[0]));
  return [told(module.moduleId, module.errors()[0])];
}

/** Tests that passed only when they were tried again, with what failed first. */
const lateIn = (module: TestModule) =>
  [...module.children.allTests()]
    .filter((test) => test.diagnostic()?.flaky === true)
    .map((test) => told(`passed at the second try: ${module.moduleId} > ${test.fullName}`, test.result().errors?.[0]));

/** Ends a run with what failed, in short, and one plain line that people and scripts can read: `N passed, N failed`. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly Failure[]): void {
    const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
    const count = (state: string) => states.filter((each) => each === state).length;
    const failures = [...modules.flatMap(failuresIn), ...unhandledErrors.map((error) => told('beside the tests', error))];
    const skipped = count('skipped');
    const line = `${count('passed')} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    process.once('exit', () => console.log([...modules.flatMap(lateIn), ...failures, line].join('\n\n')));
  }
}
