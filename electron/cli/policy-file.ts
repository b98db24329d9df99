import { writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { type Command, Option } from 'commander';
import type { Reply } from '../../shared/api/contract.ts';
import { LintelError } from '../../shared/chat/error.ts';
import type { Policy } from '../../shared/routing/policy.ts';
import type { PolicyReading } from '../platform/policy-reading.ts';
import { boundedPolicyText, readPolicyFile } from '../platform/policy-text.ts';
import type { CommandParts, Common } from './models.ts';
import { note, plain, print, printJson, printTable } from './output.ts';

/** The policy of a data folder, read beside whoever holds it. */
export interface PolicyOnDisk {
  policyIn(options: Common): Promise<Policy>;
}

export type TellPolicy = (policy: Reply<'policy'>, options: Common) => void;

/** Adds the commands that read or write the policy as a file. */
export function addPolicyFileCommands(
  policy: Command,
  { leaf, withConnection, policyIn }: CommandParts & PolicyOnDisk,
  tell: TellPolicy,
): void {
  leaf(policy, 'export [file]', 'write the whole policy as YAML or JSON, to a file or to the output')
    .addOption(new Option('--yaml', 'as YAML, which it is without a file’s name that says otherwise').conflicts('json'))
    .action(async (file: string | undefined, options: Common) => {
      const format = options.json || file?.endsWith('.json') ? 'json' : 'yaml';
      const { writePolicy } = await reader();
      const content = writePolicy(await policyIn(options), format);
      if (file === undefined) return void process.stdout.write(content);
      await writeFile(file, content, { mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
        throw new LintelError('storage-failed', `${file} cannot be written (${error.code}).`, { cause: error });
      });
      note(`Wrote ${file}.`);
    });

  leaf(policy, 'apply [file]', 'put a whole policy, or a change such as {"masking": "off"}, into force: YAML or JSON')
    .option('--force', 'even if the policy’s own tests fail under it', false)
    .addHelpText('after', '\nlintel policy schema says what it may hold, lintel policy export shows a whole one.')
    .action(async (file: string | undefined, options: Common & { force: boolean }) => {
      const content = await contentOf(file);
      await withConnection(options, async (connection) => {
        const { value } = await rightIn(content, await connection.call('policy'), file);
        const { isWhole } = await import('../../shared/api/policy-proposal.ts');
        const { version: _, $schema: __, ...body } = value as { version?: number; $schema?: string };
        const { force } = options;
        tell(
          isWhole(body)
            ? await connection.call('replacePolicy', { policy: body, force })
            : await connection.call('changePolicy', { ...body, force }),
          options,
        );
      });
    });

  leaf(policy, 'check <file>', 'say all that is wrong with a policy’s file, and where').action(async (file: string, options: Common) => {
    const { faultLine, readPolicy } = await reader();
    const reading = readPolicy(await contentOf(file), await policyIn(options));
    const faults = 'faults' in reading ? reading.faults : [];
    if (options.json) printJson({ ok: faults.length === 0, faults });
    else if (faults.length === 0) print(plain(`${file} is right.`));
    else for (const fault of faults) print(plain(faultLine(file, fault)));
    if (faults.length > 0) process.exitCode = 1;
  });

  leaf(policy, 'schema', 'print the JSON Schema of a policy’s file').action(async () => {
    const { policyJsonSchema } = await import('../../shared/api/policy-proposal.ts');
    print(JSON.stringify(policyJsonSchema(), undefined, 2));
  });

  leaf(policy, 'test [file]', 'run the tests of the policy in force, or of a file').action((file: string | undefined, options: Common) =>
    withConnection(options, async (connection) => {
      const value = file === undefined ? undefined : (await rightIn(await contentOf(file), await connection.call('policy'), file)).value;
      const results = await connection.call('testPolicy', value === undefined ? {} : { policy: { ...value } });
      if (results.some(({ passed }) => !passed)) process.exitCode = 1;
      if (options.json) return printJson(results);
      if (results.length === 0) note('The policy has no tests. Add some under “tests”; lintel policy schema says how.');
      printTable(
        results.map(({ name, passed, failures, sentence }) => [
          passed ? 'pass' : 'FAIL',
          name,
          passed ? '' : `${failures.join('; ')}. ${sentence}`,
        ]),
      );
    }),
  );
}

/** The text of a file, or of what is piped in. */
async function contentOf(file: string | undefined): Promise<string> {
  return file === undefined || file === '-' ? boundedPolicyText(await text(process.stdin)) : await readPolicyFile(file);
}

/** Reading a policy needs all that its rules are made of, which no other command does. */
const reader = () => import('../platform/policy-reading.ts');

/** What was read; where it is wrong, all that is wrong as one error. */
async function rightIn(content: string, base: Policy, file: string | undefined): Promise<Exclude<PolicyReading, { faults: unknown }>> {
  const { faultLine, readPolicy } = await reader();
  const reading = readPolicy(content, base);
  if (!('faults' in reading)) return reading;
  throw new LintelError('bad-request', reading.faults.map((fault) => faultLine(file ?? 'input', fault)).join('\n'));
}

/** A whole policy or a change as a decision may suppose it. */
export async function supposedPolicy(file: string | undefined, base: Policy): Promise<Record<string, unknown>> {
  return { ...(await rightIn(await contentOf(file), base, file)).value };
}
