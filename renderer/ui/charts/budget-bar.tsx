interface BudgetBarProps {
  /** What the bar says, for those who do not see it. */
  readonly sentence: string;
  /** Shares of the limit: what is used, and what will be; 1 is all of it. */
  readonly used: number;
  readonly forecast?: number | undefined;
}

const MARKS = [0.5, 0.8, 1] as const;
/** Shares beyond the limit that still have room on the bar. */
const MOST = 1.25;
const part = (share: number) => `${(Math.max(0, Math.min(MOST, share)) / MOST) * 100}%`;

/** How much of a budget is used, with marks at a half, four fifths and all of it, and a lighter part for what is foretold. */
export function BudgetBar({ sentence, used, forecast }: BudgetBarProps) {
  const colour = used >= 1 ? 'bg-refused' : used >= 0.8 ? 'bg-cloud' : 'bg-device';
  return (
    <div role="img" aria-label={sentence} className="flex flex-col gap-1">
      <div className="relative h-4">
        <div className="absolute inset-y-0 start-0 rounded-s-lg bg-hover" style={{ width: part(1) }} />
        {forecast === undefined || forecast <= used ? null : (
          <div
            className={`absolute inset-y-0 start-0 rounded-s-lg opacity-30 ${forecast > 1 ? 'bg-refused' : colour}`}
            style={{ width: part(forecast) }}
          />
        )}
        <div className={`absolute inset-y-0 start-0 rounded-s-lg ${colour}`} style={{ width: part(used) }} />
        {MARKS.map((mark) => (
          <div
            key={mark}
            className={`absolute -inset-y-0.5 w-0.5 ${mark === 1 ? 'bg-ink' : 'bg-edge'}`}
            style={{ insetInlineStart: part(mark) }}
          />
        ))}
      </div>
      <div aria-hidden className="relative h-4 text-small leading-4 text-quiet tabular-nums">
        {MARKS.map((mark) => (
          <span key={mark} className="absolute -translate-x-1/2 rtl:translate-x-1/2" style={{ insetInlineStart: part(mark) }}>
            {mark * 100}&thinsp;%
          </span>
        ))}
      </div>
    </div>
  );
}
