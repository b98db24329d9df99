import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { FindingType } from '../../../shared/privacy/finding.ts';
import type { Departure } from '../../stores/egress.ts';
import { egress } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes, formatMoment } from '../../ui/format.ts';
import { ZoneMark } from '../../ui/zone.tsx';

/** What is told of by a name of its own. */
const KINDS = [
  'prompt',
  'model-download',
  'hub-search',
  'model-header',
  'model-list',
  'server-check',
  'server-search',
  'server-load',
  'update',
  'telemetry',
  'alert',
  'picture',
] as const;

/** One connection: to whom and how it ended, with the rest on demand. */
export function DepartureRow({ entry }: { entry: Departure }) {
  const { t } = useTranslation('left');
  const { kind, host, zone, targetName, at, masked, loweredFrom, ending } = entry;
  const { t: words } = useTranslation('words');
  const { t: shell } = useTranslation('shell');
  const named = KINDS.find((one) => one === kind);
  const [isOpen, setOpen] = useState(false);
  const isRefused = ending?.outcome === 'refused';
  const facts = [
    t(`outcomes.${ending?.outcome ?? 'sent'}`),
    ...(ending?.bytesOut === undefined ? [] : [t('out', { size: formatBytes(ending.bytesOut) })]),
    ...(ending?.bytesIn === undefined ? [] : [t('in', { size: formatBytes(ending.bytesIn) })]),
    ...(masked ? [t('masked')] : []),
    ...(loweredFrom === undefined ? [] : [t('letGo', { zone: words(`zones.${loweredFrom}`) })]),
  ];
  return (
    <li className="py-3">
      <div className="flex items-start gap-3">
        <span className="mt-0.5">
          <ZoneMark place={isRefused ? 'refused' : zone} isIconOnly />
        </span>
        <div className="min-w-0 flex-1">
          <p className="[overflow-wrap:anywhere]">
            <Trans t={t} i18nKey="row" values={{ kind: named === undefined ? kind : t(`kinds.${named}`), name: targetName ?? host }}>
              {'{{kind}} to '}
              <bdi>{targetName ?? host}</bdi>
            </Trans>
          </p>
          <p className="text-small text-quiet tabular-nums">
            <time dateTime={new Date(at).toISOString()}>{formatMoment(at, 'second')}</time> ·{' '}
            {ending === undefined ? t('onItsWay') : facts.join(' · ')}
          </p>
        </div>
        <Button look="bare" className="-me-3" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {shell('details')}
        </Button>
      </div>
      {isOpen ? <Details entry={entry} /> : null}
    </li>
  );
}

/** Long enough for nobody to read it as a word. */
const isHash = (value: string): boolean => /^[0-9a-f-]{32,}$/.test(value);

function Details({ entry }: { entry: Departure }) {
  const { t } = useTranslation('left');
  const { seq, host, permit, requestId, sha256, hash, findings, ending } = entry;
  const { t: words } = useTranslation('words');
  const [text, setText] = useState<string | null>();
  const found = Object.entries(findings).map(([type, count]) => `${count} × ${words(`findings.${type as FindingType}`)}`);
  const rows: readonly (readonly [string, string | undefined])[] = [
    [t('number'), String(seq)],
    [t('host'), host],
    [t('found'), found.join(', ') || t('nothingFound')],
    [t('reason'), ending?.reason],
    [t('request'), requestId],
    [t('permit'), permit],
    [t('hashOfText'), ending?.sha256 ?? sha256],
    [t('hashOfRow'), hash],
  ];
  return (
    <div className="mt-2 ms-7 rounded-lg border border-line p-3 text-small">
      <dl className="grid grid-cols-1 gap-x-4 gap-y-1 sm:grid-cols-[10rem_minmax(0,1fr)]">
        {rows.map(([name, value]) =>
          value === undefined ? null : (
            <div key={name} className="contents">
              <dt className="text-quiet">{name}</dt>
              <dd className={`[overflow-wrap:anywhere] max-sm:mb-1 ${isHash(value) ? 'font-mono' : 'tabular-nums'}`}>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {text === undefined ? (
        <Button className="mt-2" onClick={async () => setText((await egress.text(seq)) ?? null)}>
          {t('showText')}
        </Button>
      ) : text === null ? (
        <p className="mt-2 text-quiet">{t('notKept')}</p>
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
