import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCalls } from '../../electron/api/calls.ts';
import { chat } from '../../electron/api/chat.ts';
import { exportedChats } from '../../electron/api/chat-export.ts';
import { createWindowApi } from '../../electron/api/handlers.ts';
import { createChatStore } from '../../electron/ledger/chats.ts';
import { openDatabase } from '../../electron/ledger/database.ts';
import { createPolicyStore } from '../../electron/ledger/policies.ts';
import { createRequestLedger } from '../../electron/ledger/requests.ts';
import { createApi } from '../../renderer/api.ts';
import type { ChatEvent } from '../../shared/chat/event.ts';
import { DEFAULT_POLICY } from '../../shared/routing/policy.ts';
import type { Engine } from '../../shared/routing/ports.ts';
import type { Target } from '../../shared/routing/target.ts';
import { activityIn } from '../fakes/activity.ts';
import { appsIn } from '../fakes/apps.ts';
import { desktopParts } from '../fakes/desktop.ts';
import { egressIn } from '../fakes/egress.ts';
import { FIT, libraryParts } from '../fakes/library.ts';
import { modelSourceIn } from '../fakes/model-source.ts';
import { NO_MODELS } from '../fakes/models.ts';
import { moneyIn } from '../fakes/money.ts';
import { fakePorts, SITUATION } from '../fakes/ports.ts';
import { program, safekeeping } from '../fakes/program.ts';
import { providersIn } from '../fakes/providers.ts';

/** The window's caller in front of main's real handlers and a real database; only the engines are played. */
export function realMain(targets: readonly Target[], script: Record<string, readonly ChatEvent[] | Engine> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-window-'));
  const database = openDatabase(join(folder, 'lintel.db'), { repair: true });
  const chats = createChatStore(database, Date.now);
  const requests = createRequestLedger(database, Date.now);
  const policies = createPolicyStore(database, Date.now);
  const ports = { ...fakePorts(targets, script), ledger: requests, vault: chats.masks, policy: policies.current };
  const { egress, exportEgress } = egressIn(database);
  let count = 0;
  const app = createWindowApi({
    handlers: createCalls({
      program,
      policyFile: () => undefined,
      ...desktopParts(folder),
      models: NO_MODELS,
      ports,
      chats,
      requests,
      policies,
      egress,
      activity: activityIn(database),
      money: moneyIn(database),
      apps: appsIn(database),
      ...modelSourceIn(folder),
      providers: providersIn(database).providers,
      fit: FIT,
      library: libraryParts(folder),
      state: async () => ({
        version: '0.0.0',
        dataFolder: folder,
        modelsFolder: folder,
        policy: DEFAULT_POLICY,
        isStayForced: false,
        models: targets,
        hardware: SITUATION.hardware,
        notices: [],
      }),
    }),
    chat: (prompt, signal) => chat(prompt, `request-${++count}`, chats, ports, signal, () => {}),
    exportEgress,
    ...safekeeping,
    exportChats: (format, id) => exportedChats(chats, format, id),
    asset: async () => new Response('page'),
    bodyLimit: 1_000_000,
    onFault: () => {},
  });
  const send: typeof fetch = async (input, { signal, ...init } = {}) => {
    const response = await app.request(input as string, init);
    // An abort closes the connection under the reply, as it does on the wire.
    return signal ? new Response(response.body?.pipeThrough(new TransformStream(), { signal }) ?? null, response) : response;
  };
  return {
    api: createApi(send),
    send,
    chats,
    policies,
    folder,
    close() {
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
