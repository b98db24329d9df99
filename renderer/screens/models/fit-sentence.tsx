import { useTranslation } from 'react-i18next';
import type { Fit } from '../../stores/models.ts';
import { formatBytes, formatCount, formatRate } from '../../ui/format.ts';

/** The prediction in words, with its figures. */
export function FitSentence({ fit: { need, layersOnGpu, layers, tokensPerSecond, isMeasured } }: { fit: Fit }) {
  const { t } = useTranslation('models');
  const figures = { memory: formatBytes(need.cpuBytes), tokens: formatCount(need.contextWindow), count: need.sequences };
  const onGpu = layersOnGpu > 0 ? ` ${t('fit.onGpu', { memory: formatBytes(need.gpuBytes), layers: layersOnGpu, of: layers })}` : '';
  const rate = formatRate(tokensPerSecond);
  return (
    <p className="text-small text-quiet tabular-nums">
      {t('fit.needs', figures)}
      {onGpu} {t(isMeasured ? 'fit.measured' : 'fit.estimated', { rate })}
    </p>
  );
}
