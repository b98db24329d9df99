import { ask } from '../../ask.ts';
import type { Endpoint } from '../../call.ts';
import { readCompletion, requestOf } from './normalise.ts';
import { tellAtOnce, tellInPieces } from './respond.ts';

/** `POST /v1/completions`: text that is gone on with. Several prompts go down the path one after the other. */
export const completions: Endpoint = {
  method: 'POST',
  path: '/v1/completions',
  speech: 'openai',
  async serve({ body, caller, response, signal }, services) {
    const wire = readCompletion(await body());
    const head = { id: `cmpl-${caller.requestId}`, created: Math.floor(Date.now() / 1000) };
    const teller = (wire.stream === true ? tellInPieces : tellAtOnce)(wire, head, response, caller.isExplained);
    for (const place of wire.prompt.keys()) {
      const dialect = {
        normalise: () => requestOf(wire, place, caller),
        respond: teller.tell.bind(undefined, place),
      };
      if (!(await ask(caller, undefined, dialect, services, signal)) || signal.aborted) return;
    }
    await teller.end();
  },
};
