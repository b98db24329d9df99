import { expect, test } from 'vitest';
import { createConnector, type Network } from '../../electron/egress/connector.ts';
import { HERE, listenBare } from './servers.ts';

/** How connecting ended: `connected`, or the error's code. */
function connecting(host: string, port: number, options: { network?: Network; isOpen?: () => boolean } = {}): Promise<string> {
  const { network = HERE, isOpen = () => true } = options;
  const { connect } = createConnector({ reach: 'network', connectMs: 2_000, network, isOpen });
  return new Promise((resolve) =>
    connect({ hostname: host, host, protocol: 'http:', port: String(port) }, (error, socket) => {
      socket?.destroy();
      resolve(error === null ? 'connected' : String((error as NodeJS.ErrnoException).code));
    }),
  );
}

test('connects to what may be reached, and judges addresses that are never looked up', async () => {
  let connections = 0;
  const port = await listenBare(() => connections++);
  expect(await connecting('box.example', port)).toBe('connected');
  expect(await connecting('127.0.0.1', port)).toBe('connected');
  await expect.poll(() => connections).toBe(2);
  expect(await connecting('127.0.0.1', port, { network: {} })).toBe('EADDRESS');
  expect(await connecting('[::ffff:7f00:1]', port, { network: {} })).toBe('EADDRESS');
  expect(await connecting('169.254.169.254', 80)).toBe('EADDRESS');
  expect(connections).toBe(2);
});

test('opens nothing once it is shut, also when the name was being resolved before', async () => {
  let connections = 0;
  const port = await listenBare(() => connections++);
  let open = true;
  const resolving = connecting('box.example', port, {
    isOpen: () => open,
    network: {
      ...HERE,
      lookup(_name, _options, done) {
        open = false;
        done(null, [{ address: '127.0.0.1', family: 4 }]);
      },
    },
  });
  expect(await resolving).toBe('ESHUT');
  expect(await connecting('127.0.0.1', port, { isOpen: () => open })).toBe('ESHUT');
  expect(connections).toBe(0);
});

test('gives up a name that has no address, and a server that never answers', async () => {
  const nowhere: Network = { ...HERE, lookup: (_name, _options, done) => done(null, []) };
  expect(await connecting('box.example', 1, { network: nowhere })).toBe('EADDRESS');
  const unknown: Network = { ...HERE, lookup: (_name, _options, done) => done(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), []) };
  expect(await connecting('box.example', 1, { network: unknown })).toBe('ENOTFOUND');
});
