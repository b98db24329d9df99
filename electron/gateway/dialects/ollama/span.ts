import { LintelError } from '../../../../shared/chat/error.ts';

const MS: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const SPAN = /^-?(?:\d+(?:\.\d*)?(?:ns|us|µs|ms|s|m|h))+$/;
const LONGEST_MS = 2_147_483_647;

/** How long a model stays loaded, in milliseconds: Ollama takes seconds, or a span as Go writes it. Below 0 it stays. Throws `bad-request`. */
export function keepAliveMs(given: number | string | null | undefined): number | undefined {
  if (given === null || given === undefined || given === '') return undefined;
  const ms = typeof given === 'number' || /^-?\d+(?:\.\d+)?$/.test(given) ? Number(given) * 1000 : spanOf(given);
  if (Number.isNaN(ms))
    throw new LintelError('bad-request', '“keep_alive” must be seconds, or a span such as 5m or 1h30m; below 0 keeps the model.', {
      field: 'keep_alive',
    });
  return ms < 0 ? -1 : Math.min(LONGEST_MS, Math.round(ms));
}

function spanOf(text: string): number {
  if (!SPAN.test(text)) return Number.NaN;
  const sum = [...text.matchAll(/(\d+(?:\.\d*)?)(ns|us|µs|ms|s|m|h)/g)].reduce(
    (total, [, amount, unit = 's']) => total + Number(amount) * (MS[unit] ?? 0),
    0,
  );
  return text.startsWith('-') ? -sum : sum;
}
