import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const gateway = join(import.meta.dirname, '..', '..', 'electron', 'gateway');

it('has every dialect of the port go down the path under its key, by the one function that puts it there', () => {
  const files = readdirSync(gateway, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const going = files.filter((file) =>
    /import (?!type)[^;]*\broute\b[^;]* from '[./]*shared\/routing\/route\.ts'/.test(readFileSync(join(gateway, file), 'utf8')),
  );
  expect(going).toEqual(['ask.ts']);
});
