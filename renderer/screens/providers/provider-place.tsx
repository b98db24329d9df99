import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../said.ts';
import type { Provider } from '../../stores/providers.ts';
import { providers } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { FIELD } from '../../ui/field.ts';
import { formatMoney } from '../../ui/format.ts';
import { Labelled } from '../../ui/labelled.tsx';
import { ZoneMark } from '../../ui/zone.tsx';
import { correctedPrice, dollarsOf, formatDay } from './prices.ts';
import { type Ground, ZoneField } from './zone-field.tsx';

/** Where a provider is and what it costs, to read and to change. */
export function ProviderPlace({ provider }: { provider: Provider }) {
  const { t } = useTranslation('providers');
  const [isOpen, setOpen] = useState(false);
  const { baseUrl, zone, region, ground, price, pool } = provider;
  return (
    <section aria-labelledby="provider-place" className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <h3 id="provider-place" className="font-semibold">
          {t('place.title')}
        </h3>
        {isOpen ? null : <Button onClick={() => setOpen(true)}>{t('place.change')}</Button>}
      </div>
      {isOpen ? (
        <PlaceForm provider={provider} onDone={() => setOpen(false)} />
      ) : (
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-small">
          <Fact name={t('place.address')}>{baseUrl}</Fact>
          <Fact name={t('zone.title')}>
            <ZoneMark place={zone} />
          </Fact>
          {ground === undefined ? null : (
            <Fact name={t('ground.promise')}>
              {t(`ground.${ground.promise}`)}, {ground.source}, {formatDay(ground.date)}
            </Fact>
          )}
          {region === undefined ? null : <Fact name={t('place.region')}>{region}</Fact>}
          {pool === undefined ? null : <Fact name={t('place.pool')}>{pool}</Fact>}
          {price === undefined ? null : (
            <Fact name={t('place.price')}>{t('price.words', { input: formatMoney(price.input), output: formatMoney(price.output) })}</Fact>
          )}
        </dl>
      )}
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt className="text-quiet">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}

interface PlaceDraft {
  readonly baseUrl: string;
  readonly zone: Provider['zone'];
  readonly ground: Ground | undefined;
  readonly region: string;
  readonly pool: string;
  /** Dollars per million tokens. */
  readonly input: string;
  readonly output: string;
}

function PlaceForm({ provider, onDone }: { provider: Provider; onDone(): void }) {
  const { t } = useTranslation('providers');
  const { t: shell } = useTranslation('shell');
  const [draft, setDraft] = useState<PlaceDraft>({
    baseUrl: provider.baseUrl,
    zone: provider.zone,
    ground: provider.ground,
    region: provider.region ?? '',
    pool: provider.pool ?? '',
    input: dollarsOf(provider.price?.input),
    output: dollarsOf(provider.price?.output),
  });
  const [problem, setProblem] = useState<string>();
  const put = (change: Partial<PlaceDraft>) => setDraft((before) => ({ ...before, ...change }));
  const hasMoved = provider.keys.length > 0 && originOf(draft.baseUrl) !== originOf(provider.baseUrl);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await providers.change(provider, {
      baseUrl: draft.baseUrl,
      zone: draft.zone,
      ground: draft.zone === 'trusted' ? (draft.ground ?? null) : null,
      region: draft.region.trim() || null,
      pool: draft.pool.trim() || null,
      price: correctedPrice(provider.price, { input: draft.input, output: draft.output }) ?? null,
    });
    if (outcome.ok) onDone();
    else setProblem(errorText(outcome.error));
  };
  const field = (name: 'region' | 'pool' | 'input' | 'output', detail: string, mode: 'text' | 'decimal' = 'text') => (
    <Labelled name={t(`place.${name}`)} detail={detail}>
      {(ids) => (
        <input
          {...ids}
          inputMode={mode}
          value={draft[name]}
          autoComplete="off"
          onChange={(event) => put({ [name]: event.target.value })}
          className={FIELD}
        />
      )}
    </Labelled>
  );
  return (
    <form noValidate onSubmit={save} className="flex flex-col gap-4">
      <Labelled name={t('place.address')} detail={hasMoved ? <span className="text-cloud">{t('place.moved')}</span> : null}>
        {(ids) => (
          <input
            {...ids}
            type="url"
            value={draft.baseUrl}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => put({ baseUrl: event.target.value })}
            className={FIELD}
          />
        )}
      </Labelled>
      <ZoneField zone={draft.zone} ground={draft.ground} onChange={(zone, ground) => put({ zone, ground })} />
      {field('region', t('place.regionDetail'))}
      {field('pool', t('place.poolDetail'))}
      <div className="grid grid-cols-2 gap-3">
        {field('input', t('price.perMillion'), 'decimal')}
        {field('output', t('price.perMillion'), 'decimal')}
      </div>
      <div role="alert" className="text-refused empty:hidden">
        {problem}
      </div>
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>{shell('cancel')}</Button>
        <Button look="primary" type="submit">
          {t('save')}
        </Button>
      </div>
    </form>
  );
}

const originOf = (address: string) => (URL.canParse(address) ? new URL(address).origin : address);
