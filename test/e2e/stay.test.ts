import { rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, expect, test } from 'vitest';
import type { DownloadView } from '../../shared/models/download.ts';
import type { EgressEntry } from '../../shared/privacy/egress.ts';
import { makeModel, PRESETS } from '../../tools/boxed-model/model.ts';
import { startHub } from '../models/download/hub-server.ts';
import { newDataFolder, startLintel } from './lintel-process.ts';

const dataFolder = newDataFolder();
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

/** This computer's address in its network: as near as loopback, and not loopback. */
const address = Object.values(networkInterfaces())
  .flat()
  .find((one) => one?.family === 'IPv4' && !one.internal)?.address;

/** Carries connections from that address to a port on loopback; counts the bytes that come back. */
async function forward(host: string, port: number) {
  const sockets = new Set<Socket>();
  let open = 0;
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    open++;
    near.once('close', () => open--);
    for (const one of [near, far]) {
      sockets.add(one);
      one.on('error', () => {}).on('close', () => [near, far].forEach((other) => void other.destroy()));
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    open: () => open,
    close() {
      for (const one of sockets) one.destroy();
      server.close();
    },
  };
}

// Set from outside, the switch cannot be turned while something runs.
test.skipIf(address === undefined || process.env.LINTEL_STAY_ON_DEVICE === '1')(
  'turning “Stay on this device” on ends a download from the network, and every connection of it',
  async () => {
    const bytes = Buffer.concat([Buffer.from(makeModel(PRESETS.starter)), Buffer.alloc(40 * 2 ** 20)]);
    const hub = await startHub(new Map([['slow-Q8_0.gguf', { bytes, etag: '"slow"', slowMs: 10 }]]));
    const network = await forward(address ?? '', Number(new URL(hub.url).port));
    const running = await startLintel({ dataFolder, environment: { HF_ENDPOINT: network.url, HF_TOKEN: '' } });
    try {
      const pulling = running.cli('models', 'pull', 'hf:river/models:Q8_0', '--json');
      await expect.poll(() => network.open(), { timeout: 20_000 }).toBeGreaterThan(1);
      expect((await running.cli('policy', 'stay', 'on')).code).toBe(0);
      await expect.poll(() => network.open(), { timeout: 5_000 }).toBe(0);
      expect((await pulling).code).toBe(1);
      const [download] = JSON.parse((await running.cli('models', 'downloads', '--json')).stdout) as DownloadView[];
      expect(download).toMatchObject({ state: 'failed', error: expect.stringContaining('set to stay on this device') });
      expect((await running.cli('models', 'search', 'river')).stderr).toContain('set to stay on this device');
      const sent = JSON.parse((await running.cli('ledger', 'sent', '--json')).stdout) as EgressEntry[];
      expect(sent.slice(0, 2).map(({ kind, ending }) => [kind, ending?.outcome])).toEqual([
        ['hub-search', 'refused'],
        ['model-download', 'cut'],
      ]);
      expect(network.open()).toBe(0);
      expect((await running.cli('ledger', 'verify')).code).toBe(0);
    } finally {
      await running.stop({ keepData: true });
      network.close();
      await hub.close();
    }
  },
  90_000,
);
