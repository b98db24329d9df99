import { useStore } from 'zustand/react';
import type { TargetView } from '../../shared/api/views.ts';
import { connection, view } from '../stores/session.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { formatCount, formatParameters } from '../ui/format.ts';
import { idToTellApart } from '../ui/tell-apart.ts';
import { ZoneMark } from '../ui/zone.tsx';

/** A conversation without messages: what Lintel does, and with what. */
export function Welcome() {
  const state = useStore(connection.store, (current) => current.state);
  return (
    <div className="my-auto flex flex-col gap-8 py-4">
      <p className="text-head text-balance">Lintel decides, prompt by prompt, whether your words stay home.</p>
      {state === undefined ? null : (
        <>
          <section aria-labelledby="models-here">
            <h2 id="models-here" className="text-small font-medium text-quiet">
              Models
            </h2>
            {state.models.length === 0 ? (
              <p className="mt-2">There is no model yet. Add one as below; then it can answer.</p>
            ) : (
              <ul className="mt-1 divide-y divide-line">
                {state.models.map((model) => (
                  <Model key={model.id} model={model} id={idToTellApart(model, state.models)} />
                ))}
              </ul>
            )}
          </section>
          <section aria-labelledby="add-model">
            <h2 id="add-model" className="text-small font-medium text-quiet">
              Add a model
            </h2>
            <p className="mt-2">Put a GGUF file into this folder:</p>
            <div className="mt-2 flex items-center gap-1 rounded-lg border border-line bg-wall py-1 ps-3 pe-1">
              <code className="min-w-0 flex-1 font-mono text-small [overflow-wrap:anywhere]">{state.modelsFolder}</code>
              <CopyButton name="Copy the folder’s path" text={state.modelsFolder} />
            </div>
            <p className="mt-3">
              <Button onClick={() => view.open('models')}>Get or manage models</Button>
            </p>
          </section>
        </>
      )}
    </div>
  );
}

/** @param id shown where the name alone does not tell which model it is */
function Model({ model, id }: { model: TargetView; id: string | undefined }) {
  const { name, description, zone, parameters, contextWindow, fault } = model;
  return (
    <li className="flex flex-col gap-0.5 py-3">
      <div className="flex flex-wrap items-center gap-x-3">
        <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{name}</span>
        {id === undefined ? null : <span className="min-w-0 text-small text-quiet [overflow-wrap:anywhere]">{id}</span>}
        <span className="text-small">
          <ZoneMark place={zone} />
        </span>
        {fault === undefined ? (
          <span className="text-small text-quiet tabular-nums">
            {parameters > 0 ? `${formatParameters(parameters)} parameters, ` : ''}
            {formatCount(contextWindow)} tokens of context
          </span>
        ) : null}
      </div>
      {description === undefined ? null : <p className="text-small text-quiet">{description}</p>}
      {fault === undefined ? null : <p className="text-small text-refused">Cannot be used: {fault}</p>}
    </li>
  );
}
