import i18next from 'i18next';

/** How numbers read in the window: with units, no false precision, as the window's language writes them. */

const formats = new Map<string, Intl.NumberFormat>();

/** The number format of the window's language, made once for each. */
function numbers(options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  const language = i18next.resolvedLanguage ?? 'en';
  const key = language + JSON.stringify(options);
  const format = formats.get(key) ?? new Intl.NumberFormat(language, options);
  formats.set(key, format);
  return format;
}

/**
 * @param at milliseconds since the epoch. Gives day and time, as `21 Nov, 14:05`; of another year than this, `21 Nov 2025, 14:05`.
 * @param precision with seconds where one thing follows another in them
 */
export function formatMoment(at: number, precision: 'minute' | 'second' = 'minute'): string {
  const moment = new Date(at);
  return moment.toLocaleString(i18next.resolvedLanguage ?? 'en', {
    ...(moment.getFullYear() === new Date().getFullYear() ? {} : { year: 'numeric' }),
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(precision === 'second' ? { second: '2-digit' } : {}),
  });
}

/** `412`, `12,400`. */
export function formatCount(count: number): string {
  return numbers().format(Math.round(count));
}

/** A number that need not be whole: `4.2`. */
export const formatFigure = (value: number): string => numbers().format(value);

/** @param bytes of memory, by 1,024 as systems count it. Gives `512 MiB`, `4.7 GiB`. */
export function formatMemory(bytes: number): string {
  if (bytes < 2 ** 30 / 10) return `${formatCount(bytes / 2 ** 20)} MiB`;
  return `${numbers({ minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(bytes / 2 ** 30)} GiB`;
}

/** Two significant figures under 10, three above 100: `0.38`, `9.5`, `38`, `412`, `1,240`. */
function figures(value: number): string {
  if (value < 9.95) return numbers({ maximumSignificantDigits: 2 }).format(value);
  return formatCount(value < 100 ? value : Number(value.toPrecision(3)));
}

/** @param ms milliseconds. Gives `0 ms`, `38 ms`, `2.1 s`, `43 s`, `3 min 5 s`, `2 h 4 min`. */
export function formatDuration(ms: number): string {
  if (ms < 0.5) return '0 ms';
  if (ms < 995) return `${Math.round(Number(ms.toPrecision(2)))} ms`;
  const seconds = ms / 1000;
  if (seconds < 59.5)
    return `${seconds < 9.95 ? numbers({ minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(seconds) : Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(whole / 60);
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** @param rate tokens per second. Gives `38 tokens/s`, `4.2 tokens/s`. */
export function formatRate(rate: number): string {
  return i18next.t('shell:rate', { rate: figures(rate) });
}

/** @param bytes Gives `0 B`, `512 kB`, `4.7 GB`; sizes of files, by thousands as shops and disks count. */
export function formatBytes(bytes: number): string {
  for (const [size, unit] of [
    [1e12, 'TB'],
    [1e9, 'GB'],
    [1e6, 'MB'],
    [1e3, 'kB'],
  ] as const) {
    if (bytes >= size * 0.9995) return `${figures(bytes / size)} ${unit}`;
  }
  return `${formatCount(bytes)} B`;
}

/** A currency to show money in, at the rate of a day; nothing is counted in it. */
export interface ShownCurrency {
  readonly code: string;
  readonly perDollar: number;
}

/**
 * @param nanoDollars integer 1e-9 USD. Gives `$0`, `$0.0021`, `$0.38`, `$12.40`; what is too small to name is `under $0.0001`.
 * @param currency another one than dollars: gives `≈ €0.35`
 */
export function formatMoney(nanoDollars: number, currency?: ShownCurrency): string {
  const isOther = currency !== undefined && currency.code !== 'USD';
  const amount = (nanoDollars / 1e9) * (isOther ? currency.perDollar : 1);
  const about = isOther && nanoDollars !== 0 ? '≈ ' : '';
  const money = (value: number, options: Intl.NumberFormatOptions) =>
    numbers({ style: 'currency', currency: isOther ? currency.code : 'USD', currencyDisplay: 'narrowSymbol', ...options }).format(value);
  if (nanoDollars === 0) return money(0, { maximumFractionDigits: 0 });
  if (amount < 0.0001) return i18next.t('shell:under', { amount: money(0.0001, { maximumSignificantDigits: 2 }) });
  if (amount < 0.01) return about + money(amount, { maximumSignificantDigits: 2 });
  return about + money(amount, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** @param at milliseconds since the epoch. Gives the time of day, as `14:05`. */
export function formatClock(at: number): string {
  return new Date(at).toLocaleTimeString(i18next.resolvedLanguage ?? 'en', { hour: '2-digit', minute: '2-digit' });
}

/** @param joules Gives `0 Wh`, `0.38 Wh`, `412 Wh`, `1.2 kWh`. */
export function formatEnergy(joules: number): string {
  const wattHours = joules / 3600;
  if (wattHours > 0 && wattHours < 0.01) return `< ${figures(0.01)} Wh`;
  return wattHours < 1000 ? `${figures(wattHours)} Wh` : `${figures(wattHours / 1000)} kWh`;
}

/** @param share 0 to 1. Gives `38 %`. */
export function formatShare(share: number): string {
  return numbers({ style: 'percent', maximumFractionDigits: 0 }).format(share);
}

/** @param day as `2026-01-31`. Gives `31 Jan`. */
export function formatDay(day: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(i18next.resolvedLanguage ?? 'en', {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
}

const SIZES = [
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** How many parameters a model has: `125 M`, `7.6 B`. */
export function formatParameters(parameters: number): string {
  for (const [size, letter] of SIZES) {
    // 999.5 and up would round to 1,000 of the smaller unit.
    if (parameters >= size * 0.9995) return `${figures(parameters / size)} ${letter}`;
  }
  return formatCount(parameters);
}
