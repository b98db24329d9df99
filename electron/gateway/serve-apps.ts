import type { IncomingMessage, ServerResponse } from 'node:http';
import { LintelError, toErrorShape } from '../../shared/chat/error.ts';
import type { App } from './app.ts';
import { jsonObjectIn, readBytes } from './body.ts';
import { createBodyBudget } from './body-budget.ts';
import type { Services, Speech } from './call.ts';
import { callerOf } from './caller.ts';
import { type Connections, createConnections } from './connections.ts';
import { ERRORS } from './dialects/errors.ts';
import { NO_RESPONSES } from './dialects/openai-responses/kept.ts';
import { createRunningResponses } from './dialects/openai-responses/running.ts';
import { weighed } from './dialects/openai-responses/weighed.ts';
import { requireShallow } from './dialects/shallow.ts';
import { ENDPOINTS } from './endpoints.ts';
import type { Entrance } from './entrance.ts';
import { givenKeys } from './given-keys.ts';
import { createInspector, type Inspector, shownHeaders } from './inspector.ts';
import { writeJson } from './json.ts';
import { KEYLESS, keylessApp } from './keyless.ts';
import { createMatcher, type Place } from './match.ts';
import type { GatewayOptions } from './options.ts';
import { setRateHeaders } from './rate-headers.ts';
import { createRateLimits } from './rate-limit.ts';
import { watchedPorts } from './watched-ports.ts';

/** One request of an app, as the door has it. */
export interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  /** The endpoints of that path, if there are any. */
  readonly place: Place | undefined;
  readonly requestId: string;
  readonly speech: Speech;
  readonly entrance: Entrance;
}

/** All that apps may call, behind their keys and within their limits. */
export interface AppServer {
  readonly connections: Connections;
  readonly inspector: Inspector;
  /** The endpoints of a path, as it is or as clients misspell it. */
  find(path: string): Place | undefined;
  /** Rejects with a LintelError for what is not answered. */
  serve(asked: Asked): Promise<void>;
  /** Ends what is answered in the background. */
  close(): void;
}

/** Of a body, as much as the inspector keeps: in characters. */
const MOST_KEPT = 64 * 1024;

export function createAppServer(options: GatewayOptions): AppServer {
  const { ports } = options;
  const settings = () => options.settings?.() ?? {};
  const isLive = ({ id }: App) => (id === KEYLESS.id ? settings().keylessApps !== undefined : (options.isLive?.(id) ?? true));
  const connections = createConnections(isLive, ports.clock.now, options.connectionLimits);
  const limits = createRateLimits(ports.clock.elapsed, options.looksPerMinute);
  const inspector = createInspector();
  const budget = createBodyBudget(options.appBodyBytes);
  const running = createRunningResponses(isLive);
  const services: Services = {
    responses: NO_RESPONSES,
    ...options,
    running,
    ports: watchedPorts(ports, connections, limits),
    startedAt: ports.clock.now(),
  };
  const find = createMatcher(ENDPOINTS);
  /** What is kept and read for a request counts as its body does. */
  const servicesFor = (path: string, take: (bytes: number) => void): Services =>
    path.startsWith('/v1/responses') ? { ...services, responses: weighed(services.responses, take) } : services;

  async function appOf({ request, entrance }: Asked): Promise<App> {
    const keys = givenKeys(request);
    for (const key of keys) {
      const app = options.findApp(key);
      if (app !== undefined) return app;
    }
    const app = entrance.isLocal ? await keylessApp(request, keys, settings()) : undefined;
    if (app !== undefined) return app;
    throw new LintelError(
      'unauthorised',
      'This key is missing, unknown or revoked. Make one with: lintel keys create NAME, and send it as “Authorization: Bearer KEY”.',
    );
  }

  /** Keeps what became of a request, once it is over. */
  function inspect({ request, response, path, requestId }: Asked): (app: App, body?: Record<string, unknown>) => void {
    const at = ports.clock.now();
    const began = ports.clock.elapsed();
    let app: App | undefined;
    let body: string | undefined;
    response.once('close', () => {
      const connection = connections.get(requestId);
      const target = connection?.target;
      inspector.put({
        id: requestId,
        at,
        ...(app === undefined ? {} : { app: app.id }),
        method: request.method ?? '',
        path,
        status: response.statusCode,
        headers: shownHeaders(request.headers),
        sentence: connection?.sentence ?? String(response.getHeader('x-lintel-reason') ?? ''),
        ...(connection?.said === undefined ? {} : { said: connection.said }),
        ...(target === undefined ? {} : { targetId: target.targetId, zone: target.zone }),
        tokens: connection?.tokens ?? 0,
        totalMs: ports.clock.elapsed() - began,
        isBroken: !response.writableFinished,
        ...(body === undefined ? {} : { body }),
      });
    });
    return (found, said) => {
      app = found;
      if (said !== undefined && settings().keepBodies === true) body = JSON.stringify(said).slice(0, MOST_KEPT);
    };
  }

  return {
    connections,
    inspector,
    find,
    close: running.close,
    async serve(asked) {
      const { request, response, path, place, requestId, speech } = asked;
      const method = request.method ?? '';
      const note = inspect(asked);
      const app = await appOf(asked);
      note(app);
      const found = place?.match(method);
      if (found?.endpoint.method !== 'POST') limits.look(app);
      if (place === undefined) throw new LintelError('not-found', `There is no ${path} here. docs/port.md lists what there is.`);
      if (found === undefined) return refuseMethod(asked, place);
      const { signal } = connections.begin(app, { id: requestId, method, path, speech }, response);
      if (method === 'POST') setRateHeaders(response, speech, 'requests', limits.request(app), ports.clock.now());
      const limit = settings().bodyLimitBytes ?? options.bodyLimit;
      const bytes = () => readBytes(request, limit, (length) => budget.take(app.id, response, length));
      const body = async () => {
        const value = jsonObjectIn(await bytes());
        requireShallow(value);
        note(app, value);
        return value;
      };
      const caller = callerOf(request, requestId, app, options.projectCalled);
      await found.endpoint.serve(
        { request, response, params: found.params, app, caller, signal, bytes, body },
        servicesFor(path, (length) => budget.take(app.id, response, length)),
      );
      // A caller that is told nothing would wait for ever.
      if (!response.headersSent && !response.destroyed && !response.writableEnded)
        throw new LintelError('internal', 'No answer was made. Try again.');
    },
  };
}

function refuseMethod({ request, response, path, speech, requestId }: Asked, { methods }: Place): void {
  const reason = `${path} takes ${methods.join(' and ')}, not ${request.method}.`;
  const { body } = ERRORS[speech].whole(toErrorShape(new LintelError('bad-request', reason)), requestId);
  const close: Record<string, string> = request.complete ? {} : { connection: 'close' };
  writeJson(response, 405, body, { allow: methods.join(', '), ...close });
}
