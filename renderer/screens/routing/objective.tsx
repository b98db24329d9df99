import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { OBJECTIVES, type Objective, type Weights, weightsOf } from '../../../shared/routing/objective.ts';
import { routing } from '../../stores/session.ts';
import { Section } from '../privacy/section.tsx';

const WEIGHTS = ['privacy', 'quality', 'cost', 'speed', 'energy'] as const satisfies readonly (keyof Weights)[];

const MOST = 20;
const STEP = 0.1;

/** What is wanted most among the places that a prompt may reach. */
export function ObjectiveChoice({ objective }: { objective: Objective }) {
  const { t } = useTranslation('routing');
  const name = useId();
  const isOwn = typeof objective !== 'string';
  return (
    <Section name={t('objective.title')} intro={t('objective.intro')}>
      <fieldset>
        <legend className="sr-only">{t('objective.title')}</legend>
        <div className="grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
          {OBJECTIVES.map((value) => (
            <Card
              key={value}
              name={name}
              title={t(`objective.names.${value}`)}
              line={t(`objective.lines.${value}`)}
              isOn={objective === value}
              onPick={() => routing.edit({ objective: value })}
            />
          ))}
        </div>
        <div className="mt-2">
          <Card
            name={name}
            title={t('objective.own')}
            line={t('objective.ownLine')}
            isOn={isOwn}
            onPick={() => routing.edit({ objective: weightsOf(objective) })}
          />
        </div>
      </fieldset>
      {isOwn ? <Sliders weights={objective} /> : null}
    </Section>
  );
}

interface CardProps {
  readonly name: string;
  readonly title: string;
  readonly line: string;
  readonly isOn: boolean;
  onPick(): void;
}

function Card({ name, title, line, isOn, onPick }: CardProps) {
  return (
    <label
      className={`flex cursor-pointer items-start gap-3 rounded-lg border p-3 transition-colors ${isOn ? 'border-device' : 'border-line hover:bg-hover'}`}
    >
      <input type="radio" name={name} checked={isOn} onChange={onPick} className="mt-1 size-4 shrink-0 accent-device" />
      <span className="min-w-0">
        <span className="block font-medium">{title}</span>
        <span className="block text-small text-quiet">{line}</span>
      </span>
    </label>
  );
}

function Sliders({ weights }: { weights: Weights }) {
  const { t } = useTranslation('routing');
  return (
    <div className="mt-3 grid gap-x-6 gap-y-2 rounded-lg border border-line p-3 sm:grid-cols-2">
      {WEIGHTS.map((good) => (
        <label key={good} className="flex items-center gap-3 text-small">
          <span className="w-24 shrink-0">{t(`objective.weights.${good}`)}</span>
          <input
            type="range"
            min={0}
            max={MOST}
            step={STEP}
            value={weights[good]}
            onChange={(event) => {
              const next = { ...weights, [good]: Number(event.target.value) };
              // Weights of nothing at all order nothing.
              if (Object.values(next).some((weight) => weight > 0)) routing.edit({ objective: next });
            }}
            className="min-w-0 flex-1 accent-device"
          />
          <output className="w-8 text-end text-quiet tabular-nums">{Number(weights[good].toFixed(1))}</output>
        </label>
      ))}
    </div>
  );
}
