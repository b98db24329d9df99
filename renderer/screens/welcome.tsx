import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { TargetView } from '../../shared/api/views.ts';
import { heard } from '../said.ts';
import { connection, conversations, settings, view } from '../stores/session.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { formatCount, formatParameters } from '../ui/format.ts';
import { nearestFirst } from '../ui/nearest-first.ts';
import { idToTellApart } from '../ui/tell-apart.ts';
import { ZoneMark } from '../ui/zone.tsx';
import { FirstRun } from './first-run/first-run.tsx';

/** Models that are named; whoever has more finds them on their page. */
const MOST_MODELS = 3;

/** A conversation without messages: what Lintel does, and with what. */
export function Welcome() {
  const { t } = useTranslation('shell');
  const state = useStore(connection.store, (current) => current.state);
  const isFirst = useStore(settings.store, ({ settings: set }) => set !== undefined && set.window.isWelcomed !== true);
  const hasSpoken = useStore(conversations.store, ({ list, loaded }) => !loaded || list.length > 0);
  const isAsked = useStore(settings.store, ({ settings: set }) => set?.window.isWelcomed === false);
  if (isFirst && (isAsked || !hasSpoken)) return <FirstRun />;
  return (
    <div className="my-auto flex flex-col gap-8 py-4">
      <p className="text-head text-balance">{t('welcome.claim')}</p>
      {state === undefined ? null : (
        <>
          <section aria-labelledby="models-here">
            <h2 id="models-here" className="text-small font-medium text-quiet">
              {t('welcome.models')}
            </h2>
            {state.models.length === 0 ? (
              <p className="mt-2">{t('welcome.noModel')}</p>
            ) : (
              <ul className="mt-1 divide-y divide-line">
                {nearestFirst(state.models)
                  .slice(0, MOST_MODELS)
                  .map((model) => (
                    <Model key={model.id} model={model} id={idToTellApart(model, state.models)} />
                  ))}
              </ul>
            )}
            {state.models.length > MOST_MODELS ? (
              <Button look="bare" onClick={() => view.open('models')} className="-ms-3">
                {t('welcome.moreModels', { count: state.models.length - MOST_MODELS })}
              </Button>
            ) : null}
          </section>
          <section aria-labelledby="add-model">
            <h2 id="add-model" className="text-small font-medium text-quiet">
              {t('welcome.addModel')}
            </h2>
            <p className="mt-2">
              <Button onClick={() => view.open('models', 'get')}>{t('welcome.getModels')}</Button>
            </p>
            <p className="mt-3 text-small text-quiet">{t('welcome.putHere')}</p>
            <div className="mt-1 flex items-center gap-1 rounded-lg border border-line bg-wall py-1 ps-3 pe-1">
              <code className="min-w-0 flex-1 font-mono text-small [overflow-wrap:anywhere]">{state.modelsFolder}</code>
              <CopyButton name={t('welcome.copyFolder')} text={state.modelsFolder} />
            </div>
          </section>
        </>
      )}
    </div>
  );
}

/** @param id shown where the name alone does not tell which model it is */
function Model({ model, id }: { model: TargetView; id: string | undefined }) {
  const { t } = useTranslation('shell');
  const { name, description, zone, parameters, contextWindow, fault, faultSaid } = model;
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
            {parameters > 0 ? `${t('welcome.parameters', { size: formatParameters(parameters) })}, ` : ''}
            {t('welcome.context', { tokens: formatCount(contextWindow) })}
          </span>
        ) : null}
      </div>
      {description === undefined ? null : <p className="text-small text-quiet">{description}</p>}
      {fault === undefined ? null : <p className="text-small text-refused">{t('welcome.faulty', { fault: heard(fault, faultSaid) })}</p>}
    </li>
  );
}
