import { Agent, type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici';
import { type Connector, type ConnectorOptions, createConnector } from './connector.ts';

/** Connections that are kept open, one pool for each server. */
export interface Connections {
  readonly dispatcher: Dispatcher;
  /** Ends every connection at once, in the middle of whatever it carries. */
  cut(reason: Error): void;
}

/** How long an idle connection is kept, where its server does not say; a new one to a cloud takes three journeys there and back. */
const KEPT_MS = 30_000;

/**
 * Connections that verify TLS and bound every wait. `proxy` is the person's setting; without it the environment's
 * HTTPS_PROXY, HTTP_PROXY and NO_PROXY count. What is near is never reached through a proxy. Behind one it is the
 * proxy that resolves names, so there only the spelling of a host can be judged.
 */
export function openConnections(proxy: string | undefined, options: ConnectorOptions): Connections {
  const { HTTP_PROXY, http_proxy = HTTP_PROXY, HTTPS_PROXY, https_proxy = HTTPS_PROXY, NO_PROXY, no_proxy = NO_PROXY } = process.env;
  const direct = createConnector(options);
  // One server’s answers never wait behind another’s. Who reads an answer and writes on finds the connection still open.
  const agentOptions = { connect: direct.connect, pipelining: 1, keepAliveTimeout: KEPT_MS } satisfies Agent.Options;
  const httpsProxy = proxy || https_proxy || http_proxy;
  const httpProxy = proxy || http_proxy;
  const mayUseProxy = options.reach === 'public' || options.reach === 'anywhere';
  if (!mayUseProxy || (!httpsProxy && !httpProxy)) return connectionsOver(new Agent(agentOptions), [direct]);
  // The proxy itself may be anywhere.
  const toProxy = createConnector({ ...options, reach: 'anywhere' });
  const tls = {
    rejectUnauthorized: true,
    timeout: options.connectMs,
    ...(options.network.ca === undefined ? {} : { ca: options.network.ca }),
  };
  const dispatcher = new EnvHttpProxyAgent({
    ...agentOptions,
    clientFactory: (origin) => new Pool(origin, { connect: toProxy.connect }),
    requestTls: tls,
    httpProxy: httpProxy ?? '',
    httpsProxy: httpsProxy ?? '',
    noProxy: ['localhost', '127.0.0.1', '::1', ...(proxy ? [] : [no_proxy ?? ''])].filter(Boolean).join(','),
  });
  return connectionsOver(dispatcher, [direct, toProxy]);
}

function connectionsOver(dispatcher: Dispatcher, connectors: readonly Connector[]): Connections {
  return {
    dispatcher,
    cut(reason) {
      for (const connector of connectors) connector.reset();
      dispatcher.destroy(reason).catch(() => {});
    },
  };
}
