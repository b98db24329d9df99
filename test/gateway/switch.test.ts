import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPortCalls } from '../../electron/api/port.ts';
import { createPortSwitch, type PortSwitch } from '../../electron/gateway/switch.ts';
import { openSettings } from '../../electron/platform/settings.ts';

let folder: string;
let opened: Server[];
let told: (string | undefined)[];
let port: PortSwitch<{ address: string; close(): Promise<void> }>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-port-'));
  opened = [];
  told = [];
  port = createPortSwitch(
    async (number) => {
      const server = createServer((_request, response) => void response.end('here'));
      await new Promise<void>((done) => server.listen(number, '127.0.0.1', done));
      opened.push(server);
      return {
        address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        close: () => new Promise((done) => server.close(() => done())),
      };
    },
    (address) => told.push(address),
  );
});
afterEach(async () => {
  await port.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the port', () => {
  test('is opened once, however many ask at the same time', async () => {
    const addresses = await Promise.all([port.open(0), port.open(0), port.open(0)]);
    expect(new Set(addresses).size).toBe(1);
    expect(opened).toHaveLength(1);
    expect(port.address()).toBe(addresses[0]);
    await expect(port.open(1)).rejects.toMatchObject({ code: 'bad-request' });
  });

  test('answers no more once it is closed, and again where it was', async () => {
    const address = await port.open(0);
    expect(await (await fetch(address, { headers: { connection: 'close' } })).text()).toBe('here');
    await Promise.all([port.close(), port.close()]);
    expect(port.address()).toBeUndefined();
    await expect(fetch(address)).rejects.toThrow();
    expect(await port.open(Number(new URL(address).port))).toBe(address);
    expect(told).toEqual([address, undefined, address]);
  });

  test('can be opened after a try that failed', async () => {
    const failing = createPortSwitch(
      async (number) => {
        if (number === 1) throw new Error('taken');
        return { address: 'http://127.0.0.1:2', close: async () => {} };
      },
      () => {},
    );
    await expect(failing.open(1)).rejects.toThrow('taken');
    expect(await failing.open(2)).toBe('http://127.0.0.1:2');
  });
});

describe('the calls of the window', () => {
  const callsOf = (isWindowBehindPort: boolean) => {
    const settings = openSettings(folder);
    return { settings, ...createPortCalls({ port, settings, isWindowBehindPort }) };
  };
  const wish = (body: { isOpen: boolean; port?: number; isKept?: boolean }) => ({ id: '', body: { isKept: true, ...body } });

  test('open it, remember it, pause it and turn it off', async () => {
    const { settings, setPort } = callsOf(false);
    const { address } = await setPort(wish({ isOpen: true, port: 0 }));
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(settings.get().desktop.port).toBe(0);
    expect(await setPort(wish({ isOpen: false, isKept: false }))).toEqual({ isFixed: false });
    expect(settings.get().desktop.port).toBe(0);
    await setPort(wish({ isOpen: true }));
    expect(port.address()).toBeDefined();
    await setPort(wish({ isOpen: false }));
    expect(settings.get().desktop).toEqual({});
  });

  test('leave it alone where the window itself comes through it', async () => {
    const { setPort } = callsOf(true);
    await expect(setPort(wish({ isOpen: false }))).rejects.toMatchObject({ code: 'bad-request' });
    expect(port.address()).toBeUndefined();
  });
});
