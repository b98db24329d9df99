import { LintelError } from '../../shared/chat/error.ts';

/** Plain characters only: every name that this port serves is made of them. */
const PLAIN = /^\/(?:[\w.~:-]+(?:\/[\w.~:-]+)*\/?)?$/;

/**
 * The path of a request target, without its query. Throws `bad-request` for any other spelling
 * (absolute form, escapes, dots, doubled slashes): what is checked here must be what is served later.
 */
export function pathOf(target: string): string {
  const path = target.split('?', 1)[0] ?? '';
  if (PLAIN.test(path) && !path.split('/').some((segment) => segment === '.' || segment === '..')) return path;
  throw new LintelError(
    'bad-request',
    'This path is not spelled plainly. Use one such as /v1/models, without escapes, dots or doubled slashes.',
  );
}
