import type { Secret } from '../platform/secrets.ts';

/** A token that goes to one hub alone. */
export interface HubToken extends Secret {
  /** The address of the hub may have changed: a token of another hub is forgotten. */
  hubChanged(): Promise<void>;
}

/**
 * Binds a token to the hub that it was given for, so that nobody gets it who only changes the hub's address.
 * @param hub the hub's address as it is set now; undefined: the usual one
 * @param given the hub that the environment's token is for; absent where the environment gives none
 */
export function createHubToken(secret: Secret, hub: () => string | undefined, given?: { readonly hub: string | undefined }): HubToken {
  let boundTo = given === undefined ? hub() : given.hub;
  const isBound = () => hub() === boundTo;
  return {
    read: () => (isBound() ? secret.read() : undefined),
    async write(value) {
      await secret.write(value);
      boundTo = hub();
    },
    remove: () => secret.remove(),
    async hubChanged() {
      if (given === undefined && !isBound()) await secret.remove();
    },
  };
}
