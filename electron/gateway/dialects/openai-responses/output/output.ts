import type { AnswerEvent } from '../../../../../shared/routing/record.ts';
import { itemIdOf } from '../ids.ts';
import type { RawItem } from '../items.ts';
import type { Toolbox } from '../tools.ts';
import { openCall } from './call.ts';
import type { OpenItem, WireEvent } from './item.ts';
import { openMessage } from './message.ts';
import { openThought } from './thought.ts';

/** A piece of an answer. */
export type Piece = Exclude<AnswerEvent, { type: 'start' | 'end' }>;

// biome-ignore lint/suspicious/noExplicitAny: each item takes only the pieces that it was opened for.
type AnyItem = OpenItem<any>;

/**
 * Puts the pieces of an answer together as items, and says what tells of each. One item is over before the next begins, but
 * for calls whose pieces come by turns.
 * @param isPacked the caller keeps thought itself, and asked for it in a form to send back
 */
export function createOutput(responseId: string, toolbox: Pick<Toolbox, 'nameOf'>, isPacked: boolean) {
  /** Finished, or undefined while they are not; by their place. */
  const items: (RawItem | undefined)[] = [];
  const open = new Map<AnyItem, number>();
  const calls = new Map<number, ReturnType<typeof openCall>>();
  let message: ReturnType<typeof openMessage> | undefined;
  let thought: ReturnType<typeof openThought> | undefined;

  function begin<One extends AnyItem>(kind: string, make: (place: { id: string; index: number }) => One, told: WireEvent[]): One {
    const index = items.push(undefined) - 1;
    const one = make({ id: itemIdOf(kind, responseId, 'o', index), index });
    open.set(one, index);
    told.push(...one.begin());
    return one;
  }

  function close(one: AnyItem, status: 'completed' | 'incomplete', told: WireEvent[]): void {
    const index = open.get(one);
    if (index === undefined) return;
    open.delete(one);
    items[index] = one.item(status);
    told.push(...one.end(status));
    if (one === message) message = undefined;
    if (one === thought) thought = undefined;
  }

  /** Ends all that is open, but for one item and calls that are not whole. */
  function closeOthers(kept: AnyItem | undefined, told: WireEvent[]): void {
    for (const one of [...open.keys()]) {
      if (one !== kept && one.isWhole?.() !== false) close(one, 'completed', told);
    }
  }

  return {
    /** What tells of a piece. */
    take(piece: Piece): WireEvent[] {
      const told: WireEvent[] = [];
      if (piece.type === 'text') {
        if (piece.text === '') return told;
        closeOthers(message, told);
        message ??= begin('msg', openMessage, told);
        told.push(...message.take(piece));
      } else if (piece.type === 'reasoning') {
        closeOthers(thought, told);
        thought ??= begin('rs', (place) => openThought(place, isPacked), told);
        told.push(...thought.take(piece));
        if (thought.isOver()) close(thought, 'completed', told);
      } else {
        const known = calls.get(piece.index);
        if (known === undefined) closeOthers(undefined, told);
        const name = toolbox.nameOf(piece.name);
        const call = known ?? begin(name.isCustom ? 'ctc' : 'fc', (place) => openCall(place, piece, name), told);
        calls.set(piece.index, call);
        told.push(...call.take(piece));
      }
      return told;
    },
    /** What tells that the answer is over. An answer of nothing is an empty message. */
    end(status: 'completed' | 'incomplete'): WireEvent[] {
      const told: WireEvent[] = [];
      if (items.every((one) => one?.type === 'reasoning') && ![...open.keys()].some((one) => one !== thought)) {
        closeOthers(undefined, told);
        message = begin('msg', openMessage, told);
      }
      const last = [...open.keys()].at(-1);
      for (const one of [...open.keys()]) close(one, one === last ? status : 'completed', told);
      return told;
    },
    /** The items so far; what is open as it stands. */
    items: (): RawItem[] => {
      const standing = new Map([...open].map(([one, index]) => [index, one.item('incomplete') as RawItem]));
      return items.map((one, index) => one ?? standing.get(index) ?? {});
    },
  };
}
