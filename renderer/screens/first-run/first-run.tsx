import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { settings } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { ChoiceStep } from './choice-step.tsx';
import { ComputerStep } from './computer-step.tsx';
import { ModelStep } from './model-step.tsx';
import { ProviderStep } from './provider-step.tsx';

const STEPS = [
  ['computer', ComputerStep],
  ['model', ModelStep],
  ['choice', ChoiceStep],
  ['provider', ProviderStep],
] as const;

/** The first minute: what this computer can do, a model, what may leave, and who else may answer. Each step can be passed over, and the composer works meanwhile. */
export function FirstRun() {
  const { t } = useTranslation('welcome');
  const [at, setAt] = useState(0);
  const heading = useRef<HTMLHeadingElement>(null);
  const hasMoved = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever goes on reads the next step from its heading.
  useEffect(() => {
    if (hasMoved.current) heading.current?.focus();
    hasMoved.current = true;
  }, [at]);
  const [name, Step] = STEPS[at] ?? STEPS[0];
  const end = () => void settings.change({ window: { isWelcomed: true } });
  return (
    <section aria-label={t('title')} className="my-auto flex flex-col gap-5 py-4">
      <p className="text-head text-balance">{t('claim')}</p>
      <div className="rounded-lg border border-line p-5">
        <p className="text-small text-quiet tabular-nums">{t('step', { at: at + 1, of: STEPS.length })}</p>
        <h2 ref={heading} tabIndex={-1} className="mt-1 font-semibold outline-none">
          {t(`${name}.title`)}
        </h2>
        <div className="mt-3 min-h-40">
          <Step />
        </div>
        <div className="mt-5 flex flex-wrap items-center gap-2">
          <Button look="bare" onClick={end} className="me-auto -ms-3">
            {t('skip')}
          </Button>
          {at === 0 ? null : <Button onClick={() => setAt(at - 1)}>{t('back')}</Button>}
          {at === STEPS.length - 1 ? (
            <Button look="primary" onClick={end}>
              {t('done')}
            </Button>
          ) : (
            <Button look="primary" onClick={() => setAt(at + 1)}>
              {t('next')}
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}
