import type { TFunction } from 'i18next';
import { FINDING_TYPES, type FindingType } from '../../../shared/privacy/finding.ts';

interface Telling {
  readonly t: TFunction<'routing'>;
  readonly finding: (type: FindingType) => string;
  /** As `Intl` names it. */
  readonly language: string;
}

const SHARES = new Set(['difficulty', 'hardware.cpu', 'hardware.cpuOthers', 'hardware.gpu', 'hardware.battery']);
const COMPARED = { '==': 'is', '!=': 'isNot', '>': 'above', '>=': 'least', '<': 'below', '<=': 'most' } as const;
const FLAGS: Readonly<Record<string, 'searched' | 'notSearched' | 'onBattery' | 'pluggedIn'>> = {
  searched: 'searched',
  '!searched': 'notSearched',
  'hardware.onBattery': 'onBattery',
  '!hardware.onBattery': 'pluggedIn',
};

/**
 * What a condition says, in words, where it is made of plain comparisons that are all joined in one way; nothing for any other:
 * it is shown as it is written.
 */
export function conditionWords(condition: string, telling: Telling): string | undefined {
  const { t } = telling;
  const isEither = condition.includes('||');
  if (isEither && condition.includes('&&')) return undefined;
  const parts = condition.split(isEither ? '||' : '&&').map((part) => termWords(part.trim(), telling));
  if (parts.some((part) => part === undefined)) return undefined;
  const [first, ...rest] = parts as string[];
  return rest.reduce((one, other) => t(isEither ? 'when.or' : 'when.and', { one, other }), first ?? '');
}

function termWords(term: string, { t, finding, language }: Telling): string | undefined {
  if (term === 'true') return t('when.always');
  const flag = FLAGS[term];
  if (flag !== undefined) return t(`when.${flag}`);
  const [, count] = /^size\(findings\) (== 0|> 0)$/.exec(term) ?? [];
  if (count !== undefined) return t(count === '== 0' ? 'when.clean' : 'when.found');
  const [, among, list] = /^"([^"\\]*)" in (tags|needs)$/.exec(term) ?? [];
  if (among !== undefined) return t(list === 'tags' ? 'when.tagged' : 'when.needs', { value: quoted(t, among) });
  const [, dotted, bracketed] = /^findings(?:\.([a-z]+)|\["([a-z-]+)"\]) > 0$/.exec(term) ?? [];
  const type = FINDING_TYPES.find((one) => one === (dotted ?? bracketed));
  if (type !== undefined) return t('when.holds', { finding: finding(type) });
  const [, name = '', sign, text, number] = /^([a-zA-Z.]+) (==|!=|>=|<=|>|<) (?:"([^"\\]*)"|(\d+(?:\.\d+)?))$/.exec(term) ?? [];
  const how = COMPARED[sign as keyof typeof COMPARED];
  if (how === undefined) return undefined;
  const path = `variables.${name}` as 'variables.tokens';
  const label: unknown = t(path, { defaultValue: '', returnObjects: true });
  if (typeof label !== 'string' || label === '') return undefined;
  if (number === undefined) return t(`when.${how}`, { name: label, value: quoted(t, text ?? '') });
  if (name === 'time.hour' && (how === 'least' || how === 'below'))
    return t(how === 'least' ? 'when.from' : 'when.before', { time: clock(Number(number), language) });
  return t(`when.${how}`, { name: label, value: measured(name, Number(number), language) });
}

const quoted = (t: Telling['t'], word: string) => t('effects.quoted', { word });

/** @param hour 0 to 24, minutes as a fraction */
function clock(hour: number, language: string): string {
  const at = new Date(2000, 0, 1, 0, Math.round(hour * 60));
  return at.toLocaleTimeString(language === 'en' ? 'en-GB' : language, { hour: '2-digit', minute: '2-digit' });
}

function measured(name: string, value: number, language: string): string {
  if (SHARES.has(name)) return value.toLocaleString(language, { style: 'percent', maximumFractionDigits: 1 });
  if (name.startsWith('budget.'))
    return value.toLocaleString(language, { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' });
  const figure = value.toLocaleString(language);
  return /memory|vram/.test(name) ? `${figure} GiB` : figure;
}
