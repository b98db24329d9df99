import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { activity } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { Fault } from './fault.tsx';
import { RequestFilters } from './request-filters.tsx';
import { RequestLine } from './request-line.tsx';
import { Trace } from './trace.tsx';

/** A row's height in pixels before it was measured. */
const ROW = 64;

/** Every request that came, newest first, as it comes; each opens its trace. */
export function Requests() {
  const { t } = useTranslation('activity');
  const { entries, next, loaded, filter, error } = useStore(activity.requests.store);
  const [open, setOpen] = useState<string>();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => activity.requests.watch(), []);
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => list.current?.closest('[role=tabpanel]') ?? null,
    getItemKey: (index) => entries[index]?.id ?? index,
    estimateSize: () => ROW,
    overscan: 12,
    scrollMargin: list.current?.offsetTop ?? 0,
  });
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <>
      <Fault error={error} onClose={activity.requests.dismissError} />
      <p className="max-w-[60ch] text-small text-quiet">{t('requestsIntro')}</p>
      <RequestFilters />
      {loaded && entries.length === 0 && next === undefined ? <p>{isFiltered ? t('noneFound') : t('noRequests')}</p> : null}
      <div ref={list}>
        <ul aria-label={t('requests')} className="relative" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, key, start }) => {
            const row = entries[index];
            if (row === undefined) return null;
            return (
              <li
                key={key}
                ref={rows.measureElement}
                data-index={index}
                aria-posinset={index + 1}
                aria-setsize={next === undefined ? entries.length : -1}
                className="absolute inset-x-0 top-0 border-b border-line"
                style={{ transform: `translateY(${start - rows.options.scrollMargin}px)` }}
              >
                <RequestLine row={row} isOpen={open === row.id} onOpen={() => setOpen(row.id)} />
              </li>
            );
          })}
        </ul>
      </div>
      {next === undefined ? null : (
        <Button className="self-center" onClick={() => void activity.requests.older()}>
          {t('older')}
        </Button>
      )}
      {open === undefined ? null : <Trace id={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}
