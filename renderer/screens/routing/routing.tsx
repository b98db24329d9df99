import { useEffect } from 'react';
import { useStore } from 'zustand/react';
import { connection, routing } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Excluded } from './excluded.tsx';
import { ObjectiveChoice } from './objective.tsx';
import { Rehearsal } from './rehearsal.tsx';
import { Rules } from './rules.tsx';
import { Unsaved } from './unsaved.tsx';
import { PolicyVersions } from './versions.tsx';

/** What decides where a prompt goes among the places that it may. Edits are a draft: what they would have changed is shown before they are saved. */
export function Routing() {
  const { policy, draft, error } = useStore(routing.store);
  const file = useStore(connection.store, ({ state }) => state?.policyFile);
  useEffect(() => void routing.load(), []);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        aria-label="Routing"
        className="min-h-0 flex-1 overflow-y-auto -outline-offset-2"
      >
        <div className="mx-auto flex max-w-[44rem] flex-col gap-10 px-4 py-6 sm:px-6">
          <p className="text-head text-balance max-[700px]:hidden" aria-hidden>
            Routing
          </p>
          {error === undefined ? null : (
            <div role="alert">
              <Notice action={<Button onClick={routing.dismissError}>Close</Button>}>{error.message}</Notice>
            </div>
          )}
          {file === undefined ? null : (
            <p className="rounded-lg border border-line p-3 text-small [overflow-wrap:anywhere]">
              Your policy comes from the file {file}. What you edit here can be rehearsed; make the change in the file.
            </p>
          )}
          {policy === undefined ? null : (
            <>
              <ObjectiveChoice objective={draft.objective ?? policy.objective} />
              <Rules groups={draft.rules ?? policy.rules} tags={Object.keys(policy.tags)} />
              <Excluded excluded={draft.excluded ?? policy.excluded} />
              <Rehearsal />
              <PolicyVersions version={policy.version} />
            </>
          )}
        </div>
      </section>
      <Unsaved />
    </div>
  );
}
