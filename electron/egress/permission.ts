import { say } from '../../shared/chat/said.ts';
import { isLoopbackName, isNearName } from './address.ts';
import type { Errand } from './errand.ts';
import { type Objection, objectionToPlace } from './place.ts';

/** Whether this host may be near and may speak plain http: this computer, or a mirror the person set. */
export const isOwn = (errand: Errand, url: URL): boolean =>
  errand.isStrangers !== true && (isLoopbackName(url.hostname) || errand.mirrors.includes(url.host));

/** Why an address may not be fetched, for the log and for a person; undefined where it may. `from` is what redirected there. */
export function objectionTo(errand: Errand, url: URL, from: URL | undefined): Objection | undefined {
  if (errand.place !== undefined) return objectionToPlace(errand.place, url);
  if (url.username !== '' || url.password !== '')
    return { event: 'address with a password', said: say`An address must not hold a name or password.` };
  if (from !== undefined && !isOwn(errand, from) && isNearName(url.hostname))
    return {
      event: 'redirect inwards',
      said: say`${from.host} tried to send Lintel to ${url.host}, which is not on the public internet. Nothing was fetched.`,
    };
  if (errand.isStrangers === true && isNearName(url.hostname))
    return {
      event: 'near address of a stranger',
      said: say`${url.host} is not on the public internet, from where alone pictures of answers are fetched. Nothing was fetched.`,
    };
  const plainAllowed = url.protocol === 'http:' && isOwn(errand, url) && from?.protocol !== 'https:';
  if (url.protocol === 'https:' || plainAllowed) return undefined;
  return {
    event: 'plain connection',
    said: say`Lintel fetches over https only, and ${url.host} was to be reached over ${url.protocol.slice(0, -1)}.`,
  };
}
