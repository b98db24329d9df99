import { LintelError } from '../../../../shared/chat/error.ts';
import { itemIdOf, kindOf, responseOfItem } from './ids.ts';
import { type Item, item, type RawItem } from './items.ts';
import { contentOf, type KeptContent, outputOf, type ResponseStore } from './kept.ts';

/** What a request goes on from, and what it adds. */
export interface Context {
  /** All that the model is to read, in order. */
  readonly items: readonly Item[];
  /** What this request itself adds, each with an id. */
  readonly own: readonly RawItem[];
  /** Tags of all responses that any of it comes from. */
  readonly tags: readonly string[];
  /** The conversation that the chain is; absent: it begins here. */
  readonly conversationId?: string;
}

/**
 * Puts what was kept before what is asked now. Throws `bad-request` for a response or an item that is not there.
 * @param read the items of `input` as they were read, at the same places as in `given`
 */
export function contextOf(
  { app, responseId, previousId }: { app: string; responseId: string; previousId: string | null | undefined },
  given: readonly RawItem[],
  read: readonly Item[],
  store: ResponseStore,
): Context {
  const chain = typeof previousId === 'string' ? chainOf(app, previousId, store) : [];
  const before = chain.flatMap((content) => [...content.input, ...outputOf(content)]).map((one) => item.parse(one));
  const tags = new Set(chain.flatMap((content) => content.tags));
  const own: RawItem[] = [];
  const asked: Item[] = [];
  for (const [index, one] of read.entries()) {
    const raw = given[index] ?? {};
    if (one.type === 'item_reference') {
      const found = referred(app, String((one as { id: unknown }).id), index, store);
      for (const tag of found.tags) tags.add(tag);
      own.push(found.raw);
      asked.push(item.parse(found.raw));
    } else {
      own.push({ ...raw, type: one.type, id: raw.id ?? itemIdOf(kindOf(one.type), responseId, 'i', index) });
      asked.push(one);
    }
  }
  const conversationId = chain.at(-1)?.conversationId;
  return { items: [...before, ...asked], own, tags: [...tags], ...(conversationId === undefined ? {} : { conversationId }) };
}

function chainOf(app: string, id: string, store: ResponseStore): readonly KeptContent[] {
  const kept = store.chain(app, id);
  if (kept[0]?.previousId !== undefined)
    throw new LintelError('bad-request', `What came before ${id} is not kept any more. Send the whole conversation instead.`, {
      field: 'previous_response_id',
    });
  const chain = kept.map(contentOf);
  const last = chain.at(-1)?.response;
  if (last === undefined)
    throw new LintelError('bad-request', `There is no response ${JSON.stringify(id)} of yours here. Send the whole conversation instead.`, {
      field: 'previous_response_id',
    });
  if (last.status === 'queued' || last.status === 'in_progress')
    throw new LintelError('bad-request', `The response ${id} is still being made. Wait until it is complete.`, {
      field: 'previous_response_id',
    });
  return chain;
}

function referred(app: string, id: string, index: number, store: ResponseStore): { raw: RawItem; tags: readonly string[] } {
  const responseId = responseOfItem(id);
  const kept = responseId === undefined ? undefined : store.find(app, responseId);
  const content = kept && contentOf(kept);
  const raw = content && [...content.input, ...outputOf(content)].find((one) => one.id === id);
  if (raw === undefined || content === undefined)
    throw new LintelError('bad-request', `“input[${index}]” refers to an item that is not kept here. Send the item itself.`, {
      field: `input[${index}]`,
    });
  return { raw, tags: content.tags };
}
