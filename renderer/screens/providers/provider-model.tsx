import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { daysBetween, TOLD_BEFORE_DAYS } from '../../../shared/routing/days.ts';
import { ABILITIES } from '../../../shared/routing/target.ts';
import type { Provider } from '../../stores/providers.ts';
import { Button } from '../../ui/button.tsx';
import { FIELD } from '../../ui/field.ts';
import { formatCount, formatMoney } from '../../ui/format.ts';
import { Labelled } from '../../ui/labelled.tsx';
import { correctedPrice, dollarsOf, formatDay, today } from './prices.ts';

type Offered = Provider['offered'][number];
type Fixed = NonNullable<Provider['corrected']>[number];

interface ProviderModelProps {
  readonly model: Offered;
  readonly canRemove: boolean;
  onCorrect(fixed: Fixed): Promise<boolean>;
  onRemove(): Promise<boolean>;
}

/** One model at a provider: its window, what it can do and costs, and the form to put that right. */
export function ProviderModel({ model, canRemove, onCorrect, onRemove }: ProviderModelProps) {
  const { t } = useTranslation('providers');
  const [isOpen, setOpen] = useState(false);
  const { id, contextWindow, abilities, price } = model;
  const longer = (price?.tiers ?? []).map(({ aboveTokens, input = price?.input ?? 0, output = price?.output ?? 0 }) =>
    t('price.longer', { tokens: formatCount(aboveTokens), input: formatMoney(input), output: formatMoney(output) }),
  );
  const facts = [
    t('model.context', { tokens: formatCount(contextWindow) }),
    price === undefined ? t('price.none') : t('price.words', { input: formatMoney(price.input), output: formatMoney(price.output) }),
    ...longer,
    ...(price?.search === undefined ? [] : [t('price.searches', { amount: formatMoney(price.search * 1_000) })]),
    abilities.map((ability) => t(`abilities.${ability}`)).join(', '),
  ];
  return (
    <li className="py-2">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <p className="[overflow-wrap:anywhere]">{id}</p>
          <p className="text-small text-quiet tabular-nums">{facts.join(' · ')}</p>
          {model.endsOn === undefined ? null : <End day={model.endsOn} />}
        </div>
        <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} aria-label={t('model.correctOne', { id })}>
          {t('model.correct')}
        </Button>
      </div>
      {isOpen ? (
        <ModelForm model={model} canRemove={canRemove} onCorrect={onCorrect} onRemove={onRemove} onDone={() => setOpen(false)} />
      ) : null}
    </li>
  );
}

/** The day on which a model ends, or ended. */
function End({ day }: { day: string }) {
  const { t } = useTranslation('providers');
  const left = daysBetween(today(), day);
  return (
    <p className={`text-small ${left <= TOLD_BEFORE_DAYS ? 'text-cloud' : 'text-quiet'}`}>
      {t(left <= 0 ? 'model.ended' : 'model.ends', { date: formatDay(day) })}
    </p>
  );
}

function ModelForm({ model, canRemove, onCorrect, onRemove, onDone }: ProviderModelProps & { onDone(): void }) {
  const { t } = useTranslation('providers');
  const { price } = model;
  const [draft, setDraft] = useState({
    contextWindow: String(model.contextWindow),
    input: dollarsOf(price?.input),
    cachedInput: dollarsOf(price?.cachedInput),
    output: dollarsOf(price?.output),
  });
  const [abilities, setAbilities] = useState(model.abilities);
  const put = (change: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...change }));
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const { contextWindow, ...rates } = draft;
    const corrected = correctedPrice(price, rates);
    const fixed: Fixed = {
      id: model.id,
      contextWindow: Number(contextWindow.replace(/[^\d]/g, '')),
      abilities,
      ...(corrected === undefined ? {} : { price: corrected }),
    };
    if (await onCorrect(fixed)) onDone();
  };
  const field = (name: keyof typeof draft, mode: 'numeric' | 'decimal') => (
    <Labelled name={t(`model.${name}`)}>
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
    <form noValidate onSubmit={save} className="mt-2 flex flex-col gap-3 rounded-lg border border-line p-3">
      {field('contextWindow', 'numeric')}
      <fieldset>
        <legend className="font-medium">{t('model.abilities')}</legend>
        <div className="mt-1 grid grid-cols-2 gap-x-3 gap-y-1">
          {ABILITIES.map((ability) => (
            <label key={ability} className="flex cursor-pointer items-center gap-2 text-small">
              <input
                type="checkbox"
                checked={abilities.includes(ability)}
                onChange={(event) =>
                  setAbilities(ABILITIES.filter((one) => (one === ability ? event.target.checked : abilities.includes(one))))
                }
                className="size-4 accent-device"
              />
              {t(`abilities.${ability}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <p className="text-small text-quiet">{t('price.perMillion')}</p>
      <div className="grid grid-cols-3 gap-2">
        {field('input', 'decimal')}
        {field('cachedInput', 'decimal')}
        {field('output', 'decimal')}
      </div>
      {price === undefined ? null : (
        <p className="text-small text-quiet [overflow-wrap:anywhere]">{t('price.source', { source: price.source, date: price.date })}</p>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        {canRemove ? (
          <Button onClick={() => void onRemove()} className="me-auto">
            {t('model.notUsed')}
          </Button>
        ) : null}
        <Button look="primary" type="submit">
          {t('save')}
        </Button>
      </div>
    </form>
  );
}
