import { useTranslation } from 'react-i18next';
import { errorText } from '../../said.ts';
import { type Benchmark, medianOf, ROUNDS } from '../../stores/benchmarks.ts';
import type { Model } from '../../stores/models.ts';
import { benchmarks } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount, formatRate } from '../../ui/format.ts';
import { Meter } from '../../ui/meter.tsx';

/** A benchmark on its way, with a way to stop it, or what it showed. */
export function BenchmarkLine({ model: { id, name }, benchmark: { rounds, isRunning, error } }: { model: Model; benchmark: Benchmark }) {
  const { t } = useTranslation('models');
  const reading = medianOf(rounds, 'promptTokensPerSecond');
  const writing = medianOf(rounds, 'tokensPerSecond');
  if (isRunning)
    return (
      <div className="flex items-center gap-3">
        <div className="min-w-0 flex-1">
          <p className="text-small tabular-nums" aria-live="polite">
            {rounds.length === 0 ? t('benchmark.warming') : t('benchmark.round', { at: rounds.length, of: ROUNDS })}
          </p>
          <Meter name={t('benchmark.progress', { name })} part={(rounds.length + 0.5) / (ROUNDS + 1)} />
        </div>
        <Button onClick={() => benchmarks.stop(id)}>{t('benchmark.stop')}</Button>
      </div>
    );
  if (error !== undefined)
    return (
      <p role="alert" className="text-small text-refused">
        {errorText(error)}
      </p>
    );
  const [round] = rounds;
  if (round === undefined || writing === undefined) return <p className="text-small text-quiet">{t('benchmark.nothing')}</p>;
  return (
    <p className="text-small tabular-nums">
      {reading === undefined ? '' : `${t('benchmark.reads', { rate: formatRate(reading), tokens: formatCount(round.inputTokens) })} `}
      {t('benchmark.writes', { rate: formatRate(writing), count: rounds.length })}
    </p>
  );
}
