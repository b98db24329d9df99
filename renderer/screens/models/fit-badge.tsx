import { Check, Gauge, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Fit } from '../../stores/models.ts';

/** Shape and word, not colour alone. */
const BADGES = {
  fits: { Shape: Check, colour: 'text-device' },
  slow: { Shape: Gauge, colour: 'text-cloud' },
  'wont-fit': { Shape: X, colour: 'text-refused' },
} as const;

/** Whether a model fits this computer: an estimate. */
export function FitBadge({ verdict }: { verdict: Fit['verdict'] }) {
  const { t } = useTranslation('models');
  const { Shape, colour } = BADGES[verdict];
  return (
    <span
      className={`inline-flex shrink-0 items-center gap-1 rounded border border-line px-1.5 text-small ${colour}`}
      title={t('fit.isEstimate')}
    >
      <Shape aria-hidden size={13} strokeWidth={2.5} />
      {t(`fit.${verdict}`)}
    </span>
  );
}
