const MOST_MS = 24 * 60 * 60 * 1000;

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

/**
 * Milliseconds that a provider asks to wait: as the header `retry-after-ms`, as `retry-after` in seconds or as a date, or in
 * its sentence (“try again in 1.2s”). At most a day; nothing where it does not say.
 * @param now milliseconds since the epoch
 */
export function retryAfterMs(headers: Readonly<Record<string, string | undefined>>, message: string, now: number): number | undefined {
  const { 'retry-after-ms': exact, 'retry-after': rough } = headers;
  const [, amount, unit = ''] = /try again in (\d{1,9}(?:\.\d{1,6})?) ?(ms|s|m)\b/i.exec(message.slice(0, 2000)) ?? [];
  const told = [
    exact === undefined ? undefined : Number(exact),
    rough === undefined ? undefined : /^\s*\d+(?:\.\d+)?\s*$/.test(rough) ? Number(rough) * 1000 : Date.parse(rough) - now,
    amount === undefined ? undefined : Number(amount) * (UNIT_MS[unit.toLowerCase()] ?? 1000),
  ].find((ms) => ms !== undefined && Number.isFinite(ms) && ms >= 0);
  return told === undefined ? undefined : Math.min(MOST_MS, Math.ceil(told));
}
