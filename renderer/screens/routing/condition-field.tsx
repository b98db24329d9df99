import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText, heard } from '../../said.ts';
import { Fold } from '../../ui/fold.tsx';
import { ConditionInput } from './condition-input.tsx';

type Checking = typeof import('./conditions.ts');

interface ConditionFieldProps {
  readonly text: string;
  /** The policy's tags. */
  readonly tags: readonly string[];
  onChange(text: string): void;
  /** Told whether the condition can be used. */
  onChecked(isSound: boolean): void;
}

/** The rules' language comes only once somebody writes a rule. */
const load = () => import('./conditions.ts');

/** A condition, checked while it is written, with what is wrong at its place. */
export function ConditionField({ text, tags, onChange, onChecked }: ConditionFieldProps) {
  const { t } = useTranslation('routing');
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
      <span aria-hidden className="mb-1 block text-quiet">
        {t('form.when')}
      </span>
      <ConditionInput id={id} label={t('form.when')} text={text} isWrong={problem !== undefined} tags={tags} onChange={onChange} />
      <div id={`${id}-problem`} role="status" className="min-h-5">
        {problem === undefined || checking === undefined ? null : (
          <p className="text-refused">
            {checking.placeIn(text, problem.start)}: {errorText(problem)}
          </p>
        )}
      </div>
      {checking === undefined ? null : <Known variables={checking.VARIABLES} />}
    </div>
  );
}

function Known({ variables }: { variables: Checking['VARIABLES'] }) {
  const { t } = useTranslation('routing');
  return (
    <Fold title={t('form.known')} className="mt-1 text-quiet">
      <dl
        tabIndex={0}
        aria-label={t('form.known')}
        className="mt-1 max-h-56 divide-y text-ink divide-line overflow-y-auto border-y border-line -outline-offset-2"
      >
        {variables.map(({ name, type, doc, example }) => (
          <div key={name} className="py-1.5">
            <dt>
              <code className="font-mono">{name}</code> <span className="text-quiet">{heard(type, { said: type })}</span>
            </dt>
            <dd className="text-quiet">
              {heard(doc, { said: doc })} <code className="font-mono text-ink">{example}</code>
            </dd>
          </div>
        ))}
      </dl>
    </Fold>
  );
}
