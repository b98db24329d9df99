import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { RECIPES, type Recipe } from '../../../shared/api/client-recipes.ts';
import { apps } from '../../stores/session.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { KeyIcon } from './key-icon.tsx';
import { RecipeCard } from './recipe-card.tsx';

/** How known clients are pointed at the port: pick one, copy its settings, try it. */
export function SetUp() {
  const { t } = useTranslation('apps');
  const address = useStore(apps.store, ({ port }) => port?.address);
  const [wanted, setWanted] = useState('');
  const [chosen, setChosen] = useState<Recipe['id']>();
  const recipe = RECIPES.find(({ id }) => id === chosen);
  const found = RECIPES.filter(({ name }) => name.toLowerCase().includes(wanted.trim().toLowerCase()));
  return (
    <>
      <p className="max-w-[60ch] text-small text-quiet">{t('setup.intro')}</p>
      <SearchField name={t('setup.search')} value={wanted} onChange={setWanted} className="w-full max-w-[20rem]" />
      {found.length === 0 ? <p className="text-quiet">{t('setup.unknown')}</p> : null}
      <ul className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-4">
        {found.map(({ id, name, icon }) => (
          <li key={id}>
            <button
              type="button"
              aria-expanded={id === chosen}
              onClick={() => setChosen(id === chosen ? undefined : id)}
              className="flex h-full w-full items-center gap-2 rounded-lg border border-line px-3 py-2 text-start hover:bg-hover aria-expanded:border-device aria-expanded:bg-hover"
            >
              <KeyIcon name={icon} />
              <span className="min-w-0 [overflow-wrap:anywhere]">{name}</span>
            </button>
          </li>
        ))}
      </ul>
      {recipe === undefined ? null : <RecipeCard key={recipe.id} recipe={recipe} address={address} />}
    </>
  );
}
