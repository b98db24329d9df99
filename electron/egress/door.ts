import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import type { Permit } from '../../shared/routing/permit.ts';
import type { Errand } from './errand.ts';
import { createErrands } from './errands.ts';
import type { Answer } from './exchange.ts';
import type { DoorOptions } from './options.ts';
import { createPosts, type Posting } from './posts.ts';
import { createRefuse, saidStaying } from './refusal.ts';
import { createSends, type Sending } from './sends.ts';
import { createTransfers } from './transfers.ts';
import { createVisits } from './visits.ts';

export interface Door {
  /**
   * Fetches with GET. Throws `forbidden` without an errand for the host or where a redirect may not lead,
   * `timeout` (retryable) when the server cannot be reached, and the signal's reason once it is aborted.
   */
  get(errand: Errand, url: string, options?: { headers?: Readonly<Record<string, string>>; signal?: AbortSignal }): Promise<Answer>;
  /** Hands over with POST what an errand is for, to the errand's own host. Throws as `send` does. */
  post(errand: Errand, url: string, posting: Posting): Promise<Answer>;
  /**
   * Sends what a permit allows to the permit's target, and to no other place. Throws as `get` does, and
   * `storage-full` or `storage-failed` where it cannot be put down first: then nothing has left.
   */
  send(permit: Permit, sending: Sending): Promise<Answer>;
  /** Ends what runs. */
  close(): void;
}

/** The one door to the outside. */
export function openDoor(options: DoorOptions): Door {
  const { proxy = () => undefined, stayOnDevice, onStay, record, onRefused, limits = {}, network = {}, idleMs } = options;
  const transfers = createTransfers({ proxy, stayOnDevice, limits, network });
  const visits = createVisits(record, idleMs);
  const refuse = createRefuse(onRefused, record);
  const stopListening = onStay(() => transfers.cut(new LintelError('forbidden', saidStaying(say`any other place`))));
  return {
    get: createErrands(options, transfers, visits, refuse),
    post: createPosts(options, transfers, refuse),
    send: createSends(options, transfers, refuse),
    close() {
      stopListening();
      transfers.close();
      visits.close();
    },
  };
}
