import type { Network } from './connector.ts';
import type { Place } from './place.ts';
import type { EgressRecord } from './record.ts';
import type { Limits } from './transfers.ts';

/** What the door needs to know of the rest. */
export interface DoorOptions {
  /** The person's own proxy, as an address; read at every request. */
  proxy?(): string | undefined;
  /** Where a target is now; undefined: nowhere. */
  placeOf(targetId: string): Place | undefined;
  /** The switch “Stay on this device”. While it is on, nothing reaches anything but this computer. */
  stayOnDevice(): boolean;
  /** Calls the listener when the switch is turned on; returns how to stop that. */
  onStay(listener: () => void): () => void;
  /** Where everything that leaves is written down. */
  readonly record: EgressRecord;
  /** Told of every attempt to leave without permission. */
  onRefused(event: string, fields: Readonly<Record<string, string>>): void;
  readonly limits?: Limits;
  readonly network?: Network;
  /** Milliseconds without a request after which an errand's row is ended. */
  readonly idleMs?: number;
}
