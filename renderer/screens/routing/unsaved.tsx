import { useState } from 'react';
import { useStore } from 'zustand/react';
import { routing } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { rehearsalWords } from './rehearsal-words.ts';

/** Stands below the page while something is edited and not saved: what it would have changed, in a sentence. */
export function Unsaved() {
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
    <section aria-label="Unsaved changes" className="border-t border-line bg-wall">
      <div className="mx-auto flex max-w-[44rem] flex-wrap items-center justify-end gap-2 px-4 py-3 sm:px-6">
        <p role="status" className="min-w-48 flex-1 text-small">
          {problem !== undefined ? (
            <span className="text-refused [overflow-wrap:anywhere]">{problem.message}</span>
          ) : isRehearsing ? (
            <span className="text-quiet">Replaying your last requests…</span>
          ) : rehearsal === undefined ? null : (
            rehearsalWords(rehearsal.summary)
          )}
          {examples.length === 0 || isRehearsing || problem !== undefined ? null : failing.length === 0 ? (
            <span className="block text-quiet">
              {examples.length === 1
                ? 'Your example comes out as it must.'
                : `All of your ${examples.length} examples come out as they must.`}
            </span>
          ) : (
            failing.map(({ name, failures }) => (
              <span key={name} className="block text-refused [overflow-wrap:anywhere]">
                Your example “{name}” fails: {failures.join('; ')}.
              </span>
            ))
          )}
        </p>
        <Button onClick={routing.discard}>Discard</Button>
        <Button look="primary" disabled={isSaving || isRehearsing} onClick={() => void save()}>
          {isRefused ? 'Save all the same' : 'Save'}
        </Button>
      </div>
    </section>
  );
}
