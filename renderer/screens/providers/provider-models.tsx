import { RefreshCw } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { errorText, heard } from '../../said.ts';
import type { Provider, ProviderChange } from '../../stores/providers.ts';
import { connection, providers } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { FIELD } from '../../ui/field.ts';
import { formatMoment } from '../../ui/format.ts';
import { formatDay, priceStateOf, today } from './prices.ts';
import { ProviderModel } from './provider-model.tsx';

/** Models that are listed before somebody searches. */
const FEW = 12;

/** The models that a provider is used for: fetched anew, chosen, added and put right by hand. */
export function ProviderModels({ provider }: { provider: Provider }) {
  const { t } = useTranslation('providers');
  const { offered, listedAt, models, corrected = [] } = provider;
  const [search, setSearch] = useState('');
  const [isAll, setAll] = useState(false);
  const [isRefreshing, setRefreshing] = useState(false);
  const [said, setSaid] = useState<string>();
  const countForDays = useStore(connection.store, ({ state }) => state?.policy.factsCountForDays) ?? Number.POSITIVE_INFINITY;
  const price = priceStateOf(provider, today(), countForDays);
  const searchId = useId();
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const matching = offered.filter(({ id }) => words.every((word) => id.toLowerCase().includes(word)));
  const shown = isAll ? matching : matching.slice(0, FEW);
  const change = async (wish: ProviderChange) => {
    const outcome = await providers.change(provider, wish);
    setSaid(outcome.ok ? undefined : errorText(outcome.error));
    return outcome.ok;
  };
  const refresh = async () => {
    setRefreshing(true);
    const outcome = await providers.refresh(provider);
    setRefreshing(false);
    const check = outcome.ok ? outcome.value.check : undefined;
    setSaid(outcome.ok ? check && heard(check.sentence, check.said) : errorText(outcome.error));
  };
  /** Those it is used for by name: chosen ones stay as they are. */
  const chosen = () => (models.length > 0 ? models : offered.map(({ id }) => ({ id })));
  return (
    <section aria-labelledby="provider-models" className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <h3 id="provider-models" className="font-semibold">
          {t('list.title', { count: offered.length })}
        </h3>
        <Button disabled={isRefreshing} onClick={refresh}>
          <RefreshCw aria-hidden size={15} />
          {t(isRefreshing ? 'asking' : 'list.refresh')}
        </Button>
      </div>
      <p className="text-small text-quiet">
        {listedAt === undefined || listedAt === 0 ? t('list.never') : t('list.at', { time: formatMoment(listedAt) })}{' '}
        {t(models.length > 0 ? 'list.chosen' : 'list.whole')}
      </p>
      {price.kind === 'known' || price.kind === 'stale' ? (
        <div className="flex flex-wrap items-center gap-2">
          <p className={`min-w-0 flex-1 text-small ${price.kind === 'stale' ? 'text-cloud' : 'text-quiet'}`}>
            {t(price.kind === 'stale' ? 'prices.stale' : 'prices.of', { date: formatDay(price.date) })}
          </p>
          <Button onClick={() => void change({ pricesCheckedOn: today() })}>{t('prices.checked')}</Button>
        </div>
      ) : null}
      <p role="status" className="text-small empty:hidden">
        {said}
      </p>
      {offered.length <= FEW ? null : (
        <>
          <label htmlFor={searchId} className="sr-only">
            {t('list.search')}
          </label>
          <input
            id={searchId}
            type="search"
            value={search}
            placeholder={t('list.search')}
            onChange={(event) => setSearch(event.target.value)}
            className={FIELD}
          />
        </>
      )}
      <ul className="divide-y divide-line">
        {shown.map((model) => (
          <ProviderModel
            key={model.id}
            model={model}
            onCorrect={(fixed) => change({ corrected: [...corrected.filter(({ id }) => id !== fixed.id), fixed] })}
            onRemove={() => change({ models: chosen().filter(({ id }) => id !== model.id) })}
            canRemove={chosen().length > 1}
          />
        ))}
      </ul>
      {matching.length <= shown.length ? null : (
        <Button look="bare" onClick={() => setAll(true)} className="-ms-3 self-start">
          {t('list.all', { count: matching.length })}
        </Button>
      )}
      {models.length === 0 ? null : (
        <Button look="bare" onClick={() => void change({ models: [] })} className="-ms-3 self-start">
          {t('list.useWhole')}
        </Button>
      )}
      <AddByHand onAdd={(id) => change({ models: [...chosen().filter((one) => one.id !== id), { id }] })} />
    </section>
  );
}

function AddByHand({ onAdd }: { onAdd(id: string): Promise<boolean> }) {
  const { t } = useTranslation('providers');
  const [name, setName] = useState('');
  const id = useId();
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (await onAdd(name.trim())) setName('');
  };
  return (
    <form onSubmit={add} className="flex flex-col gap-1">
      <label htmlFor={id} className="text-small font-medium">
        {t('list.byHand')}
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          value={name}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setName(event.target.value)}
          className={`${FIELD} flex-1`}
        />
        <Button type="submit" disabled={name.trim() === ''}>
          {t('list.add')}
        </Button>
      </div>
    </form>
  );
}
