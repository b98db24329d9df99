import { LintelError } from '../../shared/chat/error.ts';
import type { Endpoint } from './call.ts';
import { meantPath } from './path.ts';

interface Match {
  readonly endpoint: Endpoint;
  readonly params: Readonly<Record<string, string>>;
}

/** The endpoints of one path. */
export interface Place {
  /** As the endpoints have it, whatever the client wrote before it. */
  readonly path: string;
  /** The methods that it takes. */
  readonly methods: readonly string[];
  /** Nothing for a method that it does not take. A HEAD asks what a GET does. Throws `bad-request` for a broken escape in a name. */
  match(method: string): Match | undefined;
}

interface Pattern {
  readonly segments: readonly string[];
  readonly byMethod: Map<string, Endpoint>;
}

/** Finds the endpoints of a path, as it is or as clients misspell it; nothing where there are none. */
export function createMatcher(endpoints: readonly Endpoint[]): (path: string) => Place | undefined {
  const patterns = new Map<string, Pattern>();
  for (const endpoint of endpoints) {
    const { path, method } = endpoint;
    const pattern = patterns.get(path) ?? { segments: path.split('/'), byMethod: new Map() };
    pattern.byMethod.set(method, endpoint);
    patterns.set(path, pattern);
  }
  const open = [...patterns.values()].filter(({ segments }) => segments.some((segment) => /^[:*]/.test(segment)));

  const patternOf = (path: string): Pattern | undefined => {
    const fixed = patterns.get(path);
    if (fixed !== undefined) return fixed;
    const given = path.split('/');
    return open.find(({ segments }) => paramsOf(segments, given) !== undefined);
  };

  return (asked) => {
    const path = meantPath(asked, (each) => patternOf(each) !== undefined);
    const pattern = path === undefined ? undefined : patternOf(path);
    if (path === undefined || pattern === undefined) return undefined;
    const { segments, byMethod } = pattern;
    const methods = [...byMethod.keys(), ...(byMethod.has('GET') ? ['HEAD'] : [])];
    return {
      path,
      methods,
      match(method) {
        const endpoint = byMethod.get(method === 'HEAD' ? 'GET' : method);
        if (endpoint === undefined) return undefined;
        const params = Object.entries(paramsOf(segments, path.split('/')) ?? {}).map(([name, value]) => [name, decoded(value)] as const);
        return { endpoint, params: Object.fromEntries(params) };
      },
    };
  };
}

/** The named parts, as they were written; nothing where the path is another one. `*name` takes all that is left. */
function paramsOf(segments: readonly string[], given: readonly string[]): Record<string, string> | undefined {
  const takesRest = segments.at(-1)?.startsWith('*') === true;
  if (takesRest ? given.length < segments.length : given.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, segment] of segments.entries()) {
    const value = segment.startsWith('*') ? given.slice(at).join('/') : (given[at] ?? '');
    if (/^[:*]/.test(segment) && value !== '') params[segment.slice(1)] = value;
    else if (segment !== value) return undefined;
  }
  return params;
}

/** A name as its client meant it. It is looked up among names and never used as a path. */
function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch (error) {
    throw new LintelError('bad-request', 'A name in this path is escaped wrongly: its % signs do not spell characters.', { cause: error });
  }
}
