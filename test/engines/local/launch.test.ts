import { fileURLToPath } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import { forkWorker } from '../../../electron/engines/local/fork.ts';
import { workerEnvironment } from '../../../electron/engines/local/launch.ts';

afterEach(() => vi.unstubAllEnvs());

test('a worker’s process holds no key that lies in the environment', async () => {
  vi.stubEnv('OPENAI_API_KEY', 'sk-secret');
  vi.stubEnv('NODE_OPTIONS', '--no-warnings');
  vi.stubEnv('CUDA_VISIBLE_DEVICES', '0');
  const worker = forkWorker(fileURLToPath(new URL('./environment-worker.ts', import.meta.url)));
  const told = await new Promise<unknown>((resolve) => worker.onMessage(resolve));
  expect(told).toMatchObject({ PATH: process.env.PATH, CUDA_VISIBLE_DEVICES: '0', UV_THREADPOOL_SIZE: '1' });
  expect(told).not.toHaveProperty('OPENAI_API_KEY');
  expect(told).not.toHaveProperty('NODE_OPTIONS');
});

test('names count in any case, as on Windows, and a worker decides by itself how many native threads it has', () => {
  const own = {
    Path: 'C:\\bin',
    SystemRoot: 'C:\\Windows',
    lc_all: 'C',
    Aws_Secret_Access_Key: 'x',
    CUDA: 'no family',
    UV_THREADPOOL_SIZE: '8',
  };
  expect(workerEnvironment({ ...own, HOME: undefined })).toEqual({
    Path: 'C:\\bin',
    SystemRoot: 'C:\\Windows',
    lc_all: 'C',
    UV_THREADPOOL_SIZE: '1',
  });
});
