import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { errorText } from '../../said.ts';
import { models, view } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Providers } from '../providers/providers.tsx';
import { Downloads } from './downloads.tsx';
import { GetModel } from './get-model.tsx';
import { HubSearch } from './hub-search.tsx';
import { MemoryBar } from './memory-bar.tsx';
import { ModelRow } from './model-row.tsx';
import { Places } from './places.tsx';
import { Suggestions } from './suggestions.tsx';

/** The models on this computer, how to get more, and who else may answer. */
export function Models() {
  const { t } = useTranslation('pages');
  const tab = useStore(view.store, (current) => current.place?.tab);
  useEffect(() => models.watch(), []);
  return (
    <PageFrame
      title={t('models')}
      tabs={[
        { name: 'here', title: t('tabs.models.here'), content: () => <Here /> },
        { name: 'get', title: t('tabs.models.get'), content: () => <Get /> },
        { name: 'providers', title: t('tabs.models.providers'), content: () => <Providers /> },
      ]}
      tab={tab}
      onTab={(name) => view.open('models', name)}
    />
  );
}

function Fault() {
  const { t } = useTranslation('shell');
  const error = useStore(models.store, (current) => current.error);
  return error === undefined ? null : (
    <div role="alert">
      <Notice action={<Button onClick={models.dismissError}>{t('close')}</Button>}>{errorText(error)}</Notice>
    </div>
  );
}

function Here() {
  const { t } = useTranslation('models');
  const { list, loaded } = useStore(models.store);
  return (
    <>
      <Fault />
      <MemoryBar />
      <section aria-labelledby="models-installed">
        <h2 id="models-installed" className="font-semibold">
          {t('installed')}
        </h2>
        {loaded && list.length === 0 ? (
          <div className="mt-2 flex flex-col items-start gap-2">
            <p>{t('none')}</p>
            <Button look="primary" onClick={() => view.open('models', 'get')}>
              {t('getOne')}
            </Button>
          </div>
        ) : null}
        <ul className="divide-y divide-line">
          {list.map((model) => (
            <ModelRow key={model.id} model={model} />
          ))}
        </ul>
      </section>
      <Places />
    </>
  );
}

function Get() {
  return (
    <>
      <Fault />
      <Downloads />
      <Suggestions />
      <HubSearch />
      <GetModel />
    </>
  );
}
