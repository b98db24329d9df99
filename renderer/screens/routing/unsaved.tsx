import { useState } from 'react';
import { useStore } from 'zustand/react';
import { routing } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { rehearsalWords } from './rehearsal-words.ts';

/** Stands below the page while something is edited and not saved: what it would have changed, in a sentence. */
export function Unsaved() {
  const { draft, rehearsal, isRehearsing, problem } = useStore(routing.store);
  const [isSaving, setSaving] = useState(false);
  if (Object.keys(draft).length === 0) return null;
  const save = async () => {
    setSaving(true);
    await routing.save();
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
        </p>
        <Button onClick={routing.discard}>Discard</Button>
        <Button look="primary" disabled={isSaving || isRehearsing} onClick={() => void save()}>
          Save
        </Button>
      </div>
    </section>
  );
}
