import { Cloud, createLucideIcon, DoorClosed, House, type LucideIcon, Mail } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Zone } from '../../shared/privacy/zones.ts';

/** Where something runs, or that it was not sent at all. */
export type Place = Zone | 'refused';

/** Lucide has no ring of dots: round caps on dashes of no length draw eight. */
const DotRing = createLucideIcon('dot-ring', [
  ['circle', { cx: '12', cy: '12', r: '9', strokeDasharray: '0 7.069', strokeWidth: '3.5', key: 'dots' }],
]);

/** The one language of zones: colour, shape and word together, never colour alone. */
const PLACES: Record<Place, { readonly Shape: LucideIcon; readonly colour: string }> = {
  device: { Shape: House, colour: 'text-device' },
  lan: { Shape: DotRing, colour: 'text-lan' },
  trusted: { Shape: Mail, colour: 'text-trusted' },
  cloud: { Shape: Cloud, colour: 'text-cloud' },
  refused: { Shape: DoorClosed, colour: 'text-refused' },
};

/** A place's shape and word in its colour. */
export function ZoneMark({ place, isIconOnly = false }: { place: Place; isIconOnly?: boolean }) {
  const { t } = useTranslation('shell');
  const { Shape, colour } = PLACES[place];
  return (
    <span className={`inline-flex shrink-0 items-center gap-1.5 align-top ${colour}`}>
      <Shape aria-hidden size={15} strokeWidth={2} className="shrink-0" />
      <span className={isIconOnly ? 'sr-only' : ''}>{t(`zones.${place}`)}</span>
    </span>
  );
}
