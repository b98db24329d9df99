import type { Zone } from '../../../shared/privacy/zones.ts';
import { formatShare } from '../format.ts';
import { ZoneMark } from '../zone.tsx';

interface ShareBarProps {
  readonly sentence: string;
  readonly shares: readonly { readonly zone: Zone; readonly value: number }[];
}

const BACK: Record<Zone, string> = { device: 'bg-device', lan: 'bg-lan', trusted: 'bg-trusted', cloud: 'bg-cloud' };

/** Parts of a whole by zone, each named. */
export function ShareBar({ sentence, shares }: ShareBarProps) {
  const whole = shares.reduce((sum, { value }) => sum + value, 0);
  return (
    <div className="flex flex-col gap-2">
      <div role="img" aria-label={sentence} className="flex h-4 gap-0.5 overflow-hidden rounded-lg">
        {shares.map(({ zone, value }) => (
          <div key={zone} className={BACK[zone]} style={{ flexGrow: value, flexBasis: 0, minWidth: 3 }} />
        ))}
      </div>
      <ul aria-hidden className="flex flex-wrap gap-x-5 gap-y-1 text-small tabular-nums">
        {shares.map(({ zone, value }) => (
          <li key={zone} className="flex items-center gap-2">
            <ZoneMark place={zone} />
            <span>{formatShare(whole === 0 ? 0 : value / whole)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
