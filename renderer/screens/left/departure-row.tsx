import { useState } from 'react';
import { FINDING_NAMES, type FindingType } from '../../../shared/privacy/finding.ts';
import { ZONE_NAMES } from '../../../shared/privacy/zones.ts';
import type { Departure } from '../../stores/egress.ts';
import { egress } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes } from '../../ui/format.ts';
import { ZoneMark } from '../../ui/zone.tsx';

/** What each kind is, for people. */
const KINDS: Readonly<Record<string, string>> = {
  prompt: 'A prompt',
  'model-download': 'A model’s download',
  'hub-search': 'A search for models',
  'model-header': 'A look into a model',
  'model-list': 'A look at which models there are',
  'server-check': 'A look whether it answers',
  'server-search': 'A search for servers',
  'server-load': 'A look at how busy it is',
  telemetry: 'Counts and traces, without content',
  alert: 'An alert, without content',
};

const OUTCOMES: Record<NonNullable<Departure['ending']>['outcome'], string> = {
  sent: 'sent',
  refused: 'refused, nothing left',
  cut: 'cut off',
  cancelled: 'cancelled',
  failed: 'failed',
  unknown: 'Lintel ended before it did',
};

/** One connection: to whom and how it ended, with the rest on demand. */
export function DepartureRow({ entry }: { entry: Departure }) {
  const { kind, host, zone, targetName, at, masked, loweredFrom, ending } = entry;
  const [isOpen, setOpen] = useState(false);
  const isRefused = ending?.outcome === 'refused';
  const facts = [
    OUTCOMES[ending?.outcome ?? 'sent'],
    ...(ending?.bytesOut === undefined ? [] : [`${formatBytes(ending.bytesOut)} out`]),
    ...(ending?.bytesIn === undefined ? [] : [`${formatBytes(ending.bytesIn)} in`]),
    ...(masked ? ['masked'] : []),
    ...(loweredFrom === undefined ? [] : [`let go by you, from ${ZONE_NAMES[loweredFrom]}`]),
  ];
  return (
    <li className="py-3">
      <div className="flex items-start gap-3">
        <span className="mt-0.5">
          <ZoneMark place={isRefused ? 'refused' : zone} isIconOnly />
        </span>
        <div className="min-w-0 flex-1">
          <p className="[overflow-wrap:anywhere]">
            {KINDS[kind] ?? kind} to <bdi>{targetName ?? host}</bdi>
          </p>
          <p className="text-small text-quiet tabular-nums">
            <time dateTime={new Date(at).toISOString()}>{new Date(at).toLocaleString()}</time> ·{' '}
            {ending === undefined ? 'on its way' : facts.join(' · ')}
          </p>
        </div>
        <Button look="bare" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          Details
        </Button>
      </div>
      {isOpen ? <Details entry={entry} /> : null}
    </li>
  );
}

function Details({ entry }: { entry: Departure }) {
  const { seq, host, permit, requestId, sha256, hash, findings, ending } = entry;
  const [text, setText] = useState<string | null>();
  const found = Object.entries(findings).map(([type, count]) => `${count} × ${FINDING_NAMES[type as FindingType]}`);
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Number', String(seq)],
    ['Host', host],
    ['Found in it', found.join(', ') || 'nothing'],
    ['Reason', ending?.reason],
    ['Request', requestId],
    ['Permit', permit],
    ['SHA-256 of what left', ending?.sha256 ?? sha256],
    ['Hash of this row', hash],
  ];
  return (
    <div className="mt-2 ms-7 rounded-lg border border-line p-3 text-small">
      <dl className="grid grid-cols-1 gap-x-4 gap-y-1 sm:grid-cols-[10rem_minmax(0,1fr)]">
        {rows.map(([name, value]) =>
          value === undefined ? null : (
            <div key={name} className="contents">
              <dt className="text-quiet">{name}</dt>
              <dd className="tabular-nums [overflow-wrap:anywhere] max-sm:mb-1">{value}</dd>
            </div>
          ),
        )}
      </dl>
      {text === undefined ? (
        <Button className="mt-2" onClick={async () => setText((await egress.text(seq)) ?? null)}>
          Show what left
        </Button>
      ) : text === null ? (
        <p className="mt-2 text-quiet">Its text was not kept.</p>
      ) : (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
          tabIndex={0}
          className="mt-2 max-h-80 overflow-auto whitespace-pre-wrap rounded-lg border border-line bg-wall p-3 font-mono [overflow-wrap:anywhere]"
        >
          {text}
        </pre>
      )}
    </div>
  );
}
