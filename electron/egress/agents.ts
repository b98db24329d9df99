import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { isPublicAddress } from './address.ts';

const CONNECT_MS = 15_000;
const HEADERS_MS = 30_000;
const BODY_IDLE_MS = 60_000;

export interface Limits {
  readonly connectMs?: number;
  readonly headersMs?: number;
  readonly bodyIdleMs?: number;
}

/**
 * A name's addresses, all of them public, or none. The connection goes to the very addresses that were
 * looked at, so a name that answers differently the second time gains nothing.
 */
const publicLookup: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '', 0);
    const [first] = addresses;
    if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address)))
      return done(Object.assign(new Error('not a public address'), { code: 'ENOTPUBLIC' }), '', 0);
    return options.all ? done(null, addresses) : done(null, first.address, first.family);
  });
};

/**
 * A dispatcher that verifies TLS and bounds every wait. `proxy` is the person's setting; without it the
 * environment's HTTPS_PROXY, HTTP_PROXY and NO_PROXY count. This computer is never reached through a proxy.
 * Behind a proxy it is the proxy that resolves names, so there only literal addresses can be judged.
 */
export function createAgent(proxy: string | undefined, reach: 'anywhere' | 'public', limits: Limits): Dispatcher {
  const { HTTP_PROXY, http_proxy = HTTP_PROXY, HTTPS_PROXY, https_proxy = HTTPS_PROXY, NO_PROXY, no_proxy = NO_PROXY } = process.env;
  const tls = { rejectUnauthorized: true, timeout: limits.connectMs ?? CONNECT_MS };
  const options = {
    connect: reach === 'public' ? { ...tls, lookup: publicLookup } : tls,
    requestTls: tls,
    proxyTls: tls,
    headersTimeout: limits.headersMs ?? HEADERS_MS,
    bodyTimeout: limits.bodyIdleMs ?? BODY_IDLE_MS,
    // One server’s answers never wait behind another’s.
    pipelining: 1,
  } satisfies Agent.Options & { requestTls: object; proxyTls: object };
  const httpsProxy = proxy || https_proxy || http_proxy;
  const httpProxy = proxy || http_proxy;
  if (!httpsProxy && !httpProxy) return new Agent(options);
  return new EnvHttpProxyAgent({
    ...options,
    httpProxy: httpProxy ?? '',
    httpsProxy: httpsProxy ?? '',
    noProxy: ['localhost', '127.0.0.1', '::1', ...(proxy ? [] : [no_proxy ?? ''])].filter(Boolean).join(','),
  });
}
