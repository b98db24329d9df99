import { CALLS, pathOfCall } from '../../shared/api/calls.ts';
import type { Body, Contract, Reply } from '../../shared/api/contract.ts';
import { LintelError, type LintelErrorShape } from '../../shared/chat/error.ts';
import type { Lintel } from '../wiring.ts';
import { WINDOW_URL } from './scheme.ts';

/** The contract's calls, made by the program itself: the tray and the menu can do what the window can, by the same rules. */
export type Call = <Name extends keyof Contract>(name: Name, body?: Body<Name>) => Promise<Reply<Name>>;

/** @returns throws the LintelError that the call came to */
export function callerOf(lintel: Pick<Lintel, 'window'>): Call {
  return async (name, body) => {
    const { method } = CALLS[name];
    const request = new Request(`${WINDOW_URL}ui${pathOfCall(name)}`, {
      method,
      headers: { 'content-type': 'application/json', 'x-lintel-window': '1' },
      ...(method === 'GET' || body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const response = await lintel.window(request);
    const reply: unknown = await response.json();
    if (response.ok) return reply as Reply<typeof name>;
    const { error } = reply as { error: LintelErrorShape };
    throw new LintelError(error.code, error.message);
  };
}
