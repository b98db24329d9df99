import { useTranslation } from 'react-i18next';
import { trial } from '../../stores/session.ts';
import type { AsIf } from '../../stores/trial.ts';

interface Dial {
  readonly name: keyof AsIf;
  readonly most: number;
  readonly step: number;
  /** Where it stands when it is first set. */
  readonly start: number;
  readonly style?: 'percent' | 'currency';
}

const DIALS: readonly Dial[] = [
  { name: 'cpu', most: 1, step: 0.05, start: 0.9, style: 'percent' },
  { name: 'battery', most: 1, step: 0.05, start: 0.2, style: 'percent' },
  { name: 'memoryFreeGib', most: 64, step: 0.5, start: 1 },
  { name: 'budgetUsd', most: 50, step: 0.5, start: 0, style: 'currency' },
];

/** The computer's state and the budget, each as it is until it is set by hand. */
export function AsIfFields({ asIf }: { readonly asIf: AsIf }) {
  const { t, i18n } = useTranslation('routing');
  const set = (name: keyof AsIf, value: number | undefined) => {
    const { [name]: _, ...rest } = asIf;
    trial.set({ asIf: value === undefined ? rest : { ...rest, [name]: value } });
  };
  return (
    <fieldset className="text-small">
      <legend className="text-quiet">{t('trial.asIf')}</legend>
      <div className="mt-1 flex flex-col gap-2">
        {DIALS.map(({ name, most, step, start, style }) => {
          const value = asIf[name];
          const format = new Intl.NumberFormat(i18n.resolvedLanguage, {
            ...(style === undefined ? {} : { style }),
            ...(style === 'currency' ? { currency: 'USD', currencyDisplay: 'narrowSymbol' } : {}),
          });
          return (
            <div key={name} className="rounded-lg border border-line p-3">
              <label className="flex items-center gap-2">
                <input
                  type="checkbox"
                  checked={value !== undefined}
                  onChange={({ target }) => set(name, target.checked ? start : undefined)}
                  className="size-4 accent-device"
                />
                <span className="flex-1">{t(`trial.${name}`)}</span>
                <output className="text-quiet tabular-nums">{value === undefined ? t('trial.asItIs') : format.format(value)}</output>
              </label>
              {value === undefined ? null : (
                <input
                  type="range"
                  aria-label={t(`trial.${name}`)}
                  aria-valuetext={format.format(value)}
                  min={0}
                  max={most}
                  step={step}
                  value={value}
                  onChange={({ target }) => set(name, Number(target.value))}
                  className="mt-2 w-full accent-device"
                />
              )}
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}
