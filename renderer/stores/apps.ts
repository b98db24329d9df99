import { createStore } from 'zustand/vanilla';
import type { Body, Reply } from '../../shared/api/contract.ts';
import type { Api, Failure, Outcome } from '../api.ts';

export type Port = Reply<'port'>;
export type Key = Reply<'keys'>[number];
export type CreatedKey = Reply<'createKey'>;
export type Connection = Reply<'connections'>[number];
export type Inspected = Reply<'inspector'>[number];
export type Used = Reply<'spending'>['rows'][number];

export interface Apps {
  /** Absent until it was read. */
  readonly port?: Port;
  readonly keys: readonly Key[];
  readonly connections: readonly Connection[];
  /** The last requests, newest first. */
  readonly inspected: readonly Inspected[];
  /** Of each app, by its id. */
  readonly today: readonly Used[];
  readonly loaded: boolean;
  readonly error?: Failure;
}

/** What a key may spend a month, in nano-dollars; nothing: no cap. */
type MonthlyCap = number | undefined;

type Calls = Pick<
  Api,
  | 'port'
  | 'setPort'
  | 'keys'
  | 'createKey'
  | 'changeKey'
  | 'revokeKey'
  | 'connections'
  | 'cutConnection'
  | 'inspector'
  | 'clearInspector'
  | 'spending'
  | 'setBudget'
  | 'removeBudget'
>;

/** Milliseconds between two looks while the page is on show. */
const LOOK_MS = 2_000;

/** The day as the user's calendar has it, `2026-01-31`. */
function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

/** The cap of an app over a calendar month, which is the one that its form shows. */
export const monthlyCap = ({ caps }: Key) => caps.find(({ window, rolling, soft }) => window === 'month' && !rolling && !soft);

/** The apps that use the port: what they may, what they do, what they did. @param said told what ears should hear */
export function createApps(api: Calls, said: (sentence: string) => void) {
  const store = createStore<Apps>()(() => ({ keys: [], connections: [], inspected: [], today: [], loaded: false }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isWatched = false;
  const fail = (error: Failure) => store.setState({ error });

  async function look(): Promise<void> {
    clearTimeout(timer);
    const day = today();
    const [port, keys, connections, inspected, used] = await Promise.all([
      api.port(),
      api.keys(),
      api.connections(),
      api.inspector(),
      api.spending({ by: 'app', from: day, to: day }),
    ]);
    store.setState({
      ...(port.ok ? { port: port.value } : {}),
      ...(keys.ok ? { keys: keys.value } : {}),
      ...(connections.ok ? { connections: connections.value } : {}),
      ...(inspected.ok ? { inspected: inspected.value } : {}),
      ...(used.ok ? { today: used.value.rows } : {}),
      loaded: store.getState().loaded || keys.ok,
    });
    const failed = [port, keys, connections, inspected, used].find(({ ok }) => !ok);
    // That main cannot be heard is told above the page.
    if (failed?.ok === false && failed.error.code !== 'unreachable') fail(failed.error);
    clearTimeout(timer);
    if (isWatched) timer = setTimeout(look, LOOK_MS);
  }

  /** Does something, says so, and looks again. */
  async function act<Value>(call: Promise<Outcome<Value>>, done: string): Promise<Value | undefined> {
    const outcome = await call;
    if (outcome.ok) said(done);
    else fail(outcome.error);
    await look();
    return outcome.ok ? outcome.value : undefined;
  }

  async function capMonth(key: Key, nanoDollars: MonthlyCap): Promise<Outcome<unknown>> {
    const old = monthlyCap(key);
    if (old?.limits.nanoDollars === nanoDollars) return { ok: true, value: undefined };
    if (nanoDollars === undefined) return old === undefined ? { ok: true, value: undefined } : api.removeBudget(old.id);
    const { tokens, requests } = old?.limits ?? {};
    return api.setBudget({
      scope: `app:${key.id}`,
      window: 'month',
      nanoDollars,
      ...(tokens === undefined ? {} : { tokens }),
      ...(requests === undefined ? {} : { requests }),
    });
  }

  return {
    store,
    /** Looks while the page is on show; call the result when it is not any more. */
    watch() {
      isWatched = true;
      void look();
      return () => {
        isWatched = false;
        clearTimeout(timer);
      };
    },
    /** Looks now, if anybody does. */
    lookSoon() {
      if (isWatched) void look();
    },
    setPort: (isOpen: boolean, done: string) => act(api.setPort({ isOpen }), done),
    /** Opens the port at another number. Returns whether it is there: where that is taken, it is back where it was. */
    async movePort(port: number, done: string): Promise<boolean> {
      const closed = await api.setPort({ isOpen: false, isKept: false });
      if (!closed.ok) {
        fail(closed.error);
        return false;
      }
      const opened = await act(api.setPort({ isOpen: true, port }), done);
      if (opened === undefined) await api.setPort({ isOpen: true });
      return opened !== undefined;
    },
    /** The key itself is in what this resolves with, and is kept nowhere. */
    async create(rules: Body<'createKey'>, month: MonthlyCap, done: string): Promise<CreatedKey | undefined> {
      const created = await act(api.createKey(rules), done);
      if (created !== undefined && month !== undefined) await act(capMonth(created, month), done);
      return created;
    },
    async change(key: Key, patch: Body<'changeKey'>, month: MonthlyCap, done: string): Promise<boolean> {
      const capped = await capMonth(key, month);
      if (!capped.ok) {
        fail(capped.error);
        return false;
      }
      return (await act(api.changeKey(key.id, patch), done)) !== undefined;
    },
    revoke: (id: string, done: string) => act(api.revokeKey(id), done),
    cut: (id: string, done: string) => act(api.cutConnection(id), done),
    clear: (done: string) => act(api.clearInspector(), done),
    dismissError: () => store.setState(({ error: _, ...rest }) => rest, true),
  };
}
