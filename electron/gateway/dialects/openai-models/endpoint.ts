import { LintelError } from '../../../../shared/chat/error.ts';
import type { Endpoint } from '../../call.ts';
import { writeJson } from '../../json.ts';
import { namedModels } from '../../named-models.ts';
import { modelOf } from './model-list.ts';

/** `GET /v1/models`. */
export const models: Endpoint = {
  method: 'GET',
  path: '/v1/models',
  speech: 'openai',
  async serve({ response, app }, services) {
    const named = await namedModels(services, app);
    writeJson(response, 200, { object: 'list', data: named.map((each) => modelOf(each, services.startedAt)) });
  },
};

/** `GET /v1/models/{model}`: names hold slashes and colons, escaped or not. */
export const model: Endpoint = {
  method: 'GET',
  path: '/v1/models/*id',
  speech: 'openai',
  async serve({ response, app, params: { id = '' } }, services) {
    const found = (await namedModels(services, app)).find((each) => each.id === id);
    if (found === undefined)
      throw new LintelError('unknown-model', `There is no model “${id.slice(0, 256)}”. GET /v1/models lists those there are.`, {
        field: 'model',
      });
    writeJson(response, 200, modelOf(found, services.startedAt));
  },
};
