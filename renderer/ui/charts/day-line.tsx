import { formatClock } from '../format.ts';
import { type Point, pathsOf } from './line.ts';
import { labelled } from './scale.ts';
import { useWidth } from './use-width.ts';

interface DayLineProps {
  /** Oldest first. */
  readonly points: readonly Point[];
  /** Value at the top of the chart. */
  readonly most: number;
  /** What the chart shows, for those who do not see it. */
  readonly sentence: string;
  format(value: number): string;
}

const HEIGHT = 120;
const ABOVE = 10;
const BELOW = 24;
const START = 64;
const HOURS = 6;
const HOUR_MS = 3_600_000;
const TICKS = [0, 0.5, 1];
const TIME_LABEL = 60;

/** One value over the last day, from zero. */
export function DayLine({ points, most, sentence, format }: DayLineProps) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const last = points.at(-1);
  const to = last?.at ?? 0;
  const from = Math.min(points[0]?.at ?? 0, to - HOUR_MS);
  const inner = Math.max(0, width - START - 8);
  const times = Array.from({ length: HOURS + 1 }, (_, index) => from + ((to - from) / HOURS) * index);
  const isLabelled = labelled(times.length, inner, TIME_LABEL);
  return (
    <div ref={ref} dir="ltr" className="w-full">
      {width === 0 ? null : (
        <svg role="img" aria-label={sentence} width={width} height={ABOVE + HEIGHT + BELOW} className="block text-small tabular-nums">
          <g transform={`translate(${START} ${ABOVE})`}>
            {TICKS.map((share) => (
              <g key={share}>
                <line
                  x1={0}
                  x2={inner}
                  y1={HEIGHT * (1 - share)}
                  y2={HEIGHT * (1 - share)}
                  className={share === 0 ? 'stroke-edge' : 'stroke-line'}
                />
                <text x={-8} y={HEIGHT * (1 - share)} textAnchor="end" dominantBaseline="middle" className="fill-quiet">
                  {format(most * share)}
                </text>
              </g>
            ))}
            {pathsOf(points, [from, to], most, inner, HEIGHT).map((path) => (
              <path
                key={path}
                d={path}
                fill="none"
                strokeWidth={2}
                strokeLinejoin="round"
                strokeLinecap="round"
                className="stroke-device"
              />
            ))}
            {last === undefined ? null : (
              <circle cx={inner} cy={HEIGHT * (1 - Math.min(1, last.value / most))} r={4} className="fill-device stroke-paper" />
            )}
            {times.map((at, index) =>
              isLabelled(index) ? (
                <text
                  key={at}
                  x={(index / HOURS) * inner}
                  y={HEIGHT + 18}
                  textAnchor={index === HOURS ? 'end' : index === 0 ? 'start' : 'middle'}
                  className="fill-quiet"
                >
                  {formatClock(at)}
                </text>
              ) : null,
            )}
          </g>
        </svg>
      )}
    </div>
  );
}
