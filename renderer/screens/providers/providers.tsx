import { Plus, Radar } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { errorText } from '../../said.ts';
import type { NewProvider } from '../../stores/providers.ts';
import { providers } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useFocusBack } from '../../ui/use-focus-back.ts';
import { useStays } from '../models/use-stays.ts';
import { AddProvider } from './add-provider.tsx';
import { FindServers } from './find-servers.tsx';
import { Importable } from './importable.tsx';
import { ProviderRow } from './provider-row.tsx';

/** Who else may answer: servers in the network and clouds, with what is known of each. */
export function Providers() {
  const { t } = useTranslation('providers');
  const { t: shell } = useTranslation('shell');
  const { list, loaded, error } = useStore(providers.store);
  const [open, setOpen] = useState<'add' | 'find'>();
  const [start, setStart] = useState<Partial<NewProvider>>({});
  const adder = useFocusBack<HTMLButtonElement>(open === 'add');
  const finder = useFocusBack<HTMLButtonElement>(open === 'find');
  const stays = useStays();
  useEffect(() => void providers.load(), []);
  const add = (from: Partial<NewProvider> = {}) => {
    setStart(from);
    setOpen('add');
  };
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <p className="max-w-[60ch] min-w-0 flex-1 basis-72 text-small text-quiet">{t(stays ? 'stays' : 'intro')}</p>
        <div className="flex gap-2">
          <Button ref={finder} onClick={() => setOpen('find')}>
            <Radar aria-hidden size={15} />
            {t('find.button')}
          </Button>
          <Button ref={adder} look="primary" onClick={() => add()}>
            <Plus aria-hidden size={15} />
            {t('add.button')}
          </Button>
        </div>
      </div>
      {error === undefined ? null : (
        <div role="alert">
          <Notice action={<Button onClick={providers.dismissError}>{shell('close')}</Button>}>{errorText(error)}</Notice>
        </div>
      )}
      <Importable onImport={add} />
      {loaded && list.length === 0 ? <p>{t('none')}</p> : null}
      {list.length === 0 ? null : (
        <ul aria-label={t('all')} className="divide-y divide-line border-y border-line">
          {list.map((provider) => (
            <ProviderRow key={provider.id} provider={provider} />
          ))}
        </ul>
      )}
      {open === 'add' ? <AddProvider start={start} onClose={() => setOpen(undefined)} /> : null}
      {open === 'find' ? <FindServers onAdd={add} onClose={() => setOpen(undefined)} /> : null}
    </>
  );
}
