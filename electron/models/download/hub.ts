import { z } from 'zod';
import { LintelError } from '../../../shared/chat/error.ts';
import { say } from '../../../shared/chat/said.ts';
import type { HubFileView, HubModelView } from '../../../shared/models/hub.ts';
import { type Outside, type OutsideAnswer, refusalOf } from './outside.ts';

export interface HubRepo {
  /** The commit that the files are of, so that all of a download is of one state. */
  readonly commit: string;
  readonly gated: boolean;
  readonly files: readonly HubFileView[];
}

export interface Hub {
  /** Where it is. */
  address(): string;
  /** Repositories with GGUF files, most downloaded first. */
  search(text: string, signal?: AbortSignal): Promise<readonly HubModelView[]>;
  /** The `.gguf` files of `owner/repo`. Throws `not-found` or `forbidden` with what to do. */
  repo(repo: string, revision: string, signal?: AbortSignal): Promise<HubRepo>;
  /** Where a file can be fetched. */
  fileAddress(repo: string, commit: string, path: string): string;
}

const MOST_BYTES = 16 * 2 ** 20;
const MOST_FILES = 10_000;
const RESULTS = 50;
/** The whole of an answer, not only the wait for its parts. */
const DEADLINE_MS = 60_000;

const count = z.number().nonnegative().catch(0);
const gated = z
  .union([z.boolean(), z.string()])
  .optional()
  .transform((value) => value !== undefined && value !== false);
const searchAnswer = z.array(z.object({ id: z.string().max(200), downloads: count.optional(), likes: count.optional(), gated })).max(1000);
const repoAnswer = z.object({
  sha: z.string().regex(/^[0-9a-f]{40,64}$/i),
  gated,
  siblings: z
    .array(
      z.object({
        rfilename: z.string().min(1).max(1024),
        size: z.number().int().nonnegative().optional(),
        lfs: z
          .object({ sha256: z.string().regex(/^[0-9a-f]{64}$/i), size: z.number().int().nonnegative() })
          .nullish()
          .catch(undefined),
      }),
    )
    .max(MOST_FILES),
});

/** The Hugging Face hub, or a mirror that speaks as it does. `endpoint` is read at every call. */
export function createHub(outside: Outside, endpoint: () => string): Hub {
  async function ask<Schema extends z.ZodType>(
    schema: Schema,
    path: string,
    what: string,
    signal?: AbortSignal,
  ): Promise<z.output<Schema>> {
    const deadline = AbortSignal.timeout(DEADLINE_MS);
    const answer = await outside
      .get('hub-search', base(endpoint()) + path, { signal: signal ? AbortSignal.any([signal, deadline]) : deadline })
      .catch((error: unknown) => {
        throw deadline.aborted ? new LintelError('timeout', say`The hub takes too long to answer. Try again later.`) : error;
      });
    if (answer.status !== 200) {
      answer.close();
      throw refusalOf(answer.status, what);
    }
    const parsed = schema.safeParse(await jsonOf(answer));
    if (parsed.success) return parsed.data;
    throw strange(parsed.error);
  }

  return {
    address: endpoint,
    async search(text, signal) {
      const query = new URLSearchParams({ search: text, filter: 'gguf', sort: 'downloads', direction: '-1', limit: String(RESULTS) });
      const found = await ask(searchAnswer, `/api/models?${query}`, 'such a search', signal);
      return found.slice(0, RESULTS).map(({ id, downloads = 0, likes = 0, gated }) => ({ repo: id, downloads, likes, gated }));
    },
    async repo(repo, revision, signal) {
      const path = `/api/models/${repo}/revision/${encodeURIComponent(revision)}?blobs=true`;
      const { sha, gated, siblings } = await ask(repoAnswer, path, `repository ${repo}`, signal);
      const files = siblings
        .filter(({ rfilename }) => /\.gguf$/i.test(rfilename))
        .map(({ rfilename, size, lfs }) => ({
          path: rfilename,
          bytes: lfs?.size ?? size ?? 0,
          ...(lfs ? { sha256: lfs.sha256.toLowerCase() } : {}),
        }));
      return { commit: sha, gated, files };
    },
    fileAddress: (repo, commit, path) =>
      `${base(endpoint())}/${repo}/resolve/${commit}/${path.split('/').map(encodeURIComponent).join('/')}`,
  };
}

const base = (endpoint: string) => endpoint.replace(/\/+$/, '');

const strange = (cause: unknown) =>
  new LintelError(
    'overloaded',
    say`The hub’s answer makes no sense to Lintel. Check the hub’s address in the settings, or try again later.`,
    {
      cause,
    },
  );

/** The body as JSON, never more of it than the bound. */
async function jsonOf(answer: OutsideAnswer): Promise<unknown> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const bytes of answer.body) {
    length += bytes.length;
    if (length > MOST_BYTES) throw strange(new Error(`more than ${MOST_BYTES} bytes`));
    pieces.push(bytes);
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch (error) {
    throw strange(error);
  }
}
