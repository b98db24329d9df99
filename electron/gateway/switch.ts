import { LintelError } from '../../shared/chat/error.ts';
import type { Gateway } from './server.ts';

type Openable = Pick<Gateway, 'address' | 'close'>;

/** The port, which may be opened and closed while Lintel runs. */
export interface PortSwitch<Open extends Openable = Gateway> {
  /** Absent while it is closed. */
  address(): string | undefined;
  gateway(): Open | undefined;
  /** Opens it, at `port` or the next free one; answers with its address. Throws `bad-request` where it is open at another one. */
  open(port: number): Promise<string>;
  /** Ends every connection. Nothing where it is closed. */
  close(): Promise<void>;
}

/** @param changed told of the address, or that there is none any more */
export function createPortSwitch<Open extends Openable>(
  openAt: (port: number) => Promise<Open>,
  changed: (address: string | undefined) => void,
): PortSwitch<Open> {
  // One after the other: two that open at once would leave one port without an owner.
  let last: Promise<unknown> = Promise.resolve();
  let gateway: Open | undefined;
  const inTurn = <Value>(act: () => Promise<Value>): Promise<Value> => {
    const turn = last.then(act, act);
    last = turn;
    return turn;
  };
  return {
    address: () => gateway?.address,
    gateway: () => gateway,
    open: (port) =>
      inTurn(async () => {
        if (gateway !== undefined) {
          if (port !== 0 && Number(new URL(gateway.address).port) !== port)
            throw new LintelError('bad-request', `The port is open already at ${gateway.address}. Close it first.`, { field: 'port' });
          return gateway.address;
        }
        const opened = await openAt(port);
        gateway = opened;
        changed(opened.address);
        return opened.address;
      }),
    close: () =>
      inTurn(async () => {
        if (gateway === undefined) return;
        const open = gateway;
        gateway = undefined;
        await open.close();
        changed(undefined);
      }),
  };
}
