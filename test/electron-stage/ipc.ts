import type { IpcMain, IpcMainInvokeEvent } from 'electron';

type Handler = Parameters<IpcMain['handle']>[1];

const handlers = new Map<string, Handler>();

export const ipcMain = {
  handle: (channel: string, handler: Handler) => void handlers.set(channel, handler),
} satisfies Pick<IpcMain, 'handle'>;

/** A page called. Rejects as Electron does where nobody listens. */
export async function invoke(event: IpcMainInvokeEvent, channel: string, input: unknown[]): Promise<unknown> {
  const handler = handlers.get(channel);
  if (handler === undefined) throw new Error(`No handler for ${channel}.`);
  // What crosses is copied, never shared.
  return structuredClone(await handler(event, ...structuredClone(input)));
}
