import type { ContextBridge, IpcRenderer } from 'electron';

type Listener = (event: never, ...told: unknown[]) => void;

interface StageGlobals {
  __stageInvoke(channel: string, input: unknown[]): Promise<unknown>;
  __stageHear?(channel: string, told: unknown[]): void;
}

/** What a sandboxed preload finds, written into the page before its own scripts run. */
function preludeOf(platform: string) {
  const page = globalThis as unknown as StageGlobals;
  const heard = new Map<string, Set<Listener>>();
  const ipcRenderer: Pick<IpcRenderer, 'invoke' | 'on' | 'off'> = {
    invoke: (channel: string, ...input: unknown[]) => page.__stageInvoke(channel, input),
    on(channel: string, listener: Listener) {
      heard.set(channel, (heard.get(channel) ?? new Set()).add(listener));
      return ipcRenderer as never;
    },
    off(channel: string, listener: Listener) {
      heard.get(channel)?.delete(listener);
      return ipcRenderer as never;
    },
  };
  page.__stageHear = (channel, told) => {
    for (const listener of heard.get(channel) ?? []) listener({} as never, ...told);
  };
  const contextBridge = {
    exposeInMainWorld: (name: string, api: unknown) => void Object.defineProperty(globalThis, name, { value: Object.freeze(api) }),
  } satisfies Pick<ContextBridge, 'exposeInMainWorld'>;
  return { process: { platform }, require: () => ({ contextBridge, ipcRenderer }) };
}

/** The preload as a script of the page. Unlike in Electron it has no world of its own there. @param preload its source */
export const scriptOf = (preload: string, platform: string): string => `(() => {
  const { process, require } = (${preludeOf.toString()})(${JSON.stringify(platform)});
  const module = { exports: {} };
  const exports = module.exports;
  ${preload}
})();`;
