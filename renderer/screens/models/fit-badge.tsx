import { Check, Gauge, X } from 'lucide-react';
import type { Fit } from '../../stores/models.ts';

/** Shape and word, not colour alone. */
const BADGES = {
  fits: { word: 'Fits', Shape: Check, colour: 'text-device' },
  slow: { word: 'Slow', Shape: Gauge, colour: 'text-cloud' },
  'wont-fit': { word: 'Won’t fit', Shape: X, colour: 'text-refused' },
} as const;

/** Whether a model fits this computer: an estimate. */
export function FitBadge({ verdict }: { verdict: Fit['verdict'] }) {
  const { word, Shape, colour } = BADGES[verdict];
  return (
    <span
      className={`inline-flex items-center gap-1 rounded border border-line px-1.5 text-small ${colour}`}
      title="An estimate for this computer"
    >
      <Shape aria-hidden size={13} strokeWidth={2.5} />
      {word}
    </span>
  );
}
