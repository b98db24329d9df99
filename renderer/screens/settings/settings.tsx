import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { desktop } from '../../desktop.ts';
import { errorText } from '../../said.ts';
import { PAGES, type Tab } from '../../stores/address.ts';
import { settings, view } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { CONTROLS } from './controls.tsx';
import { SECTIONS, type SettingId } from './sections.ts';

/** Whether the settings of a section act where this window runs. */
const isHere = (section: Tab<'settings'>): boolean => section !== 'desktop' || desktop !== undefined;

/** Everything that is set once and kept, found by section or by a word of it. */
export function SettingsPage() {
  const { t } = useTranslation('settings');
  const { t: pages } = useTranslation('pages');
  const tab = useStore(view.store, (current) => current.place?.tab);
  const [search, setSearch] = useState('');
  useEffect(() => void settings.load(), []);
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const isFound = (id: SettingId) => {
    const text = `${t(`names.${id}`)} ${t(`details.${id}`)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const found = PAGES.settings.filter(isHere).flatMap((section) => SECTIONS[section].filter(isFound));
  const field = <SearchField name={t('search')} value={search} onChange={setSearch} className="max-w-[20rem]" />;
  return (
    <PageFrame
      title={pages('settings')}
      above={field}
      tabs={PAGES.settings.map((name) => ({
        name,
        title: pages(`tabs.settings.${name}`),
        content: () =>
          words.length === 0 && !isHere(name) ? (
            <p className="max-w-[60ch]">{t('onlyDesktop')}</p>
          ) : (
            <Settings ids={words.length === 0 ? SECTIONS[name] : found} isSearch={words.length > 0} />
          ),
      }))}
      tab={tab}
      onTab={(name) => {
        setSearch('');
        view.open('settings', name);
      }}
    />
  );
}

function Settings({ ids, isSearch }: { readonly ids: readonly SettingId[]; readonly isSearch: boolean }) {
  const { t } = useTranslation('settings');
  const { t: shell } = useTranslation('shell');
  const { settings: set, error } = useStore(settings.store);
  return (
    <>
      {error === undefined ? null : (
        <div role="alert">
          <Notice action={<Button onClick={settings.dismissError}>{shell('close')}</Button>}>{errorText(error)}</Notice>
        </div>
      )}
      {isSearch ? (
        <p role="status" className="text-small text-quiet">
          {t('found', { count: ids.length })}
        </p>
      ) : null}
      {set === undefined ? null : (
        <ul className="-mt-4 divide-y divide-line">
          {ids.map((id) => {
            const Control = CONTROLS[id];
            return (
              <li key={id}>
                <Control set={set} />
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
