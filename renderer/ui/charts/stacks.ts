import { ticksTo } from './scale.ts';

/** One bar of a chart: its parts from the bottom up. */
export interface Stack<Kind extends string> {
  readonly name: string;
  readonly parts: readonly { readonly kind: Kind; readonly value: number }[];
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedStack<Kind extends string> extends Stack<Kind> {
  readonly x: number;
  readonly width: number;
  readonly sum: number;
  readonly boxes: readonly (Box & { readonly kind: Kind })[];
}

/** Share of a bar's room that stays free. */
const GAP = 0.25;
const WIDEST = 48;

/** Where bars and lines stand in an area of so many pixels. Zero is at its bottom. */
export function placeStacks<Kind extends string>(stacks: readonly Stack<Kind>[], width: number, height: number) {
  const sums = stacks.map(({ parts }) => parts.reduce((sum, { value }) => sum + Math.max(0, value), 0));
  const ticks = ticksTo(Math.max(0, ...sums));
  const most = ticks.at(-1) ?? 1;
  const room = width / Math.max(1, stacks.length);
  const barWidth = Math.max(1, Math.min(WIDEST, room * (1 - GAP)));
  const placed: readonly PlacedStack<Kind>[] = stacks.map((stack, index) => {
    const x = room * index + (room - barWidth) / 2;
    let top = height;
    const boxes = stack.parts.map(({ kind, value }) => {
      const tall = (Math.max(0, value) / most) * height;
      top -= tall;
      return { kind, x, y: top, width: barWidth, height: tall };
    });
    return { ...stack, x, width: barWidth, sum: sums[index] ?? 0, boxes };
  });
  return { stacks: placed, ticks: ticks.map((value) => ({ value, y: height - (value / most) * height })) };
}
