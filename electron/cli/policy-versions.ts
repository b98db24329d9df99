import type { Command } from 'commander';
import { LintelError } from '../../shared/chat/error.ts';
import type { CommandParts, Common } from './models.ts';
import { plain, print, printJson, printTable } from './output.ts';
import type { TellPolicy } from './policy-file.ts';

/** Changes that one line of the history names. */
const MOST_NAMED = 3;

/** Adds the commands about the versions of the policy. */
export function addPolicyVersionCommands(policy: Command, { leaf, withConnection }: CommandParts, tell: TellPolicy): void {
  leaf(policy, 'history', 'list the versions, newest first')
    .option('--limit <number>', 'how many at most', '50')
    .action((options: Common & { limit: string }) =>
      withConnection(options, async (connection) => {
        const versions = await connection.call('policyHistory', { limit: versionOf(options.limit) });
        if (options.json) return printJson(versions);
        printTable([
          ['VERSION', 'MADE', 'CHANGES'],
          ...versions.map(({ version, createdAt, changes }) => [
            String(version),
            createdAt === undefined ? 'at first' : new Date(createdAt).toISOString().slice(0, 16).replace('T', ' '),
            summaryOf(changes),
          ]),
        ]);
      }),
    );
  leaf(policy, 'diff <from> [to]', 'what is different between two versions, or between one and that in force').action(
    (from: string, to: string | undefined, options: Common) =>
      withConnection(options, async (connection) => {
        const versions = { from: versionOf(from), to: to === undefined ? (await connection.call('policy')).version : versionOf(to) };
        const { changes } = await connection.call('policyDiff', versions);
        if (options.json) return printJson({ ...versions, changes });
        for (const change of changes) print(plain(change));
        if (changes.length === 0) print('Nothing is different.');
      }),
  );
  leaf(policy, 'rollback <version>', 'make a new version with the content of an earlier one')
    .option('--force', 'even if the policy’s own tests fail under it', false)
    .action((version: string, options: Common & { force: boolean }) =>
      withConnection(options, async (connection) => {
        tell(await connection.call('rollbackPolicy', { version: versionOf(version), force: options.force }), options);
      }),
    );
}

function versionOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new LintelError('bad-request', `“${text}” is no whole number from 1 on.`);
  return Number(text);
}

function summaryOf(changes: readonly string[] | undefined): string {
  if (changes === undefined) return 'cannot be read any more';
  const more = changes.length > MOST_NAMED ? `; and ${changes.length - MOST_NAMED} more` : '';
  return changes.slice(0, MOST_NAMED).join('; ') + more;
}
