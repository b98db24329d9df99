import type { ServerResponse } from 'node:http';
import { LintelError, toErrorShape } from '../../shared/chat/error.ts';
import type { Said } from '../../shared/chat/said.ts';
import type { Candidate } from '../../shared/routing/plan.ts';
import type { App } from './app.ts';
import type { Speech } from './call.ts';
import { ERRORS } from './dialects/errors.ts';
import { writeJson } from './json.ts';

/** One request of an app, from its first byte here to the end of its answer. */
export interface Connection {
  readonly id: string;
  readonly app: App;
  readonly method: string;
  readonly path: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** Aborted as soon as the caller leaves before the answer is complete, or is cut off. */
  readonly signal: AbortSignal;
  /** What answers it, once something does. */
  target?: Candidate;
  /** Tokens that came out of it so far. */
  tokens: number;
  /** The decision in a sentence, once it is made. */
  sentence?: string;
  said?: Said | undefined;
  readonly isCut: boolean;
  readonly speech: Speech;
  readonly response: ServerResponse;
}

/** The requests of apps that are not answered to their end. */
export interface Connections {
  /** Throws `rate-limited` where the app, or all of them, have too many already. */
  begin(app: App, asked: { id: string; method: string; path: string; speech: Speech }, response: ServerResponse): Connection;
  get(id: string): Connection | undefined;
  list(): readonly Connection[];
  /** Ends one with this error; false: there is none. */
  cut(id: string, error: LintelError): boolean;
}

export interface ConnectionLimits {
  /** Requests of all apps that are not answered yet. */
  readonly most: number;
  /** The same of one app, whatever its key allows. */
  readonly mostOfOne: number;
}

const CONNECTION_LIMITS: ConnectionLimits = { most: 512, mostOfOne: 256 };

/** Of all that may be asked at a time, what background work may take. */
const BACKGROUND_SHARE = 0.75;
const RETRY_AFTER_MS = 1_000;
/** How often open answers are looked over for keys that ended, in milliseconds. */
const LOOK_EVERY_MS = 500;
/** What a reader that is cut off may take to read why, in milliseconds. */
const LAST_WORDS_MS = 1_000;

const tooMany = (sentence: string) => new LintelError('rate-limited', sentence, { retryAfterMs: RETRY_AFTER_MS });

interface Held extends Connection {
  isCut: boolean;
  readonly controller: AbortController;
}

/**
 * @param isLive whether an app may still use the port
 * @param now milliseconds since the epoch
 */
export function createConnections(isLive: (app: App) => boolean, now: () => number, limits = CONNECTION_LIMITS): Connections {
  const open = new Map<string, Held>();
  const ofApps = new Map<string, number>();
  let watch: NodeJS.Timeout | undefined;

  function lookOver(): void {
    const live = new Map<string, boolean>();
    for (const { id, app } of [...open.values()]) {
      const alive = live.get(app.id) ?? isLive(app);
      live.set(app.id, alive);
      if (!alive) cut(id, new LintelError('unauthorised', 'The key of this app was revoked or has ended while it was answered.'));
    }
  }

  function cut(id: string, error: LintelError): boolean {
    const held = open.get(id);
    if (held === undefined) return false;
    held.isCut = true;
    const { response, speech } = held;
    const shape = toErrorShape(error);
    if (response.headersSent) {
      // The error, and no proper end: nobody takes what came for complete.
      if (!response.writableEnded) response.write(ERRORS[speech].inStream(shape, id));
    } else {
      const { status, body, headers } = ERRORS[speech].whole(shape, id);
      writeJson(response, status, body, { ...headers, connection: 'close' });
    }
    held.controller.abort();
    response.socket?.destroySoon();
    // One that reads nothing would hold it open for good.
    setTimeout(() => response.destroy(), LAST_WORDS_MS).unref();
    return true;
  }

  function requireRoom(app: App): void {
    const own = ofApps.get(app.id) ?? 0;
    const allowed = Math.min(app.parallel ?? limits.mostOfOne, limits.mostOfOne);
    if (own >= allowed)
      throw tooMany(
        `${app.name === undefined ? 'This app' : `“${app.name}”`} may have ${allowed} request${allowed === 1 ? '' : 's'} at a time. Wait for an answer, then try again.`,
      );
    const isBackground = app.priority === 'background';
    if (open.size < (isBackground ? limits.most * BACKGROUND_SHARE : limits.most)) return;
    const busy = tooMany('Lintel has more requests than it can take. Try again in a moment.');
    // Background work that waits makes room; the newest has waited least.
    const waiting = isBackground
      ? undefined
      : [...open.values()].findLast((one) => one.app.priority === 'background' && !one.response.headersSent);
    if (waiting === undefined || !cut(waiting.id, busy)) throw busy;
  }

  return {
    begin(app, { id, method, path, speech }, response) {
      // Nobody is there any more, and no end would be told that gives the place back.
      if (response.destroyed || response.closed) throw new LintelError('cancelled', 'The caller has left.');
      requireRoom(app);
      const controller = new AbortController();
      const held: Held = {
        ...{ id, app, method, path, speech, response, controller },
        ...{ since: now(), signal: controller.signal, tokens: 0, isCut: false },
      };
      open.set(id, held);
      ofApps.set(app.id, (ofApps.get(app.id) ?? 0) + 1);
      watch ??= setInterval(lookOver, LOOK_EVERY_MS).unref();
      response.once('close', () => {
        open.delete(id);
        const left = (ofApps.get(app.id) ?? 1) - 1;
        if (left > 0) ofApps.set(app.id, left);
        else ofApps.delete(app.id);
        if (open.size === 0) {
          clearInterval(watch);
          watch = undefined;
        }
        if (!response.writableFinished) controller.abort();
      });
      return held;
    },
    get: (id) => open.get(id),
    list: () => [...open.values()],
    cut,
  };
}
