import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { heard } from '../../said.ts';
import type { Inspected } from '../../stores/apps.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { formatCount, formatDuration, formatMoment } from '../../ui/format.ts';
import { ZoneMark } from '../../ui/zone.tsx';
import { AppName } from './app-name.tsx';
import { curlOf } from './curl.ts';

/** A request of an app that is over; opened, all that is known of it. @param address of the port */
export function InspectedRow({ request, address }: { readonly request: Inspected; readonly address: string }) {
  const { t } = useTranslation('apps');
  const { at, app, appName, method, path, status, headers, sentence, said, targetId, zone, tokens, totalMs, isBroken, body } = request;
  return (
    <li>
      <details className="group py-2">
        <summary className="flex cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 rounded-lg text-small tabular-nums">
          <ChevronRight aria-hidden size={15} className="shrink-0 text-quiet transition-transform group-open:rotate-90" />
          <span className={status >= 400 ? 'font-medium text-refused' : 'font-medium text-device'}>{status}</span>
          <bdi dir="ltr" className="min-w-0 font-mono [overflow-wrap:anywhere]">
            {method} {path}
          </bdi>
          <AppName id={app} name={appName} />
          {zone === undefined ? null : <ZoneMark place={zone} />}
          <span className="text-quiet">
            {[formatDuration(totalMs), t('tokens', { count: tokens, shown: formatCount(tokens) }), formatMoment(at, 'second')].join(' · ')}
          </span>
          {isBroken ? <span className="text-refused">{t('inspector.broken')}</span> : null}
        </summary>
        <div className="mt-2 flex flex-col gap-2 ps-4">
          <p className="[overflow-wrap:anywhere]">{heard(sentence, said)}</p>
          {targetId === undefined ? null : <p className="font-mono text-small text-quiet [overflow-wrap:anywhere]">{targetId}</p>}
          <dl dir="ltr" className="grid gap-x-4 text-small sm:grid-cols-[max-content_minmax(0,1fr)]">
            {Object.entries(headers).map(([name, value]) => (
              <div key={name} className="contents">
                <dt className="font-mono text-quiet">{name}</dt>
                <dd className="font-mono max-sm:mb-1 [overflow-wrap:anywhere]">{value}</dd>
              </div>
            ))}
          </dl>
          {body === undefined ? null : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
            <pre tabIndex={0} dir="ltr" className="max-h-60 overflow-auto rounded-lg border border-line bg-wall p-3 font-mono text-small">
              {body}
            </pre>
          )}
          <span className="inline-flex items-center gap-1 text-small text-quiet">
            <CopyButton name={t('inspector.curl')} text={curlOf(request, address)} />
            {t('inspector.curl')}
          </span>
        </div>
      </details>
    </li>
  );
}
