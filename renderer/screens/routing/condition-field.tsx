import { useEffect, useId, useState } from 'react';
import type { ConditionProblem } from '../../../shared/routing/rules/problem.ts';

type Checking = typeof import('./conditions.ts');

interface ConditionFieldProps {
  readonly text: string;
  onChange(text: string): void;
  /** Told whether the condition can be used. */
  onChecked(isSound: boolean): void;
}

/** The rules' language comes only once somebody writes a rule. */
const load = () => import('./conditions.ts');

/** A condition, checked while it is written, with what is wrong at its place. */
export function ConditionField({ text, onChange, onChecked }: ConditionFieldProps) {
  const id = useId();
  const [checking, setChecking] = useState<Checking>();
  useEffect(() => void load().then(setChecking), []);
  const isEmpty = text.trim() === '';
  const problem = isEmpty ? undefined : checking?.checkCondition(text);
  const isSound = checking !== undefined && !isEmpty && problem === undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the verdict matters.
  useEffect(() => onChecked(isSound), [isSound]);
  return (
    <div className="text-small">
      <label htmlFor={id} className="mb-1 block text-quiet">
        When
      </label>
      <textarea
        id={id}
        value={text}
        rows={2}
        maxLength={2000}
        spellCheck={false}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-problem`}
        onChange={(event) => onChange(event.target.value)}
        placeholder={'"work" in tags && hardware.cpu > 0.8'}
        className="w-full min-w-0 rounded-lg border border-edge bg-paper px-3 py-2 font-mono text-small -outline-offset-1"
      />
      <div id={`${id}-problem`} role="status" className="min-h-5">
        {problem === undefined || checking === undefined ? null : (
          <Problem text={text} problem={problem} place={checking.placeIn(text, problem.start)} />
        )}
      </div>
      {checking === undefined ? null : <Known variables={checking.VARIABLES} />}
    </div>
  );
}

function Problem({ text, problem: { message, start, end }, place }: { text: string; problem: ConditionProblem; place: string }) {
  return (
    <>
      <p className="text-refused">
        {place}: {message}
      </p>
      <p className="mt-1 font-mono [overflow-wrap:anywhere]">
        {text.slice(0, start)}
        <mark className="bg-transparent text-refused underline decoration-wavy underline-offset-4">{text.slice(start, end)}</mark>
        {text.slice(end)}
      </p>
    </>
  );
}

function Known({ variables }: { variables: Checking['VARIABLES'] }) {
  return (
    <details className="mt-1">
      <summary className="cursor-pointer text-quiet">What a condition can ask about</summary>
      <dl
        tabIndex={0}
        aria-label="What a condition can ask about"
        className="mt-1 max-h-56 divide-y divide-line overflow-y-auto border-y border-line -outline-offset-2"
      >
        {variables.map(({ name, type, doc, example }) => (
          <div key={name} className="py-1.5">
            <dt>
              <code className="font-mono">{name}</code> <span className="text-quiet">{type}</span>
            </dt>
            <dd className="text-quiet">
              {doc} <code className="font-mono text-ink">{example}</code>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
