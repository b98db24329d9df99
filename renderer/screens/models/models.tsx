import { useEffect } from 'react';
import { useStore } from 'zustand/react';
import { models } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Downloads } from './downloads.tsx';
import { GetModel } from './get-model.tsx';
import { ModelRow } from './model-row.tsx';
import { Suggestions } from './suggestions.tsx';

/** The models on this computer: which are in memory, which fit, what is on its way, and how to get more. */
export function Models() {
  const { list, loaded, error } = useStore(models.store);
  useEffect(() => models.watch(), []);
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      aria-label="Models"
      className="min-h-0 flex-1 overflow-y-auto -outline-offset-2"
    >
      <div className="mx-auto flex max-w-[44rem] flex-col gap-8 px-4 py-6 sm:px-6">
        <p className="text-head text-balance max-[700px]:hidden" aria-hidden>
          Models
        </p>
        {error === undefined ? null : (
          <div role="alert">
            <Notice action={<Button onClick={models.dismissError}>Close</Button>}>{error.message}</Notice>
          </div>
        )}
        <GetModel />
        <Downloads />
        <section aria-labelledby="models-installed">
          <h2 id="models-installed" className="text-small font-medium text-quiet">
            On this computer
          </h2>
          {loaded && list.length === 0 ? <p className="mt-2">There is no model yet.</p> : null}
          <ul className="mt-1 divide-y divide-line">
            {list.map((model) => (
              <ModelRow key={model.id} model={model} />
            ))}
          </ul>
        </section>
        <Suggestions />
      </div>
    </section>
  );
}
