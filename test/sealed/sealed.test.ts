import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { lintel, newDataFolder } from '../e2e/lintel-process.ts';
import { isLoopback, turnsIn } from './connections.ts';

const root = join(import.meta.dirname, '..', '..');
const canTrace = spawnSync('strace', ['-qq', '-o', '/dev/null', process.execPath, '--version']).status === 0;

test('reads from a trace who was turned to', () => {
  const trace = [
    '12 connect(19, {sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr("127.0.0.1")}, 16) = -1 EINPROGRESS',
    '12 connect(19, {sa_family=AF_INET6, sin6_port=htons(443), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "2001:db8::1", &sin6_addr), sin6_scope_id=0}, 28) = 0',
    '12 sendto(20, "x", 1, 0, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.1")}, 16) = 1',
    '12 sendmsg(21, {msg_name={sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.2")}, msg_namelen=16}, 0) = 1',
    '12 connect(3, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT',
    '12 sendto(5, [{nlmsg_len=20}], 20, 0, {sa_family=AF_NETLINK, nl_pid=0, nl_groups=00000000}, 12) = 20',
  ].join('\n');
  expect(turnsIn(trace).map(({ call, address }) => `${call} ${address}`)).toEqual([
    'connect 127.0.0.1',
    'connect 2001:db8::1',
    'sendto 192.0.2.1',
    'sendmsg 192.0.2.2',
  ]);
  expect(['127.0.0.1', '::1', '::ffff:127.0.0.1'].every(isLoopback)).toBe(true);
  expect(['192.0.2.1', '2001:db8::1', '0.0.0.0', '10.127.0.0', '::2'].some(isLoopback)).toBe(false);
});

// The switch is off here: it is deciding itself that needs no connection.
test.skipIf(!canTrace)('deciding opens no connection at all, not even within this computer', { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-traces-'));
  const dataFolder = newDataFolder();
  process.env.LINTEL_TEST_TRACE = folder;
  try {
    const { code, stdout } = await lintel(['route', 'Write to anna@example.org', '--json', '--data-dir', dataFolder]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ findings: [{ type: 'email' }] });
    const traces = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    expect(traces).toHaveLength(1);
    expect(traces.flatMap(turnsIn)).toEqual([]);
  } finally {
    delete process.env.LINTEL_TEST_TRACE;
    for (const path of [folder, dataFolder]) rmSync(path, { recursive: true, force: true });
  }
});

// Counts at the level of system calls, which nothing in the program could hide from. Needs strace.
test.skipIf(!canTrace)(
  'with “Stay on this device” on, the whole end-to-end suite turns to nothing but this computer',
  { timeout: 600_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lintel-traces-'));
    try {
      const environment = { ...process.env, LINTEL_TEST_TRACE: folder, LINTEL_STAY_ON_DEVICE: '1' };
      const suite = promisify(execFile)(process.execPath, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', 'test/e2e'], {
        cwd: root,
        env: environment,
        maxBuffer: 2 ** 26,
      });
      await suite.catch((error: { stdout: string }) => expect.fail(error.stdout));
      const turns = readdirSync(folder).flatMap((file) => turnsIn(readFileSync(join(folder, file), 'utf8')));
      // The command line speaks to a running Lintel over loopback: without any such turn the trace would have seen nothing.
      expect(turns.filter(({ address }) => isLoopback(address)).length).toBeGreaterThan(5);
      expect(turns.filter(({ address }) => !isLoopback(address))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
