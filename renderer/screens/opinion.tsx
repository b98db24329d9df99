import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpinionView } from '../../shared/api/views.ts';
import { api, type Outcome } from '../api.ts';
import { errorText } from '../said.ts';
import { Button } from '../ui/button.tsx';
import { Marked } from '../ui/marked.tsx';

/** Lets a model on this device look for names and addresses that the scan may have missed. */
export function Opinion({ text }: { text: string }) {
  const { t } = useTranslation('explain');
  const [outcome, setOutcome] = useState<Outcome<OpinionView>>();
  const [isAsking, setAsking] = useState(false);
  const ask = async () => {
    setAsking(true);
    setOutcome(await api.secondOpinion(text));
    setAsking(false);
  };
  const extra = outcome?.ok ? outcome.value.findings.filter(({ validator }) => validator === 'model') : [];
  return (
    <div className="mt-4 text-small">
      <Button look="bare" className="-ms-3" disabled={isAsking} onClick={() => void ask()}>
        {t(isAsking ? 'opinion.asking' : 'opinion.ask')}
      </Button>
      <div role="status" className="mt-1 text-quiet [overflow-wrap:anywhere]">
        {outcome === undefined ? null : !outcome.ok ? (
          errorText(outcome.error)
        ) : extra.length === 0 ? (
          t('opinion.nothing', { model: outcome.value.model })
        ) : (
          <>
            <p>{t('opinion.more', { model: outcome.value.model })}</p>
            <p dir="auto" className="mt-1 whitespace-pre-wrap">
              <Marked text={text} findings={extra} />
            </p>
          </>
        )}
      </div>
    </div>
  );
}
