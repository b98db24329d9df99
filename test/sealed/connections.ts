/** A place that a program turned to, as strace writes it. */
export interface Turn {
  readonly call: string;
  readonly address: string;
}

const CALL = /\b(connect|sendto|sendmsg|sendmmsg)\(.*?sa_family=AF_INET(6?)\b.*?(?:inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)")/;

/** Every call with an internet address in what strace wrote. Sockets of files and of the kernel itself have none. */
export function turnsIn(trace: string): Turn[] {
  return trace.split('\n').flatMap((line) => {
    const [, call, , four, six] = CALL.exec(line) ?? [];
    const address = four ?? six;
    return call === undefined || address === undefined ? [] : [{ call, address }];
  });
}

/** Whether an address is this computer's own. */
export const isLoopback = (address: string): boolean => /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/.test(address) || address === '::1';
