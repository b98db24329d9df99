import type { Zone } from '../../privacy/zones.ts';
import type { Hardware } from '../situation.ts';
import type { Speed } from '../speed.ts';
import type { Target } from '../target.ts';

/** Bytes of a parameter in the quantisation that most people use, Q4_K_M. */
const BYTES_PER_PARAMETER = 0.6;
/** Bytes per second that one core reads from memory; generating reads the whole model for each token. A common laptop's. */
const BYTES_PER_SECOND = 10e9;
/** The same of a common graphics card. */
const CARD_BYTES_PER_SECOND = 200e9;
/** A model of which nobody knows how large it is. */
const UNKNOWN_BYTES = 5e9;
const FASTEST = 1000;
/** Prompt tokens are worked on together, so that reading the model once serves many. */
const PROMPT_FACTOR = 8;
/** A core keeps at least this share of its speed whatever else runs. */
const LEAST_SHARE = 0.1;

/** Of places beyond this device, before anything was measured: typical figures of providers' own status pages. */
const BEYOND: Record<Exclude<Zone, 'device'>, Speed> = {
  lan: { promptTokensPerSecond: 1000, tokensPerSecond: 40, overheadMs: 50 },
  trusted: { promptTokensPerSecond: 4000, tokensPerSecond: 70, overheadMs: 500 },
  cloud: { promptTokensPerSecond: 4000, tokensPerSecond: 70, overheadMs: 500 },
};

/** The share of its speed that a program of so many threads keeps beside what others take of the cores. */
function shareLeft({ cores, cpuOthers }: Pick<Hardware, 'cores' | 'cpuOthers'>, threads: number): number {
  return Math.max(LEAST_SHARE, Math.min(1, (cores * (1 - cpuOthers)) / Math.max(1, threads)));
}

/** How fast a target may be of which nothing was measured. */
export function expectedSpeed({ zone, parameters, bytes, loaded, threads = 1 }: Target, hardware: Hardware): Speed {
  if (zone !== 'device') return BEYOND[zone];
  const size = parameters > 0 ? parameters * BYTES_PER_PARAMETER : (bytes ?? UNKNOWN_BYTES);
  const isOnCard = hardware.vramTotalBytes > 0 && (loaded || hardware.vramFreeBytes > size) && hardware.vramTotalBytes > size;
  const alone = isOnCard ? CARD_BYTES_PER_SECOND / size : (BYTES_PER_SECOND / size) * Math.sqrt(threads);
  const tokensPerSecond = Math.min(FASTEST, alone) * (isOnCard ? 1 : shareLeft(hardware, threads));
  return { tokensPerSecond, promptTokensPerSecond: tokensPerSecond * PROMPT_FACTOR, overheadMs: 5 };
}
