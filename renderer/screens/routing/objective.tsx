import { useId } from 'react';
import { type Objective, type Weights, weightsOf } from '../../../shared/routing/objective.ts';
import { routing } from '../../stores/session.ts';
import { Section } from '../privacy/section.tsx';

type Named = Exclude<Objective, Weights>;

const CARDS: readonly (readonly [Named, name: string, line: string])[] = [
  ['private-first', 'Private first', 'The nearest home, whatever that takes.'],
  ['cheapest', 'Cheapest', 'The least money; free models come first.'],
  ['fastest', 'Fastest', 'The answer that is expected to end soonest.'],
  ['best-answer', 'Best answer', 'The model that is likeliest to answer well.'],
  ['balanced', 'Balanced', 'A good answer that is worth its time and money.'],
  ['battery-saver', 'Battery saver', 'The least work for this computer.'],
];

const WEIGHTS: readonly (readonly [keyof Weights, name: string])[] = [
  ['privacy', 'Privacy'],
  ['quality', 'Good answers'],
  ['cost', 'Low cost'],
  ['speed', 'Speed'],
  ['energy', 'Little energy'],
];

const MOST = 20;
const STEP = 0.1;

/** What is wanted most among the places that a prompt may reach. */
export function ObjectiveChoice({ objective }: { objective: Objective }) {
  const name = useId();
  const isOwn = typeof objective !== 'string';
  return (
    <Section name="What you want most" intro="It orders the models that a prompt may reach. It never lets a prompt go further.">
      <fieldset>
        <legend className="sr-only">What you want most</legend>
        <div className="grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
          {CARDS.map(([value, title, line]) => (
            <Card
              key={value}
              name={name}
              title={title}
              line={line}
              isOn={objective === value}
              onPick={() => routing.edit({ objective: value })}
            />
          ))}
        </div>
        <div className="mt-2">
          <Card
            name={name}
            title="Your own"
            line="Say how much each counts. Only their ratios matter."
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
  return (
    <div className="mt-3 grid gap-x-6 gap-y-2 rounded-lg border border-line p-3 sm:grid-cols-2">
      {WEIGHTS.map(([good, name]) => (
        <label key={good} className="flex items-center gap-3 text-small">
          <span className="w-24 shrink-0">{name}</span>
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
