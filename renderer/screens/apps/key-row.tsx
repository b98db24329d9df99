import { useTranslation } from 'react-i18next';
import { type Key, monthlyCap } from '../../stores/apps.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount, formatMoment, formatMoney } from '../../ui/format.ts';
import { ZoneMark } from '../../ui/zone.tsx';
import { KeyIcon } from './key-icon.tsx';

interface KeyRowProps {
  readonly app: Key;
  onChange(): void;
  onRevoke(): void;
}

/** A key: whose it is, what it may, and when it was used. */
export function KeyRow({ app, onChange, onRevoke }: KeyRowProps) {
  const { t } = useTranslation('apps');
  const rules = useRules(app);
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 py-3">
      <span className="mt-1">
        <KeyIcon name={app.icon} size={18} />
      </span>
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-center gap-x-3">
          <bdi className="min-w-0 font-medium [overflow-wrap:anywhere]">{app.name}</bdi>
          <code className="font-mono text-small text-quiet">…{app.lastFour}</code>
          {app.ceiling === undefined ? null : (
            <span className="text-small">
              <ZoneMark place={app.ceiling} />
            </span>
          )}
        </p>
        <p className="mt-0.5 text-small text-quiet [overflow-wrap:anywhere]">{rules.join(' · ')}</p>
        <p className="text-small text-quiet">
          {app.lastUsedAt === undefined ? t('keys.neverUsed') : t('keys.lastUsed', { at: formatMoment(app.lastUsedAt) })}
        </p>
      </div>
      {app.isLive ? (
        <div className="flex gap-2 max-sm:ps-7.5">
          <Button aria-label={t('keys.changeOf', { name: app.name })} onClick={onChange}>
            {t('keys.change')}
          </Button>
          <Button aria-label={t('keys.revokeOf', { name: app.name })} look="bare" className="-me-3" onClick={onRevoke}>
            {t('keys.revoke')}
          </Button>
        </div>
      ) : null}
    </li>
  );
}

/** What a key may, a few words each. */
function useRules(app: Key): readonly string[] {
  const { t } = useTranslation('apps');
  const { tags, allowed, requestsPerMinute, tokensPerMinute, parallel, priority, expiresAt, revokedAt, canManageModels } = app;
  const month = monthlyCap(app);
  const dollars = month?.limits.nanoDollars;
  const all = [
    revokedAt === undefined ? undefined : t('rules.revoked', { at: formatMoment(revokedAt) }),
    expiresAt === undefined ? undefined : t(app.isLive ? 'rules.ends' : 'rules.ended', { at: formatMoment(expiresAt) }),
    tags.length === 0 ? undefined : t('rules.tags', { tags: tags.join(', ') }),
    allowed === undefined ? undefined : t('rules.allowed', { models: allowed.join(', ') }),
    month === undefined || dollars === undefined
      ? undefined
      : t('rules.budget', { used: formatMoney(month.used.nanoDollars), most: formatMoney(dollars) }),
    requestsPerMinute === undefined ? undefined : t('rules.requests', { count: requestsPerMinute, shown: formatCount(requestsPerMinute) }),
    tokensPerMinute === undefined ? undefined : t('rules.tokens', { count: tokensPerMinute, shown: formatCount(tokensPerMinute) }),
    parallel === undefined ? undefined : t('rules.parallel', { shown: formatCount(parallel) }),
    priority === undefined ? undefined : t(`rules.${priority}`),
    canManageModels ? t('rules.canManageModels') : undefined,
  ].filter((rule) => rule !== undefined);
  return all.length === 0 ? [t('rules.none')] : all;
}
