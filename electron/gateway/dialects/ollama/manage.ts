import { z } from 'zod';
import { LintelError, toErrorShape } from '../../../../shared/chat/error.ts';
import { meantBy } from '../../../../shared/routing/names.ts';
import type { App } from '../../app.ts';
import type { Endpoint, Services } from '../../call.ts';
import { writeJson } from '../../json.ts';
import type { PortModels, Pulling } from '../../models.ts';
import { parsedBy } from '../work.ts';
import { ollamaError } from './errors.ts';
import { openLines } from './lines.ts';
import { name } from './wire.ts';

const named = z.object({ model: name.optional(), name: name.optional(), stream: z.boolean().nullish() });

/** Gigabytes on the user's disk are no matter of course for an app. Throws `forbidden`. */
function requireManager({ canManageModels }: App, { models }: Services): PortModels {
  if (canManageModels !== true || models === undefined)
    throw new LintelError(
      'forbidden',
      'The key of this app may not fetch or delete models. Do it in Lintel, or make a key that may with: lintel keys create NAME --can-manage-models',
    );
  return models;
}

function nameIn(body: Record<string, unknown>): { readonly wanted: string; readonly isStream: boolean } {
  const { model, name: older, stream } = parsedBy(named, body);
  const wanted = model ?? older;
  if (wanted === undefined) throw new LintelError('bad-request', '“model” is missing.', { field: 'model' });
  return { wanted, isStream: stream !== false };
}

const pull: Endpoint = {
  method: 'POST',
  path: '/api/pull',
  speech: 'ollama',
  async serve({ response, app, body, signal }, services) {
    const models = requireManager(app, services);
    const { wanted, isStream } = nameIn(await body());
    if (!isStream) {
      for await (const _ of models.pull(wanted, signal)) if (signal.aborted) return;
      return writeJson(response, 200, { status: 'success' });
    }
    let lines: ReturnType<typeof openLines> | undefined;
    try {
      for await (const progress of models.pull(wanted, signal)) {
        if (lines === undefined) {
          lines = openLines(response, {});
          await lines.send({ status: 'pulling manifest' });
        }
        await lines.send(lineOf(progress));
      }
      lines ??= openLines(response, {});
      await lines.send({ status: 'success' });
    } catch (error) {
      // What fails before the first line has a status of its own.
      if (lines === undefined) throw error;
      await lines.send(ollamaError(toErrorShape(error)).body);
    }
    lines.end();
  },
};

function lineOf({ state, name, bytes, totalBytes }: Pulling): object {
  if (state === 'verifying') return { status: 'verifying sha256 digest' };
  return { status: `pulling ${name}`, digest: name, total: totalBytes, completed: bytes };
}

const remove: Endpoint = {
  method: 'DELETE',
  path: '/api/delete',
  speech: 'ollama',
  async serve({ response, app, body }, services) {
    const models = requireManager(app, services);
    const { wanted } = nameIn(await body());
    const { model } = meantBy(wanted, {}, models.isHere);
    await models.remove(model);
    response.writeHead(200, { 'content-length': 0 });
    response.end();
  },
};

/** What Lintel has no like of: its models are files as their makers published them. */
const refused = (['/api/create', '/api/copy', '/api/push', '/api/blobs/:digest'] as const).map(
  (path): Endpoint => ({
    method: 'POST',
    path,
    speech: 'ollama',
    async serve() {
      throw new LintelError(
        'bad-request',
        `${path.replace('/:digest', '')} is not done here: Lintel runs models as their makers published them. Set how a model runs in Lintel, and fetch others with /api/pull.`,
      );
    },
  }),
);

/** What Ollama has to change which models there are. */
export const ollamaManaging: readonly Endpoint[] = [pull, remove, ...refused];
