export interface Fact {
  readonly name: string;
  readonly value: string;
  /** A quiet line below. */
  readonly detail?: string | undefined;
}

/** A few figures, large. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-5 md:grid-cols-3">
      {facts.map(({ name, value, detail }) => (
        <div key={name} className="flex min-w-0 flex-col">
          <dt className="text-small text-quiet">{name}</dt>
          <dd className="text-head tabular-nums [overflow-wrap:anywhere]">{value}</dd>
          {detail === undefined ? null : <dd className="text-small text-quiet tabular-nums">{detail}</dd>}
        </div>
      ))}
    </dl>
  );
}
