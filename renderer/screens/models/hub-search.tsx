import { ChevronDown, ChevronRight, Download } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { errorText, heard } from '../../said.ts';
import { hubSearch, models } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes, formatCount, formatRate } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { FitBadge } from './fit-badge.tsx';
import { useHubClosed } from './use-stays.ts';

/** Looks for models on Hugging Face, once somebody says so: it leaves this device. */
export function HubSearch() {
  const { t } = useTranslation('models');
  const { isSearching, found, opened, error } = useStore(hubSearch.store);
  const isClosed = useHubClosed();
  const hub = useStore(models.store, ({ places }) => places?.hub);
  const [query, setQuery] = useState(found?.query ?? '');
  const id = useId();
  const hint = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (query.trim() !== '' && !isClosed) void hubSearch.search(query.trim());
  };
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="font-semibold">
        {t('hub.title')}
      </h2>
      <form onSubmit={submit} className="mt-2 flex gap-2">
        <SearchField
          name={t('hub.field')}
          aria-describedby={hint}
          value={query}
          disabled={isClosed}
          onChange={setQuery}
          placeholder={t('hub.example')}
          className="flex-1"
        />
        {isSearching ? (
          <Button onClick={hubSearch.cancel}>{t('hub.stop')}</Button>
        ) : (
          <Button type="submit" disabled={isClosed || query.trim() === ''}>
            {t('hub.search')}
          </Button>
        )}
      </form>
      <p id={hint} className="mt-1 text-small text-quiet">
        {hub === undefined ? '' : t(isClosed ? 'hub.stays' : hub.isHere ? 'hub.here' : 'hub.leaves', { host: hub.host })}
      </p>
      <p role="status" className="sr-only">
        {isSearching ? t('hub.searching') : found === undefined ? '' : t('hub.found', { count: found.repos.length, query: found.query })}
      </p>
      {error === undefined ? null : (
        <div role="alert" className="mt-3">
          <Notice>{errorText(error)}</Notice>
        </div>
      )}
      {isSearching ? <p className="mt-3 text-small text-quiet">{t('hub.searching')}</p> : null}
      {found === undefined || isSearching ? null : (
        <>
          <p className="mt-3 text-small text-quiet">{t('hub.found', { count: found.repos.length, query: found.query })}</p>
          <ul className="divide-y divide-line">
            {found.repos.map(({ repo, downloads, likes, gated }) => (
              <li key={repo} className="py-2">
                <button
                  type="button"
                  aria-expanded={opened === repo}
                  onClick={() => (opened === repo ? hubSearch.close() : void hubSearch.open(repo))}
                  className="flex w-full items-start gap-2 rounded px-1 py-1 text-start hover:bg-hover"
                >
                  {opened === repo ? (
                    <ChevronDown aria-hidden size={16} className="mt-1 shrink-0 text-quiet" />
                  ) : (
                    <ChevronRight aria-hidden size={16} className="mt-1 shrink-0 text-quiet rtl:rotate-180" />
                  )}
                  <span className="min-w-0">
                    <span className="block [overflow-wrap:anywhere]">{repo}</span>
                    <span className="block text-small text-quiet tabular-nums">
                      {t('hub.popularity', { downloads: formatCount(downloads), likes: formatCount(likes) })}
                      {gated ? ` · ${t('hub.gated')}` : ''}
                    </span>
                  </span>
                </button>
                {opened === repo ? <Variants repo={repo} /> : null}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** The models of a repository, by quantisation, with what each would need here. */
function Variants({ repo }: { repo: string }) {
  const { t } = useTranslation('models');
  const read = useStore(hubSearch.store, ({ variants }) => variants[repo]);
  const error = useStore(hubSearch.store, (current) => current.error);
  const isClosed = useHubClosed();
  if (read === undefined) return error === undefined ? <p className="ps-7 text-small text-quiet">{t('hub.reading')}</p> : null;
  return (
    <div className="ps-7">
      {read.unpredicted === undefined ? null : (
        <p className="text-small text-quiet">{t('hub.unpredicted', { reason: heard(read.unpredicted, read.said) })}</p>
      )}
      <ul>
        {read.variants.map(({ ref, path, quantisation, bytes, verdict, memoryBytes, tokensPerSecond }) => (
          <li key={ref} className="flex items-center gap-2 py-1.5">
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-x-3 tabular-nums">
                <span className="font-medium">{quantisation ?? path}</span>
                <span className="text-small">{formatBytes(bytes)}</span>
                {verdict === undefined ? null : <FitBadge verdict={verdict} />}
              </p>
              <p className="text-small text-quiet tabular-nums [overflow-wrap:anywhere]">
                {quantisation === undefined ? '' : path}
                {memoryBytes === undefined || tokensPerSecond === undefined
                  ? ''
                  : ` · ${t('fit.short', { memory: formatBytes(memoryBytes), rate: formatRate(tokensPerSecond) })}`}
              </p>
            </div>
            <Button onClick={() => models.download(ref)} disabled={isClosed} aria-label={t('downloadModel', { name: path })}>
              <Download aria-hidden size={15} />
              <span className="max-[700px]:sr-only">{t('download')}</span>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
