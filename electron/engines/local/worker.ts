import { english } from '../../../shared/chat/english.ts';
import { say } from '../../../shared/chat/said.ts';
import type { Chats } from './chats.ts';
import type { Encodings } from './encodings.ts';
import { forkByParent } from './fork-by-parent.ts';
import type { Graphics } from './graphics.ts';
import { createHeartbeat } from './heartbeat.ts';
import { watchForOrphaning } from './orphan-watch.ts';
import { createOutbox } from './outbox.ts';
import { openParentPort } from './parent-port.ts';
import type { ToWorker } from './protocol.ts';

/**
 * The program of a worker process: loads the one model it is told to, and answers chats on it.
 * It lives exactly as long as its parent wants it.
 */
const port = openParentPort();
forkByParent();
const outbox = createOutbox(port.send);
const heartbeat = createHeartbeat((load) => outbox.send({ type: 'alive', ...load }));

// A killed parent says nothing, its line just ends. SIGKILL, because an orderly exit would wait for
// llama.cpp's threads in the middle of a decode.
port.onGone(() => process.kill(process.pid, 'SIGKILL'));
// The line is read only between two turns of the event loop, and a chat template can keep it from turning.
watchForOrphaning();
// Ctrl-C in a terminal reaches the whole process group; the parent decides when a worker ends.
process.on('SIGINT', () => undefined);

/** Other programs take and leave the card's memory, too. */
const GRAPHICS_EVERY_MS = 10_000;

let loading: Promise<void> | undefined;
let chats: Chats | undefined;
let encodings: Encodings | undefined;
let setThreads: ((threads: number) => void) | undefined;

async function load({ path, ...options }: Extract<ToWorker, { type: 'load' }>): Promise<void> {
  const endWork = heartbeat.enter();
  try {
    const [{ loadModel }, { createChats }] = await Promise.all([import('./loaded-model.ts'), import('./chats.ts')]);
    const loaded = await loadModel(path, options, (fraction) => outbox.send({ type: 'loading', fraction }));
    if (loaded.purpose === 'chat') chats = createChats(loaded, options.settings ?? {}, outbox, heartbeat);
    else encodings = (await import('./encodings.ts')).createEncodings(loaded.encoder, outbox, heartbeat);
    setThreads = loaded.setThreads;
    outbox.send({
      type: 'ready',
      contextWindow: loaded.contextWindow,
      sequences: loaded.purpose === 'chat' ? loaded.sequences.length : 1,
      memoryBytes: process.memoryUsage.rss(),
      cores: loaded.cores,
      allocated: loaded.allocated,
      abilities: loaded.abilities,
    });
    if (loaded.graphics !== undefined) tellOf(loaded.graphics);
  } catch (error) {
    outbox.send({ type: 'load-failed', reason: error instanceof Error ? error.message : String(error) });
  } finally {
    endWork();
  }
}

function tellOf(look: () => Promise<Graphics>): void {
  const tell = async () => outbox.send({ type: 'graphics', graphics: await look().catch(() => undefined) });
  void tell();
  setInterval(() => void tell(), GRAPHICS_EVERY_MS);
}

async function lookForGraphics(): Promise<void> {
  const { graphicsHere } = await import('./graphics-here.ts');
  outbox.send({ type: 'graphics', graphics: await graphicsHere().catch(() => undefined) });
}

function refuse(id: number, work: string): void {
  const said = say`This model was not made for this (${work}). Choose another one.`;
  outbox.send({ type: 'failed', id, code: 'bad-request', message: english(said), said });
}

port.onMessage((message) => {
  switch (message.type) {
    case 'look-for-graphics':
      void lookForGraphics();
      return;
    case 'load':
      loading = load(message);
      return;
    case 'chat':
      if (chats === undefined) refuse(message.job.id, 'chat');
      else chats.run(message.job);
      return;
    case 'encode':
      if (encodings === undefined) refuse(message.job.id, message.job.type);
      else encodings.run(message.job);
      return;
    case 'cancel':
      chats?.cancel(message.id);
      encodings?.cancel(message.id);
      return;
    case 'forget':
      void loading?.then(() => chats?.forgetKept());
      return;
    case 'threads':
      setThreads?.(message.threads);
  }
});
