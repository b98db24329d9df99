type Event = Readonly<Record<string, unknown>>;

const wrong = (event: Event, why: string) => new Error(`${String(event.type ?? 'a chunk')} ${why}: ${JSON.stringify(event).slice(0, 300)}`);

interface Choice {
  isOver: boolean;
  readonly calls: number[];
}

/**
 * The order of a chat's chunks: each choice opens with its role, says everything before its one reason, names a call in the
 * first piece of it, and only what has no choice comes after. Throws for any other.
 */
export function requireChunkOrder(chunks: readonly Event[], isDone: boolean): void {
  const choices = new Map<number, Choice>();
  let isAfter = false;
  for (const [at, chunk] of chunks.entries()) {
    if ('error' in chunk) {
      if (at !== chunks.length - 1 || isDone) throw wrong(chunk, 'is not the end');
      return;
    }
    if (new Set([chunks[0]?.id, chunk.id]).size > 1) throw wrong(chunk, 'has another id than the first');
    const told = chunk.choices as readonly { index: number; delta: Event; finish_reason: unknown }[];
    if (told.length === 0) isAfter = true;
    else if (isAfter) throw wrong(chunk, 'came after the last');
    for (const { index, delta, finish_reason: reason } of told) {
      const known = choices.get(index);
      if ((known === undefined) !== (delta.role === 'assistant'))
        throw wrong(chunk, 'has a role where none belongs, or none where one does');
      if (known?.isOver === true) throw wrong(chunk, 'came after its choice was over');
      const choice = known ?? { isOver: false, calls: [] };
      choices.set(index, choice);
      for (const call of (delta.tool_calls ?? []) as readonly { index: number; id?: string; function?: Event; custom?: Event }[]) {
        const isNew = !choice.calls.includes(call.index);
        if (isNew !== (typeof call.id === 'string' && call.id !== ''))
          throw wrong(chunk, 'has an id where none belongs, or none where one does');
        if (isNew && call.index !== choice.calls.length) throw wrong(chunk, 'skips a call');
        if (isNew) choice.calls.push(call.index);
      }
      if (reason !== null) choice.isOver = true;
    }
  }
  if (choices.size === 0 || [...choices.values()].some(({ isOver }) => !isOver)) throw new Error('A choice has no end.');
  if (!isDone) throw new Error('The stream ended without [DONE].');
}

/** What is open of an item, by its place in the output. */
interface Item {
  readonly type: unknown;
  readonly id: unknown;
  readonly parts: Map<string, { text: string; isDone: boolean }>;
  isDone: boolean;
  done?: unknown;
}

const LAST = new Set(['response.completed', 'response.incomplete', 'response.failed', 'error']);
/** Which event brings pieces, which one the whole of them, and in what field. */
const WHOLES: Readonly<Record<string, string>> = {
  'response.output_text.done': 'text',
  'response.reasoning_summary_text.done': 'text',
  'response.function_call_arguments.done': 'arguments',
  'response.custom_tool_call_input.done': 'input',
};

/**
 * The order of a response's events: created, in progress, items in their order, each added, filled and done, and one end,
 * numbered without a gap; every whole is what its pieces were, and the response holds the items. Throws for any other.
 */
export function requireResponseOrder(events: readonly Event[]): void {
  const items = new Map<number, Item>();
  const first = Number(events[0]?.sequence_number);
  for (const [at, event] of events.entries()) {
    const type = String(event.type);
    if (event.sequence_number !== first + at) throw wrong(event, 'is not the next by its number');
    if (LAST.has(type) !== (at === events.length - 1)) throw wrong(event, 'ends it too early, or nothing does');
    if (at === 0 && type !== 'response.created') throw wrong(event, 'came first');
    if (type === 'response.created' && at !== 0) throw wrong(event, 'came twice');
    if (!type.startsWith('response.') || event.output_index === undefined) continue;
    takeOfItem(items, event, type);
  }
  const last = events.at(-1) as { type: string; response?: { output: unknown[] } } | undefined;
  if (last?.type === 'response.failed' || last?.response === undefined) return;
  if ([...items.values()].some(({ isDone }) => !isDone)) throw new Error('An item was not done.');
  const done = [...items.values()].map((item) => item.done);
  if (JSON.stringify(last.response.output) !== JSON.stringify(done)) throw wrong(last as Event, 'holds other items than were told');
}

function takeOfItem(items: Map<number, Item>, event: Event, type: string): void {
  const index = Number(event.output_index);
  const item = items.get(index);
  if (type === 'response.output_item.added') {
    const { id, type: kind } = event.item as Event;
    if (item !== undefined || index !== items.size) throw wrong(event, 'is not the next item');
    items.set(index, { type: kind, id, parts: new Map(), isDone: false });
    return;
  }
  if (item === undefined || item.isDone) throw wrong(event, 'is of an item that is not open');
  if (type === 'response.output_item.done') {
    const told = event.item as Event;
    if (told.id !== item.id || told.type !== item.type) throw wrong(event, 'is another item than was added');
    if ([...item.parts.values()].some(({ isDone }) => !isDone)) throw wrong(event, 'ends before its parts');
    item.isDone = true;
    item.done = told;
    return;
  }
  if (event.item_id !== item.id) throw wrong(event, 'has another item’s id');
  const key = `${type.replace(/\.(?:delta|done|added)$/, '')} ${String(event.content_index ?? event.summary_index ?? 0)}`;
  const part = item.parts.get(key) ?? { text: '', isDone: false };
  item.parts.set(key, part);
  if (part.isDone) throw wrong(event, 'is of a part that is over');
  if (type.endsWith('.delta')) part.text += String(event.delta);
  if (!type.endsWith('.done')) return;
  part.isDone = true;
  const field = WHOLES[type];
  if (field !== undefined && event[field] !== part.text) throw wrong(event, `is not what its pieces were, “${part.text}”`);
}
