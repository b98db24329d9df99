import { LintelError } from '../../shared/chat/error.ts';

/** A path as it was asked for, without its query and with single slashes. */
export interface Asked {
  readonly path: string;
  /** It is spelled in one way only: no escapes, no doubled slashes. Nothing but apps' endpoints may be asked for in any other. */
  readonly isPlain: boolean;
}

/** The characters that names here are made of; clients escape some of them, such as the slash in a model's name. */
const SPELLED = /^\/(?:[\w.~:@+-]|%[\dA-Fa-f]{2}|\/)*$/;
const MOST_CHARACTERS = 2048;

const WRONG = 'This path is not spelled plainly. Use one such as /v1/models, without escapes, dots or doubled slashes.';

export const requirePlain = ({ isPlain }: Asked): void => {
  if (!isPlain) throw new LintelError('bad-request', WRONG);
};

/**
 * The path of a request target, without its query. Escapes stay as they are: only the part of a path that names a model is
 * ever read, and never as a file. Throws `bad-request` for the absolute form, dots and anything else that might be
 * served as another path than it was checked as.
 */
export function pathOf(target: string): Asked {
  const given = target.split('?', 1)[0] ?? '';
  if (given.length > MOST_CHARACTERS || !SPELLED.test(given)) throw new LintelError('bad-request', WRONG);
  const path = given.replaceAll(/\/{2,}/g, '/');
  if (path.split('/').some((segment) => segment === '.' || segment === '..')) throw new LintelError('bad-request', WRONG);
  return { path, isPlain: path === given && !path.includes('%') };
}

/** What clients put before a path that has its own beginning already. */
const PREFIXES = new Set(['v1', 'api', 'openai', 'anthropic', 'ollama']);
const MOST_PREFIXES = 4;

/**
 * The endpoint's path that a client means: base addresses are given with and without `/v1`, and some clients add it once
 * more, or another one's. Nothing where there is none.
 * @param isKnown whether an endpoint has exactly this path
 */
export function meantPath(path: string, isKnown: (path: string) => boolean): string | undefined {
  let rest = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  for (let dropped = 0; dropped <= MOST_PREFIXES; dropped++) {
    if (isKnown(rest)) return rest;
    if (isKnown(`/v1${rest}`)) return `/v1${rest}`;
    const [, first = ''] = rest.split('/', 2);
    if (!PREFIXES.has(first)) return undefined;
    rest = rest.slice(first.length + 1);
  }
  return undefined;
}
