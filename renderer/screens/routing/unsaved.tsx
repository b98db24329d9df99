import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { allHeard, errorText } from '../../said.ts';
import { routing } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { rehearsalWords } from './rehearsal-words.ts';

/** Stands below the page while something is edited and not saved: what it would have changed, in a sentence. */
export function Unsaved() {
  const { t } = useTranslation('routing');
  const { draft, rehearsal, isRehearsing, problem, examples = [] } = useStore(routing.store);
  const [isSaving, setSaving] = useState(false);
  if (Object.keys(draft).length === 0) return null;
  const isRefused = problem?.code === 'policy-tests-failed';
  const failing = examples.filter(({ passed }) => !passed);
  const save = async () => {
    setSaving(true);
    await routing.save(isRefused);
    setSaving(false);
  };
  return (
    <section aria-label={t('unsaved.title')} className="border-t border-line bg-wall">
      <div className="mx-auto flex max-w-[60rem] flex-wrap items-center justify-end gap-2 px-4 py-3 sm:px-6">
        <p role="status" className="min-w-48 flex-1 text-small">
          {problem !== undefined ? (
            <span className="text-refused [overflow-wrap:anywhere]">{errorText(problem)}</span>
          ) : isRehearsing ? (
            <span className="text-quiet">{t('unsaved.replaying')}</span>
          ) : rehearsal === undefined ? null : (
            rehearsalWords(rehearsal.summary, t)
          )}
          {examples.length === 0 || isRehearsing || problem !== undefined ? null : failing.length === 0 ? (
            <span className="block text-quiet">{t('unsaved.passed', { count: examples.length })}</span>
          ) : (
            failing.map(({ name, failures, said }) => (
              <span key={name} className="block text-refused [overflow-wrap:anywhere]">
                {t('unsaved.failed', { name, failures: allHeard(failures, said?.failures).join('; ') })}
              </span>
            ))
          )}
        </p>
        <Button onClick={routing.discard}>{t('unsaved.discard')}</Button>
        <Button look="primary" disabled={isSaving || isRehearsing} onClick={() => void save()}>
          {isRefused ? t('unsaved.saveAnyway') : t('unsaved.save')}
        </Button>
      </div>
    </section>
  );
}
