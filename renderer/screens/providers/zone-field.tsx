import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ZONES, type Zone } from '../../../shared/privacy/zones.ts';
import type { NewProvider } from '../../stores/providers.ts';
import { FIELD } from '../../ui/field.ts';
import { Labelled } from '../../ui/labelled.tsx';
import { ZoneMark } from '../../ui/zone.tsx';
import { today } from './prices.ts';

export type Ground = NonNullable<NewProvider['ground']>;

const PROMISES = ['zero-retention', 'no-training', 'region'] as const;

interface ZoneFieldProps {
  readonly zone: Zone;
  readonly ground: Ground | undefined;
  onChange(zone: Zone, ground: Ground | undefined): void;
}

/** How far from home a place is, each with what sending there means; a trusted one needs its reason. */
export function ZoneField({ zone, ground, onChange }: ZoneFieldProps) {
  const { t } = useTranslation('providers');
  const name = useId();
  const reason: Ground = ground ?? { promise: 'zero-retention', source: '', date: today() };
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">{t('zone.title')}</legend>
      {ZONES.map((one) => (
        <label key={one} className="flex cursor-pointer items-start gap-3">
          <input
            type="radio"
            name={name}
            checked={zone === one}
            onChange={() => onChange(one, one === 'trusted' ? reason : undefined)}
            className="mt-1 size-4 shrink-0 accent-device"
          />
          <span>
            <ZoneMark place={one} />
            <span className="block text-small text-quiet">{t(`zone.${one}`)}</span>
          </span>
        </label>
      ))}
      {zone === 'trusted' ? (
        <div className="mt-1 flex flex-col gap-3 border-s-2 border-line ps-4">
          <Labelled name={t('ground.promise')}>
            {(ids) => (
              <select
                {...ids}
                value={reason.promise}
                onChange={(event) =>
                  onChange(zone, { ...reason, promise: PROMISES.find((promise) => promise === event.target.value) ?? 'zero-retention' })
                }
                className={FIELD}
              >
                {PROMISES.map((promise) => (
                  <option key={promise} value={promise}>
                    {t(`ground.${promise}`)}
                  </option>
                ))}
              </select>
            )}
          </Labelled>
          <Labelled name={t('ground.source')} detail={t('ground.sourceDetail')}>
            {(ids) => (
              <input
                {...ids}
                value={reason.source}
                autoComplete="off"
                onChange={(event) => onChange(zone, { ...reason, source: event.target.value })}
                className={FIELD}
              />
            )}
          </Labelled>
          <Labelled name={t('ground.date')}>
            {(ids) => (
              <input
                {...ids}
                type="date"
                value={reason.date}
                onChange={(event) => onChange(zone, { ...reason, date: event.target.value })}
                className={FIELD}
              />
            )}
          </Labelled>
        </div>
      ) : null}
    </fieldset>
  );
}
