/** How numbers read in the window: with units, no false precision, one locale so that they line up. */

const grouped = new Intl.NumberFormat('en');

/** `412`, `12,400`. */
export function formatCount(count: number): string {
  return grouped.format(Math.round(count));
}

/** Two significant figures under 10, three above 100: `0.38`, `9.5`, `38`, `412`, `1,240`. */
function figures(value: number): string {
  if (value < 9.95) return String(Number(value.toPrecision(2)));
  return formatCount(value < 100 ? value : Number(value.toPrecision(3)));
}

/** @param ms milliseconds. Gives `0 ms`, `38 ms`, `2.1 s`, `43 s`, `3 min 5 s`, `2 h 4 min`. */
export function formatDuration(ms: number): string {
  if (ms < 0.5) return '0 ms';
  if (ms < 995) return `${Math.round(Number(ms.toPrecision(2)))} ms`;
  const seconds = ms / 1000;
  if (seconds < 59.5) return `${seconds < 9.95 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(whole / 60);
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** @param rate tokens per second. Gives `38 tokens/s`, `4.2 tokens/s`. */
export function formatRate(rate: number): string {
  return `${figures(rate)} tokens/s`;
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

/** @param nanoDollars integer 1e-9 USD. Gives `$0`, `$0.0021`, `$0.38`, `$12.40`; what is too small to name is `under $0.0001`. */
export function formatMoney(nanoDollars: number): string {
  if (nanoDollars === 0) return '$0';
  const dollars = nanoDollars / 1e9;
  if (dollars < 0.0001) return 'under $0.0001';
  if (dollars < 0.01) return `$${Number(dollars.toPrecision(2))}`;
  return `$${dollars.toFixed(2)}`;
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
