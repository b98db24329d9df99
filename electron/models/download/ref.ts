import { LintelError } from '../../../shared/chat/error.ts';
import { type Said, say } from '../../../shared/chat/said.ts';

/** What a person names when asking for a model: files of a repository on the hub, or one file at an address. */
export type Ref =
  | { readonly kind: 'hub'; readonly repo: string; readonly revision: string; readonly path?: string; readonly quant?: string }
  | { readonly kind: 'address'; readonly url: string };

const HUB_HOSTS = new Set(['huggingface.co', 'www.huggingface.co', 'hf.co']);
const SEGMENT = /^[A-Za-z0-9][\w.-]{0,95}$/;
const REVISION = /^[\w.-]{1,100}$/;
const LONGEST = 2000;

const wrong = (sentence: Said) => new LintelError('bad-request', sentence, { field: 'ref' });

/**
 * Reads `hf:owner/repo`, `hf:owner/repo:Q4_K_M`, `hf:owner/repo/path/file.gguf`, a link to a file on
 * huggingface.co, or any other https address of a `.gguf`. Throws `bad-request` that shows what is right.
 */
export function parseRef(text: string): Ref {
  const ref = text.trim();
  if (ref.length > LONGEST) throw wrong(say`This is too long to name a model.`);
  if (/^hf:/i.test(ref)) return hubRef(ref.slice(3));
  if (!/^https?:\/\//i.test(ref) || !URL.canParse(ref))
    throw wrong(say`Name a model as hf:owner/repo:Q4_K_M, as hf:owner/repo/file.gguf, or by the https address of a .gguf file.`);
  const url = new URL(ref);
  const steps = decoded(url.pathname).split('/').filter(Boolean);
  if (HUB_HOSTS.has(url.hostname)) {
    const [owner = '', repo = '', verb, revision = 'main', ...path] = steps;
    if (verb === undefined || verb === 'tree') return { kind: 'hub', repo: repoOf(owner, repo), revision: revisionOf(revision) };
    if (verb === 'resolve' || verb === 'blob')
      return { kind: 'hub', repo: repoOf(owner, repo), revision: revisionOf(revision), path: pathOf(path) };
  }
  if (!url.pathname.toLowerCase().endsWith('.gguf')) throw wrong(say`The address must be that of a .gguf file.`);
  url.hash = '';
  return { kind: 'address', url: url.href };
}

function hubRef(rest: string): Ref {
  const colon = rest.lastIndexOf(':');
  const quant = colon === -1 ? undefined : rest.slice(colon + 1);
  const [owner = '', repo = '', ...path] = (colon === -1 ? rest : rest.slice(0, colon)).split('/');
  const base = { kind: 'hub', repo: repoOf(owner, repo), revision: 'main' } as const;
  if (path.length > 0) {
    if (quant !== undefined) throw wrong(say`Name either a file or a quantisation, not both.`);
    return { ...base, path: pathOf(path) };
  }
  if (quant === undefined) return base;
  if (!/^[\w.-]{1,64}$/.test(quant)) throw wrong(say`“${quant.slice(0, 64)}” is not a quantisation. They are spelled like Q4_K_M.`);
  return { ...base, quant };
}

/** Checks what a person gives as `owner/repo`. Throws `bad-request`. */
export function chooseRepo(text: string): string {
  const [owner = '', repo = '', ...more] = text.trim().split('/');
  return repoOf(owner, more.length === 0 ? repo : '');
}

/** The repository's name, checked: it becomes part of an address. */
function repoOf(owner: string, repo: string): string {
  if (!SEGMENT.test(owner) || !SEGMENT.test(repo)) throw wrong(say`A repository on the hub is named owner/repo.`);
  return `${owner}/${repo}`;
}

function revisionOf(revision: string): string {
  if (!REVISION.test(revision) || revision.startsWith('.')) throw wrong(say`This is not a branch or commit of a repository.`);
  return revision;
}

function pathOf(steps: readonly string[]): string {
  const path = steps.join('/');
  if (steps.some((step) => step === '' || step === '.' || step === '..') || path.includes('\\') || !/\.gguf$/i.test(path))
    throw wrong(say`Lintel runs .gguf files: name one of the repository’s.`);
  return path;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw wrong(say`The address is spelled wrongly: check its % signs.`);
  }
}
