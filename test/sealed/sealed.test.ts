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

/** How the window looks, and in which language, turns to nobody, and was seen without a trace. */
const ACTS = '^(?!.*(?:no barrier|is accessible|for axe to find|dropped frame|German))';

/** What these look at is in the page alone or kept by the program, or how it starts and ends. */
const STILL = [
  ...['activity-page', 'first-load', 'focus', 'full-disk', 'german', 'hostile'],
  ...['long-chats', 'queue', 'routing-page', 'seen', 'service'],
];

/** How much of what a failed suite said is passed on, in characters: it ends with what failed. */
const LAST_SAID = 8_000;

// Counts at the level of system calls, which nothing in the program could hide from. Needs strace.
test.skipIf(!canTrace)(
  'with “Stay on this device” on, whatever the end-to-end suite does turns to nothing but this computer',
  { timeout: 1_200_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lintel-traces-'));
    try {
      const environment = { ...process.env, LINTEL_TEST_TRACE: folder, LINTEL_STAY_ON_DEVICE: '1' };
      const options = ['--testNamePattern', ACTS, ...STILL.flatMap((name) => ['--exclude', `test/e2e/${name}.test.ts`])];
      const program = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', 'test/e2e', ...options];
      const suite = promisify(execFile)(process.execPath, program, { cwd: root, env: environment, maxBuffer: 2 ** 26 });
      const { stdout } = await suite.catch((error: { stdout: string }) => error);
      // What works is told by its own run; here it is asked where it turns, and a trace makes some of it late.
      const [, passed = 0, failed = 0] = /^(\d+) passed, (\d+) failed/m.exec(stdout) ?? [];
      if (Number(passed) < 50 || Number(failed) > Number(passed) / 20) expect.fail(stdout.slice(-LAST_SAID));
      if (Number(failed) > 0) console.warn(`Late under the trace, and not followed to their end:\n${stdout.slice(-LAST_SAID)}`);
      const turns = readdirSync(folder).flatMap((file) => turnsIn(readFileSync(join(folder, file), 'utf8')));
      // The command line speaks to a running Lintel over loopback: without any such turn the trace would have seen nothing.
      expect(turns.filter(({ address }) => isLoopback(address)).length).toBeGreaterThan(5);
      expect(turns.filter(({ address }) => !isLoopback(address))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
