import { GripVertical } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface RuleHandleProps {
  readonly name: string;
  /** The element that says how it is used. */
  readonly describedBy: string;
  /** Its place, counted from 0, and how many there are. */
  readonly index: number;
  readonly count: number;
  onDragStart(event: PointerEvent<HTMLElement>): void;
  /** Puts it at a place. */
  onPlace(to: number): void;
  /** Says something for ears only. */
  announce(sentence: string): void;
}

/**
 * What a rule is taken by: dragged by a pointer, or picked up with the space bar, moved with the arrows and put down again.
 * Escape puts it back.
 */
export function RuleHandle({ name, describedBy, index, count, onDragStart, onPlace, announce }: RuleHandleProps) {
  const { t } = useTranslation('routing');
  const button = useRef<HTMLButtonElement>(null);
  /** Where it was picked up; absent: it is not. */
  const [liftedFrom, setLiftedFrom] = useState<number>();
  const isLifted = liftedFrom !== undefined;
  // Its row moves within the page with each step, which takes the focus from what is in it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each step.
  useLayoutEffect(() => {
    if (isLifted) button.current?.focus();
  }, [index, isLifted]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1, Home: -count, End: count }[event.key];
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      setLiftedFrom(isLifted ? undefined : index);
      announce(t(isLifted ? 'rules.putDown' : 'rules.pickedUp', { rule: name, place: index + 1, count }));
    } else if (isLifted && step !== undefined) {
      event.preventDefault();
      const to = Math.max(0, Math.min(count - 1, index + step));
      if (to !== index) onPlace(to);
      announce(t('rules.placed', { rule: name, place: to + 1, count }));
    } else if (isLifted && event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      setLiftedFrom(undefined);
      if (liftedFrom !== index) onPlace(liftedFrom);
      announce(t('rules.putBack', { rule: name, place: liftedFrom + 1, count }));
    } else if (isLifted && event.key === 'Tab') setLiftedFrom(undefined);
  };

  return (
    <button
      ref={button}
      type="button"
      aria-label={t('rules.handle', { rule: name })}
      aria-describedby={describedBy}
      aria-pressed={isLifted}
      title={t('rules.drag', { rule: name })}
      onKeyDown={onKeyDown}
      onPointerDown={onDragStart}
      className="flex size-8 shrink-0 cursor-grab touch-none items-center justify-center rounded-lg text-quiet select-none hover:bg-hover active:cursor-grabbing aria-pressed:bg-device aria-pressed:text-on-accent"
    >
      <GripVertical aria-hidden size={15} />
    </button>
  );
}
