import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Rehearsal } from '../../stores/routing.ts';
import { formatCount } from '../../ui/format.ts';
import { type Place, ZoneMark } from '../../ui/zone.tsx';

type Summary = Rehearsal['summary'];
type Whither = Summary['flows'][number]['from'];

const ORDER: readonly Whither[] = ['device', 'lan', 'trusted', 'cloud', 'none'];
const FILLS: Record<Whither, string> = {
  device: 'fill-device',
  lan: 'fill-lan',
  trusted: 'fill-trusted',
  cloud: 'fill-cloud',
  none: 'fill-refused',
};

const placeOf = (whither: Whither): Place => (whither === 'none' ? 'refused' : whither);

/** Units of the picture, which is stretched to the width there is. */
const WIDTH = 1000;
const BAR = 20;
const BETWEEN = 64;
const HEIGHT = 2 * BAR + BETWEEN;

interface Band {
  readonly from: Whither;
  readonly to: Whither;
  readonly above: number;
  readonly below: number;
  readonly width: number;
}

/** Where each stream begins and ends, in the order of the zones on both sides. */
function bandsOf({ flows, requests }: Summary): readonly Band[] {
  const scale = WIDTH / requests;
  const sorted = [...flows].sort((a, b) => ORDER.indexOf(a.from) - ORDER.indexOf(b.from) || ORDER.indexOf(a.to) - ORDER.indexOf(b.to));
  const below = new Map<(typeof flows)[number], number>();
  let place = 0;
  for (const flow of [...sorted].sort((a, b) => ORDER.indexOf(a.to) - ORDER.indexOf(b.to))) {
    below.set(flow, place);
    place += flow.count * scale;
  }
  let above = 0;
  return sorted.map((flow) => {
    const band = { from: flow.from, to: flow.to, above, below: below.get(flow) ?? 0, width: flow.count * scale };
    above += band.width;
    return band;
  });
}

/** The requests by zone: above where they went, below where they would have gone, and between them what moves. */
export function Flow({ summary }: { summary: Summary }) {
  const { t } = useTranslation('routing');
  const bands = bandsOf(summary);
  const present = ORDER.filter((whither) => summary.was.byZone[whither] + summary.would.byZone[whither] > 0);
  return (
    <figure>
      <div className="flex justify-between text-small text-quiet">
        <span>{t('rehearsal.above')}</span>
      </div>
      <svg
        role="img"
        aria-label={textOf(summary, present, t)}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="my-1 h-28 w-full"
      >
        {bands.map((band) => (
          <g key={`${band.from} ${band.to}`}>
            <rect x={band.above} y={0} width={band.width} height={BAR} className={FILLS[band.from]} />
            <polygon points={outline(band)} className={FILLS[band.to]} opacity={band.from === band.to ? 0.18 : 0.45} />
            <rect x={band.below} y={HEIGHT - BAR} width={band.width} height={BAR} className={FILLS[band.to]} />
          </g>
        ))}
      </svg>
      <div className="text-small text-quiet">{t('rehearsal.below')}</div>
      <figcaption className="mt-3">
        <table className="w-full text-small tabular-nums">
          <thead>
            <tr className="text-quiet">
              <th scope="col" className="py-1 text-start font-medium">
                {t('rehearsal.place')}
              </th>
              <th scope="col" className="text-end font-medium">
                {t('rehearsal.went')}
              </th>
              <th scope="col" className="text-end font-medium">
                {t('rehearsal.would')}
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line border-y border-line">
            {present.map((whither) => (
              <tr key={whither}>
                <th scope="row" className="py-1 text-start font-normal">
                  <ZoneMark place={placeOf(whither)} />
                </th>
                <td className="text-end">{formatCount(summary.was.byZone[whither])}</td>
                <td className="text-end">{formatCount(summary.would.byZone[whither])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </figcaption>
    </figure>
  );
}

const outline = ({ above, below, width }: Band) =>
  `${above},${BAR} ${above + width},${BAR} ${below + width},${HEIGHT - BAR} ${below},${HEIGHT - BAR}`;

const listOf = (byZone: Summary['was']['byZone'], present: readonly Whither[], t: TFunction<'routing'>) =>
  present
    .filter((whither) => byZone[whither] > 0)
    .map((whither) => t(`rehearsal.counts.${whither}`, { number: byZone[whither] }))
    .join(', ');

/** The picture in words. */
const textOf = ({ was, would }: Summary, present: readonly Whither[], t: TFunction<'routing'>) =>
  t('rehearsal.picture', { was: listOf(was.byZone, present, t), would: listOf(would.byZone, present, t) });
