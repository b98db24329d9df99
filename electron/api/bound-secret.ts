import type { Secret } from '../platform/secrets.ts';

/** A secret that goes to one server alone. */
export interface BoundSecret extends Secret {
  /** The address of the server may have changed: a secret of another server is forgotten. */
  addressChanged(): Promise<void>;
}

/**
 * Binds a secret to the server that it was given for, so that nobody gets it who only changes the server's address.
 * @param address the server's address as it is set now; undefined: the usual one
 * @param given the server that the environment's secret is for; absent where the environment gives none
 */
export function bindSecret(
  secret: Secret,
  address: () => string | undefined,
  given?: { readonly address: string | undefined },
): BoundSecret {
  let boundTo = given === undefined ? address() : given.address;
  const isBound = () => address() === boundTo;
  return {
    read: () => (isBound() ? secret.read() : undefined),
    async write(value) {
      await secret.write(value);
      boundTo = address();
    },
    remove: () => secret.remove(),
    async addressChanged() {
      if (given === undefined && !isBound()) await secret.remove();
    },
  };
}
