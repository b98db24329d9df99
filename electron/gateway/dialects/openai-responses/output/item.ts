import type { RawItem } from '../items.ts';

/** An event of a stream, but for its number. */
export interface WireEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Where an item stands in its response. */
export interface Place {
  readonly id: string;
  readonly index: number;
}

/** An item that is being made. */
export interface OpenItem<Piece> {
  /** What tells that it begins. */
  begin(): WireEvent[];
  take(piece: Piece): WireEvent[];
  /** What tells that it is over. */
  end(status: 'completed' | 'incomplete'): WireEvent[];
  /** As it is in the response. */
  item(status: 'completed' | 'incomplete'): RawItem;
  /** False while more of it must come, whatever begins beside it; absent: never. */
  isWhole?(): boolean;
}

export const added = ({ index }: Place, item: RawItem): WireEvent => ({ type: 'response.output_item.added', output_index: index, item });

export const done = ({ index }: Place, item: RawItem): WireEvent => ({ type: 'response.output_item.done', output_index: index, item });
