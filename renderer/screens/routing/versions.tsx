import type { TFunction } from 'i18next';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { allHeard, errorText } from '../../said.ts';
import { routing, versions } from '../../stores/session.ts';
import type { Version } from '../../stores/versions.ts';
import { Button } from '../../ui/button.tsx';
import { formatMoment } from '../../ui/format.ts';
import { WindowOver } from '../../ui/window-over.tsx';
import { Section } from '../privacy/section.tsx';

/** Changes that a version is told by. */
const MOST_NAMED = 3;

/** Earlier versions of the policy, what each changed, and the way back. @param version the one in force, after which the list is read anew */
export function PolicyVersions({ version }: { version: number }) {
  const { t } = useTranslation('routing');
  const { list, chosen } = useStore(versions.store);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version in force makes the list old.
  useEffect(() => void versions.load(), [version]);
  return (
    <Section name={t('versions.title')} intro={t('versions.intro')}>
      <ol className="divide-y divide-line border-y border-line">
        {(list ?? []).map((one, index) => (
          <Row key={one.version} entry={one} isInForce={index === 0} />
        ))}
      </ol>
      {chosen === undefined ? null : <GoBack />}
    </Section>
  );
}

function Row({ entry: { version, createdAt, changes, said }, isInForce }: { entry: Version; isInForce: boolean }) {
  const { t } = useTranslation('routing');
  const made = createdAt === undefined ? undefined : new Date(createdAt);
  return (
    <li className="flex items-start gap-3 py-2 text-small">
      <div className="min-w-0 flex-1">
        <p className="tabular-nums">
          {t('versions.version', { version })}
          <span className="text-quiet">
            {made === undefined ? t('versions.atFirst') : null}
            {made === undefined ? null : (
              <>
                , <time dateTime={made.toISOString()}>{formatMoment(made.getTime())}</time>
              </>
            )}
          </span>
        </p>
        <p className="text-quiet [overflow-wrap:anywhere]">{summaryOf(changes && allHeard(changes, said), t)}</p>
      </div>
      {isInForce ? (
        <span className="py-1 text-device">{t('versions.inForce')}</span>
      ) : (
        <Button aria-label={t('versions.backTo', { version })} onClick={() => void versions.choose(version)}>
          {t('versions.backShort')}
        </Button>
      )}
    </li>
  );
}

function summaryOf(changes: readonly string[] | undefined, t: TFunction<'routing'>): string {
  if (changes === undefined) return t('versions.unreadable');
  if (changes.length === 0) return t('versions.installed');
  const named = changes.slice(0, MOST_NAMED).join('; ');
  const more = changes.length - MOST_NAMED;
  return more > 0 ? t('versions.more', { changes: named, number: more }) : named;
}

/** What going back would change, before it does. */
function GoBack() {
  const { t } = useTranslation('routing');
  const { chosen, error } = useStore(versions.store);
  if (chosen === undefined) return null;
  const { version, said } = chosen;
  const changes = chosen.changes && allHeard(chosen.changes, said);
  const isRefused = error?.code === 'policy-tests-failed';
  const go = async () => {
    if (await versions.goBack(isRefused)) await routing.load();
  };
  return (
    <WindowOver
      name={t('versions.back', { version })}
      onClose={versions.close}
      foot={
        <>
          <Button onClick={versions.close}>{t('cancel')}</Button>
          <Button look="primary" disabled={changes === undefined} onClick={() => void go()}>
            {isRefused ? t('versions.goAnyway') : t('versions.go')}
          </Button>
        </>
      }
    >
      {changes === undefined ? null : changes.length === 0 ? (
        <p>{t('versions.same')}</p>
      ) : (
        <>
          <p>{t('versions.would')}</p>
          <ul className="mt-2 list-disc ps-5 text-small">
            {changes.map((change) => (
              <li key={change} className="[overflow-wrap:anywhere]">
                {change}
              </li>
            ))}
          </ul>
        </>
      )}
      {error === undefined ? null : (
        <p role="alert" className="mt-3 text-refused [overflow-wrap:anywhere]">
          {errorText(error)}
        </p>
      )}
    </WindowOver>
  );
}
