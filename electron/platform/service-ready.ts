import { execFile } from 'node:child_process';
import type { Log } from './log.ts';

/**
 * Tells systemd that Lintel can answer, or that it is ending, where systemd started it and waits for that. By its own
 * tool, since Node has no datagram sockets of a file.
 */
export function tellServiceManager(state: 'READY=1' | 'STOPPING=1', log: Log, environment: NodeJS.ProcessEnv = process.env): void {
  if (environment.NOTIFY_SOCKET === undefined) return;
  execFile('systemd-notify', [state], { timeout: 2_000 }, (error) => {
    if (error !== null) log.error('systemd could not be told', error);
  });
}
