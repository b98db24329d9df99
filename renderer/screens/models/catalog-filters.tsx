import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reply } from '../../../shared/api/contract.ts';
import { FIELD } from '../../ui/field.ts';
import { formatBytes } from '../../ui/format.ts';

export type Suggestion = Reply<'catalog'>['models'][number];

/** What the catalogue's models are said to be good at. */
const PURPOSES = [
  'chat',
  'code',
  'reasoning',
  'maths',
  'writing',
  'multilingual',
  'summaries',
  'extraction',
  'long documents',
  'small machines',
  'search',
  'ranking',
] as const;
type Purpose = (typeof PURPOSES)[number];

/** Most bytes of a file. */
const SIZES = [2e9, 5e9, 10e9, 20e9] as const;

/** What is wanted of a model; an empty text and 0 stand for anything. */
export interface CatalogFilter {
  readonly purpose: Purpose | '';
  readonly bytes: number;
  readonly licence: string;
}

export const NO_FILTER: CatalogFilter = { purpose: '', bytes: 0, licence: '' };

export const isPurpose = (text: string): text is Purpose => PURPOSES.some((one) => one === text);

export const suits = ({ goodAt, quantisation, licence }: Suggestion, filter: CatalogFilter): boolean =>
  (filter.purpose === '' || goodAt.includes(filter.purpose)) &&
  (filter.bytes === 0 || quantisation.bytes <= filter.bytes) &&
  (filter.licence === '' || licence === filter.licence);

interface CatalogFiltersProps {
  readonly all: readonly Suggestion[];
  readonly filter: CatalogFilter;
  onChange(filter: CatalogFilter): void;
}

/** Narrows the catalogue down. */
export function CatalogFilters({ all, filter, onChange }: CatalogFiltersProps) {
  const { t } = useTranslation('models');
  const licences = [...new Set(all.map(({ licence }) => licence))].sort();
  const purposes = PURPOSES.filter((purpose) => all.some(({ goodAt }) => goodAt.includes(purpose)));
  return (
    <div className="mt-2 grid gap-3 sm:grid-cols-3">
      <Select
        name={t('catalog.purpose')}
        value={filter.purpose}
        onPick={(text) => onChange({ ...filter, purpose: isPurpose(text) ? text : '' })}
      >
        <option value="">{t('catalog.anything')}</option>
        {purposes.map((purpose) => (
          <option key={purpose} value={purpose}>
            {t(`purposes.${purpose}`)}
          </option>
        ))}
      </Select>
      <Select name={t('catalog.size')} value={String(filter.bytes)} onPick={(text) => onChange({ ...filter, bytes: Number(text) })}>
        <option value="0">{t('catalog.anySize')}</option>
        {SIZES.map((bytes) => (
          <option key={bytes} value={bytes}>
            {t('catalog.upTo', { size: formatBytes(bytes) })}
          </option>
        ))}
      </Select>
      <Select name={t('catalog.licence')} value={filter.licence} onPick={(licence) => onChange({ ...filter, licence })}>
        <option value="">{t('catalog.anyLicence')}</option>
        {licences.map((licence) => (
          <option key={licence} value={licence}>
            {licence}
          </option>
        ))}
      </Select>
    </div>
  );
}

interface SelectProps {
  readonly name: string;
  readonly value: string;
  readonly children: React.ReactNode;
  onPick(value: string): void;
}

function Select({ name, value, children, onPick }: SelectProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-small text-quiet">
        {name}
      </label>
      <select id={id} value={value} onChange={(event) => onPick(event.target.value)} className={FIELD}>
        {children}
      </select>
    </div>
  );
}
