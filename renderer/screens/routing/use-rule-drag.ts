import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useRef, useState } from 'react';

/** A rule on its way. */
interface Drag {
  readonly id: string;
  /** How far the pointer has taken it, in CSS pixels. */
  readonly by: number;
  /** Where it would be put down: its place among the others, counted from 0. */
  readonly to: number;
}

export interface RuleDrag {
  readonly drag: Drag | undefined;
  /** Begins with a press on the handle of a rule: a mouse's, a pen's or a finger's. */
  start(id: string, event: ReactPointerEvent<HTMLElement>): void;
}

/** CSS pixels from the edge of what scrolls at which it begins to scroll, and how many of them a frame. */
const EDGE = 56;
const STEP = 8;

/**
 * Lets the rules of a list be dragged by their handles. The pages of a phone scroll under a finger, so the handle takes the
 * finger for itself, and the page follows where the rule nears an edge. @param list whose children carry `data-rule`
 */
export function useRuleDrag(list: RefObject<HTMLElement | null>, onDrop: (id: string, to: number) => void): RuleDrag {
  const [drag, setDrag] = useState<Drag>();
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);

  function start(id: string, event: ReactPointerEvent<HTMLElement>): void {
    if (event.button !== 0 || list.current === null || stop.current !== undefined) return;
    const handle = event.currentTarget;
    const rows = [...list.current.querySelectorAll<HTMLElement>('[data-rule]')];
    const at = rows.findIndex((row) => row.dataset.rule === id);
    const row = rows[at];
    if (row === undefined) return;
    const above = rows.slice(0, at);
    const below = rows.slice(at + 1);
    const page = scrollerOf(list.current);
    const began = event.clientY;
    const from = began + page.scrollTop;
    const edges = row.getBoundingClientRect();
    const { pointerId } = event;
    let y = event.clientY;
    let now: Drag = { id, by: 0, to: at };
    // From here on all of this pointer comes to the handle, wherever it is.
    handle.setPointerCapture(pointerId);

    const look = () => {
      // Rows stand still while one is dragged over them: only it is drawn elsewhere. It has passed one once its edge is past the middle.
      const top = edges.top + y - began;
      const bottom = edges.bottom + y - began;
      const to = above.filter((one) => middleOf(one) < top).length + below.filter((one) => middleOf(one) < bottom).length;
      now = { id, by: y + page.scrollTop - from, to };
      setDrag(now);
    };
    const follow = () => {
      const { top, bottom } = page.getBoundingClientRect();
      const by = y < top + EDGE ? -STEP : y > bottom - EDGE ? STEP : 0;
      const before = page.scrollTop;
      page.scrollTop += by;
      if (page.scrollTop !== before) look();
      frame = requestAnimationFrame(follow);
    };
    let frame = requestAnimationFrame(follow);
    const end = (isDropped: boolean) => {
      stop.current?.();
      if (isDropped) onDrop(id, now.to);
    };
    const onMove = (moved: PointerEvent) => {
      if (moved.pointerId !== pointerId) return;
      y = moved.clientY;
      look();
    };
    const onUp = () => end(true);
    const onCancel = () => end(false);
    const onKey = (pressed: KeyboardEvent) => {
      if (pressed.key !== 'Escape') return;
      pressed.stopPropagation();
      end(false);
    };
    handle.addEventListener('pointermove', onMove);
    handle.addEventListener('pointerup', onUp);
    handle.addEventListener('pointercancel', onCancel);
    window.addEventListener('keydown', onKey, true);
    stop.current = () => {
      stop.current = undefined;
      cancelAnimationFrame(frame);
      handle.removeEventListener('pointermove', onMove);
      handle.removeEventListener('pointerup', onUp);
      handle.removeEventListener('pointercancel', onCancel);
      window.removeEventListener('keydown', onKey, true);
      setDrag(undefined);
    };
  }

  return { drag, start };
}

const middleOf = (row: HTMLElement): number => {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
};

/** What scrolls around an element. */
function scrollerOf(element: HTMLElement): HTMLElement {
  for (let one = element.parentElement; one !== null; one = one.parentElement)
    if (/auto|scroll/.test(getComputedStyle(one).overflowY)) return one;
  return document.documentElement;
}
