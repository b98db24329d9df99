import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import type { Place } from './place.ts';

/** What a person can send Lintel out for. None of these carries a word of a prompt. */
export type Purpose =
  | 'model-download'
  | 'hub-search'
  | 'model-header'
  | 'model-list'
  | 'server-check'
  | 'server-search'
  | 'server-load'
  | 'update'
  | 'picture'
  | 'telemetry'
  | 'alert';

/** The permission to fetch, made from a person's own act. Without one the door stays shut. */
export interface Errand {
  readonly purpose: Purpose;
  /** Host names, with their port where it is not the scheme's own, that the errand may start at. */
  readonly hosts: readonly string[];
  /** Hosts that the person set as a mirror, which may be in the local network and speak plain http. */
  readonly mirrors: readonly string[];
  /** Sent to this one host only, and never over plain http but to this computer, a mirror or a place of the person's own. */
  readonly credential?: { readonly host: string; readonly headers: Readonly<Record<string, string>> };
  /** A model named the address, and a person only agreed: it may lead to the public internet alone, over https. */
  readonly isStrangers?: true;
  /** The place that is looked at: as near and as plain as prompts may go there, and it cannot send Lintel elsewhere. */
  readonly place?: Place;
}

/** Errands made here; an object that only looks like one is none. */
const made = new WeakSet<object>();

/** Makes the permission for one act of a person. Throws `bad-request` for an address that is none. */
export function errandTo(purpose: Purpose, urls: readonly string[], extra: { mirrors?: readonly string[]; token?: string } = {}): Errand {
  const hosts = urls.map(hostOf);
  const [first] = hosts;
  const errand: Errand = Object.freeze({
    purpose,
    hosts,
    mirrors: (extra.mirrors ?? []).map(hostOf),
    ...(extra.token === undefined || first === undefined
      ? {}
      : { credential: { host: first, headers: { authorization: `Bearer ${extra.token}` } } }),
  });
  made.add(errand);
  return errand;
}

/** Makes the permission to fetch a picture that an answer names, which a person asked to see. Throws as `errandTo` does. */
export function errandToPicture(url: string): Errand {
  const errand: Errand = Object.freeze({ purpose: 'picture', hosts: [hostOf(url)], mirrors: [], isStrangers: true });
  made.add(errand);
  return errand;
}

/** Makes the permission to look at a place that the person set or named. @param headers what holds its key; they go to its first address alone */
export function errandToPlace(purpose: Purpose, place: Place, headers: Readonly<Record<string, string>> = {}): Errand {
  const hosts = place.origins.map(hostOf);
  const [host = ''] = hosts;
  const errand: Errand = Object.freeze({ purpose, hosts, mirrors: [], place, credential: { host, headers } });
  made.add(errand);
  return errand;
}

export const isErrand = (value: unknown): value is Errand => typeof value === 'object' && value !== null && made.has(value);

function hostOf(url: string): string {
  if (!URL.canParse(url))
    throw new LintelError('bad-request', say`“${url.slice(0, 200)}” is not an address. Give one that begins with https://.`);
  return new URL(url).host;
}
