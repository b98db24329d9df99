import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const types = (file: string) => readFileSync(join(dirname(createRequire(import.meta.url).resolve('openai')), 'resources', file), 'utf8');

/** The fields of an interface in the types of the official package: what is documented. */
export function documentedFields(file: string, name: string): string[] {
  const [, body = ''] = new RegExp(`export interface ${name} \\{\\n(.*?)\\n\\}`, 's').exec(types(file)) ?? [];
  return [...body.replaceAll(/\/\*\*.*?\*\//gs, '').matchAll(/^ {4}(\w+)\??:/gm)].map(([, field = '']) => field);
}
