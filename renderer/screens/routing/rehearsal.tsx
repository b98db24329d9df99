import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { Rehearsed, Rehearsal as Shown } from '../../stores/routing.ts';
import { routing } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount, formatDuration, formatMoment, formatMoney } from '../../ui/format.ts';
import { ZoneMark } from '../../ui/zone.tsx';
import { Section } from '../privacy/section.tsx';
import { Flow } from './flow.tsx';
import { leakWords, rehearsalWords } from './rehearsal-words.ts';

/** Rows before one asks for more. */
const FEW = 10;
const MANY = 100;

/** What the unsaved changes would have changed of the last requests. Shown while there are any. */
export function Rehearsal() {
  const { t } = useTranslation('routing');
  const { t: words } = useTranslation('words');
  const { draft, rehearsal } = useStore(routing.store);
  if (Object.keys(draft).length === 0 || rehearsal === undefined) return null;
  const { summary } = rehearsal;
  return (
    <Section name={t('rehearsal.title')} intro={t('rehearsal.intro')}>
      <p>{rehearsalWords(summary, t)}</p>
      {summary.leaks === 0 ? null : (
        <p className="mt-1 text-refused">
          {t('rehearsal.held', { found: leakWords(summary.leaked, t, (type) => words(`findings.${type}`)) })}
        </p>
      )}
      {rehearsal.unseen.length === 0 ? null : <p className="mt-1 text-small text-quiet">{t('rehearsal.unseen')}</p>}
      {summary.requests === 0 ? null : (
        <div className="mt-4 flex flex-col gap-6">
          <Flow summary={summary} />
          <Totals summary={summary} />
          <Changes rows={rehearsal.rows.filter((row) => row.moved || row.leak !== undefined)} />
        </div>
      )}
    </Section>
  );
}

function Totals({ summary: { was, would } }: { summary: Shown['summary'] }) {
  const { t } = useTranslation('routing');
  const time = (ms: number | undefined) => (ms === undefined ? t('rehearsal.unknown') : formatDuration(ms));
  const facts = [
    [t('rehearsal.cost'), formatMoney(was.costNanoDollars), formatMoney(would.costNanoDollars)],
    [t('rehearsal.median'), time(was.medianMs), time(would.medianMs)],
  ] as const;
  return (
    <dl className="grid grid-cols-2 gap-3 text-small">
      {facts.map(([name, before, after]) => (
        <div key={name} className="rounded-lg border border-line p-3">
          <dt className="text-quiet">{name}</dt>
          <dd className="tabular-nums">
            {before} → {after}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Changes({ rows }: { rows: readonly Rehearsed[] }) {
  const { t } = useTranslation('routing');
  const [most, setMost] = useState(FEW);
  if (rows.length === 0) return null;
  return (
    <div>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        aria-label={t('rehearsal.elsewhere')}
        className="relative overflow-x-auto"
      >
        <table className="w-full text-small tabular-nums">
          <caption className="pb-1 text-start text-quiet">{t('rehearsal.elsewhere')}</caption>
          <thead>
            <tr className="text-quiet">
              {[t('rehearsal.when'), t('rehearsal.kind'), t('rehearsal.went'), t('rehearsal.would'), t('rehearsal.cost')].map((head) => (
                <th key={head} scope="col" className="py-1 pe-3 text-start font-medium">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line border-y border-line">
            {rows.slice(0, most).map((row) => (
              <Change key={row.requestId} row={row} />
            ))}
          </tbody>
        </table>
      </section>
      {rows.length > most ? (
        <Button onClick={() => setMost(most + MANY)} className="mt-2">
          {t('rehearsal.more', { number: formatCount(Math.min(MANY, rows.length - most)) })}
        </Button>
      ) : null}
    </div>
  );
}

function Change({ row: { at, task, inputTokens, was, would, leak } }: { row: Rehearsed }) {
  const { t } = useTranslation('routing');
  const { t: words } = useTranslation('words');
  return (
    <tr>
      <td className="py-1 pe-3 align-top whitespace-nowrap">
        <time dateTime={new Date(at).toISOString()}>{formatMoment(at)}</time>
      </td>
      <td className="py-1 pe-3 align-top">{t('rehearsal.kindOf', { task, tokens: formatCount(inputTokens) })}</td>
      <td className="py-1 pe-3 align-top">
        <Where place={was.place} />
      </td>
      <td className="py-1 pe-3 align-top">
        <Where place={would.place} />
        {leak === undefined ? null : (
          <span className="block text-refused">
            {t('rehearsal.asItIs', { found: leakWords(leak.findings ?? [], t, (type) => words(`findings.${type}`)) })}
          </span>
        )}
      </td>
      <td className="py-1 align-top whitespace-nowrap">
        {formatMoney((was.happened ?? was.expected)?.costNanoDollars ?? 0)} → {formatMoney(would.expected?.costNanoDollars ?? 0)}
      </td>
    </tr>
  );
}

function Where({ place }: { place: Rehearsed['was']['place'] }) {
  const { t } = useTranslation('routing');
  if (place === undefined) return <ZoneMark place="refused" />;
  return (
    <>
      <ZoneMark place={place.zone} />
      <span className="block text-quiet [overflow-wrap:anywhere]">
        {place.masked === true ? t('rehearsal.masked', { name: place.name }) : place.name}
      </span>
    </>
  );
}
