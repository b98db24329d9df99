import { useState } from 'react';
import type { OpinionView } from '../../shared/api/views.ts';
import { api, type Outcome } from '../api.ts';
import { Button } from '../ui/button.tsx';
import { Marked } from '../ui/marked.tsx';

/** Lets a model on this device look for names and addresses that the scan may have missed. */
export function Opinion({ text }: { text: string }) {
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
      <Button look="bare" disabled={isAsking} onClick={() => void ask()}>
        {isAsking ? 'A model on this device is reading…' : 'Let a model on this device look, too'}
      </Button>
      <div role="status" className="mt-1 text-quiet [overflow-wrap:anywhere]">
        {outcome === undefined ? null : !outcome.ok ? (
          outcome.error.message
        ) : extra.length === 0 ? (
          `${outcome.value.model} sees nothing more.`
        ) : (
          <>
            <p>{outcome.value.model} also sees this. Add what matters to your own words, or change the text.</p>
            <p dir="auto" className="mt-1 whitespace-pre-wrap">
              <Marked text={text} findings={extra} />
            </p>
          </>
        )}
      </div>
    </div>
  );
}
