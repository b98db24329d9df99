import type { Command } from 'commander';
import { LintelError } from '../../shared/chat/error.ts';
import type { DownloadView } from '../../shared/models/download.ts';
import type { Connection } from './connect.ts';
import type { CommandParts, Common } from './models.ts';
import { note, plain, print, printJson, printTable } from './output.ts';

const LOOK_MS = 250;

/** Adds `search`, `pull` and `downloads` to the group `models`. */
export function addPullCommands(models: Command, { leaf, withConnection }: CommandParts): void {
  leaf(models, 'search <text>', 'look for models on the hub').action((text: string, options: Common) =>
    withConnection(options, async (connection) => {
      const found = await connection.call('searchHub', { q: text });
      if (options.json) return printJson(found);
      if (found.length === 0) return note('Nothing was found. Try fewer words.');
      printTable([
        ['MODEL', 'DOWNLOADS', 'TERMS'],
        ...found.map(({ repo, downloads, gated }) => [`hf:${repo}`, String(downloads), gated ? 'to accept' : '']),
      ]);
    }),
  );
  leaf(models, 'pull <ref>', 'download a model: hf:owner/repo:Q4_K_M, or the address of a .gguf; Ctrl-C pauses').action(
    (ref: string, options: Common) => withConnection(options, (connection) => pull(connection, ref, options.json)),
  );
  leaf(models, 'downloads', 'list the downloads, finished or not').action((options: Common) =>
    withConnection(options, async (connection) => {
      const all = await connection.call('downloads');
      if (options.json) return printJson(all);
      if (all.length === 0) return note('Nothing is being downloaded. Begin with: lintel models pull hf:owner/repo');
      printTable([
        ['STATE', 'DONE', 'SIZE', 'WHAT'],
        ...all.map((view) => [view.state, percent(view), gigabytes(view.totalBytes), view.error ? `${view.ref}: ${view.error}` : view.ref]),
      ]);
    }),
  );
}

async function pull(connection: Connection, ref: string, json: boolean): Promise<void> {
  let interrupted = false;
  const interrupt = () => {
    interrupted = true;
  };
  process.once('SIGINT', interrupt);
  try {
    let view = await connection.call('startDownload', { ref });
    while (view.state === 'running' || view.state === 'verifying') {
      if (interrupted) view = await connection.call('pauseDownload', {}, view.id);
      else {
        showProgress(view);
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
        const { id } = view;
        const found = (await connection.call('downloads')).find((one) => one.id === id);
        if (found === undefined) throw new LintelError('cancelled', 'The download was cancelled.');
        view = found;
      }
    }
    endProgress();
    if (view.state === 'failed') throw new LintelError('not-found', view.error ?? 'The download failed.');
    if (json) printJson(view);
    else if (view.state === 'done') print(plain(`Downloaded ${view.files.join(', ')}.`));
    if (view.state === 'paused') {
      note(`Paused at ${percent(view)}. Go on with: lintel models pull ${ref}`);
      process.exitCode = 130;
    }
  } finally {
    process.off('SIGINT', interrupt);
  }
}

function showProgress(view: DownloadView): void {
  if (!process.stderr.isTTY) return;
  const { bytesPerSecond, secondsLeft, state, totalBytes } = view;
  const speed = bytesPerSecond === undefined ? '' : `, ${(bytesPerSecond / 1e6).toFixed(1)} MB/s`;
  const left = secondsLeft === undefined ? '' : `, ${Math.floor(secondsLeft / 60)} min ${secondsLeft % 60} s left`;
  const what = state === 'verifying' ? 'verifying ' : '';
  process.stderr.write(`\r\u001b[K${what}${percent(view)} of ${gigabytes(totalBytes)}${speed}${left}`);
}

function endProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
}

const percent = ({ bytes, totalBytes }: DownloadView) => `${Math.floor((100 * bytes) / totalBytes)} %`;
const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(2)} GB`;
