import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const folder = join(import.meta.dirname, '..', '..', '.github', 'workflows');

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Record<string, string>;
}
interface Workflow {
  readonly on: Record<string, unknown>;
  readonly permissions: unknown;
  readonly jobs: Record<string, { readonly permissions?: unknown; readonly steps: readonly Step[] }>;
}

describe.each(readdirSync(folder))('%s', (name) => {
  const workflow = parse(readFileSync(join(folder, name), 'utf8')) as Workflow;
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  it('may read the sources and change nothing', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    for (const job of Object.values(workflow.jobs)) expect(job.permissions).toBeUndefined();
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
  });

  it('runs actions by their whole commit alone', () => {
    for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  });

  it('hands secrets to no pull request, and nothing of an event to a shell', () => {
    for (const step of steps) {
      expect(step.run ?? '').not.toMatch(/\$\{\{[^}]*(?:secrets|github\.(?:event\.(?!_name)|head_ref|ref_name|actor))/);
      for (const value of Object.values(step.env ?? {}))
        if (value.includes('secrets.'))
          expect(`${value} ${JSON.stringify(step)}`).toMatch(
            /github\.event_name != 'pull_request'|startsWith\(github\.ref, 'refs\/tags\/'\)/,
          );
    }
  });
});

it('checks packages by the packager’s own schema, their fuses, their start and their size before it gives them out', () => {
  const { jobs } = parse(readFileSync(join(folder, 'desktop.yml'), 'utf8')) as Workflow;
  const commands = jobs.desktop?.steps.map(({ run, uses }) => run ?? uses ?? '') ?? [];
  const at = (part: string) => commands.findIndex((command) => command.includes(part));
  const order = ['ci --prefix packaging', 'pack:check', 'electron-builder', 'check-fuses', 'pack:start', 'check-sizes', 'upload-artifact'];
  expect(order.map(at)).toEqual(order.map(at).toSorted((a, b) => a - b));
  expect(order.map(at)).not.toContain(-1);
});
