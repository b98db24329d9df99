import type { Zone } from '../../../shared/privacy/zones.ts';
import { formatDay } from '../format.ts';
import { labelled } from './scale.ts';
import { placeStacks, type Stack } from './stacks.ts';
import { useWidth } from './use-width.ts';

interface DayBarsProps {
  /** A bar a day, named as `2026-01-31`. */
  readonly days: readonly Stack<Zone>[];
  readonly today: string;
  /** What the chart shows, for those who do not see it. */
  readonly sentence: string;
  readonly todayLabel: string;
  format(value: number): string;
}

const FILL: Record<Zone, string> = { device: 'fill-device', lan: 'fill-lan', trusted: 'fill-trusted', cloud: 'fill-cloud' };

const HEIGHT = 200;
const ABOVE = 20;
const BELOW = 36;
/** Room of a label of the axis. */
const START = 64;
const DAY_LABEL = 60;

/** Days side by side, what each zone had of them one above the other. */
export function DayBars({ days, today, sentence, todayLabel, format }: DayBarsProps) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const { stacks, ticks } = placeStacks(days, Math.max(0, width - START), HEIGHT);
  const isLabelled = labelled(days.length, width - START, DAY_LABEL);
  return (
    <div ref={ref} dir="ltr" className="w-full">
      {width === 0 ? null : (
        <svg role="img" aria-label={sentence} width={width} height={ABOVE + HEIGHT + BELOW} className="block text-small tabular-nums">
          <g transform={`translate(${START} ${ABOVE})`}>
            {ticks.map(({ value, y }) => (
              <g key={value}>
                <line x1={0} x2={width - START} y1={y} y2={y} className={value === 0 ? 'stroke-edge' : 'stroke-line'} />
                <text x={-8} y={y} textAnchor="end" dominantBaseline="middle" className="fill-quiet">
                  {format(value)}
                </text>
              </g>
            ))}
            {stacks.map(({ name, x, width: barWidth, sum, boxes }, index) => (
              <g key={name}>
                <title>{`${formatDay(name)}: ${format(sum)}`}</title>
                <rect x={x} y={0} width={barWidth} height={HEIGHT} className="fill-transparent" />
                {boxes.map(({ kind, ...box }) =>
                  box.height === 0 ? null : <rect key={kind} {...box} className={`${FILL[kind]} stroke-paper`} />,
                )}
                {name === today ? (
                  <>
                    <line x1={x} x2={x + barWidth} y1={HEIGHT + 2} y2={HEIGHT + 2} strokeWidth={3} className="stroke-ink" />
                    <text x={x + barWidth / 2} y={HEIGHT + 30} textAnchor="middle" className="fill-ink font-medium">
                      {todayLabel}
                    </text>
                  </>
                ) : null}
                {isLabelled(index) ? (
                  <text x={x + barWidth / 2} y={HEIGHT + 16} textAnchor="middle" className="fill-quiet">
                    {formatDay(name)}
                  </text>
                ) : null}
              </g>
            ))}
          </g>
        </svg>
      )}
    </div>
  );
}
