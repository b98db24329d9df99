import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { type Place, ZoneMark } from './zone.tsx';

interface RouteChipProps {
  readonly place: Place;
  /** What follows the place, such as the model, the time and the cost. */
  readonly facts: readonly string[];
  /** Read before the chip by those who do not see where it stands. */
  readonly label?: string;
  readonly isOpen: boolean;
  readonly id?: string;
  onOpen(): void;
}

/** Says where an answer came from, or would come from, and opens the reason. */
export function RouteChip({ place, facts, label, isOpen, id, onOpen }: RouteChipProps) {
  const { t } = useTranslation('shell');
  return (
    <button
      type="button"
      id={id}
      aria-expanded={isOpen}
      onClick={onOpen}
      className="inline-flex min-h-7 max-w-full min-w-0 items-center rounded-lg border border-line px-2 py-0.5 text-start text-small tabular-nums text-quiet transition-colors hover:bg-hover hover:text-ink aria-expanded:border-edge aria-expanded:text-ink"
    >
      {label === undefined ? null : <span className="sr-only">{label}: </span>}
      <ZoneMark place={place} />
      <span className="min-w-0 truncate whitespace-pre">
        {facts.map((fact) => (
          <Fragment key={fact}>
            {' · '}
            {fact}
          </Fragment>
        ))}
      </span>
      <span className="sr-only">{t('showWhy')}</span>
    </button>
  );
}
