import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import type { EgressReading } from '../ledger/egress-reading.ts';
import type { Handlers } from './handlers.ts';

export interface EgressCallOptions {
  readonly reading: EgressReading;
  clearTexts(before?: number): number;
}

type Names = 'egressLog' | 'egressEntry' | 'egressVerify' | 'egressClearTexts';

/** The handlers of the calls about what left. */
export function createEgressCalls({ reading, clearTexts }: EgressCallOptions): Pick<Handlers, Names> {
  return {
    egressLog({ body: { before, limit, zone, targetId } }) {
      const entries = reading.list({
        limit: limit + 1,
        ...(before === undefined ? {} : { before }),
        ...(zone === undefined ? {} : { zone }),
        ...(targetId === undefined ? {} : { targetId }),
      });
      return { entries: entries.slice(0, limit), more: entries.length > limit };
    },
    egressEntry({ id }) {
      if (!/^\d{1,15}$/.test(id)) throw new LintelError('not-found', say`Nothing left under this number.`, { field: 'id' });
      const { entry, body } = reading.entry(Number(id));
      return { entry, ...(body === undefined ? {} : { text: new TextDecoder().decode(body) }) };
    },
    egressVerify: () => reading.verify(),
    egressClearTexts: ({ body }) => ({ cleared: clearTexts(body.before) }),
  };
}
