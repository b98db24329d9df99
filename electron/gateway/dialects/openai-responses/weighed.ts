import type { KeptResponse, ResponseStore } from './kept.ts';

/**
 * What is kept, as one request reads it: each response is read once and stays with the request until its answer has ended.
 * @param take told of bytes that are held; may throw
 */
export function weighed(store: ResponseStore, take: (bytes: number) => void): ResponseStore {
  const held = new Map<string, KeptResponse>();

  function hold(response: KeptResponse): KeptResponse {
    if (!held.has(response.id)) take(response.content.length);
    held.set(response.id, response);
    return response;
  }

  return {
    ...store,
    find(app, id) {
      const known = held.get(id) ?? store.find(app, id);
      return known && hold(known);
    },
    chain: (app, id) => store.chain(app, id).map(hold),
    keep(response) {
      held.delete(response.id);
      store.keep(response);
    },
    remove(app, id) {
      held.delete(id);
      return store.remove(app, id);
    },
  };
}
