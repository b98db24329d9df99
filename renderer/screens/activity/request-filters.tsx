import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { ZONES } from '../../../shared/privacy/zones.ts';
import { activity, connection } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from './choice.tsx';
import { useAppName } from './use-app-name.ts';

const STATES = ['open', 'done', 'failed', 'cancelled', 'interrupted'] as const;
const SINCE = { hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000 } as const;
const SPANS = ['all', 'hour', 'day', 'week'] as const;

/** Which requests are listed: by app, tag, target, zone, state and time. Of their text nothing is kept. */
export function RequestFilters() {
  const { t } = useTranslation('activity');
  const appNameOf = useAppName();
  const { t: shell } = useTranslation('shell');
  const { filter, entries } = useStore(activity.requests.store);
  const models = useStore(connection.store, ({ state }) => state?.models);
  const tags = useStore(connection.store, ({ state }) => state?.policy.tags);
  const span = SPANS.find(
    (one) => one !== 'all' && filter.from !== undefined && Math.abs(Date.now() - SINCE[one] - Number(filter.from)) < SINCE[one] / 2,
  );
  const apps = [...new Map(entries.map(({ app, appName }) => [app, appNameOf(app, appName)]))];
  const withChosen = (choices: readonly (readonly [string, string])[], chosen: string | undefined) =>
    chosen === undefined || choices.some(([one]) => one === chosen) ? choices : [...choices, [chosen, chosen] as const];
  const pick = (key: 'app' | 'tag' | 'targetId') => (value: string) =>
    void activity.requests.filterBy({ [key]: value === '' ? undefined : value });
  return (
    <search className="flex flex-wrap items-center gap-2" aria-label={t('filters')}>
      <Choice
        name={t('app')}
        value={filter.app ?? ''}
        choices={[['', t('anyApp')], ...withChosen(apps, filter.app)]}
        onPick={pick('app')}
      />
      <Choice
        name={t('target')}
        value={filter.targetId ?? ''}
        choices={[
          ['', t('anyTarget')],
          ...withChosen(
            (models ?? []).map(({ id, name }) => [id, name] as const),
            filter.targetId,
          ),
        ]}
        onPick={pick('targetId')}
      />
      <Choice
        name={t('zone')}
        value={filter.zone ?? ''}
        choices={[['', t('anyZone')], ...[...ZONES, 'refused' as const].map((zone) => [zone, shell(`zones.${zone}`)] as const)]}
        onPick={(value) => void activity.requests.filterBy({ zone: value === '' ? undefined : value })}
      />
      <Choice
        name={t('state')}
        value={filter.status ?? ''}
        choices={[['', t('anyState')], ...STATES.map((state) => [state, t(`states.${state}`)] as const)]}
        onPick={(value) => void activity.requests.filterBy({ status: value === '' ? undefined : value })}
      />
      <Choice
        name={t('scopes.tag')}
        value={filter.tag ?? ''}
        choices={[
          ['', t('anyTag')],
          ...withChosen(
            Object.keys(tags ?? {}).map((tag) => [tag, tag] as const),
            filter.tag,
          ),
        ]}
        onPick={pick('tag')}
      />
      <Choice
        name={t('since')}
        value={span ?? 'all'}
        choices={SPANS.map((one) => [one, t(`spans.${one}`)] as const)}
        onPick={(value) => void activity.requests.filterBy({ from: value === 'all' ? undefined : Date.now() - SINCE[value] })}
      />
      {Object.keys(filter).length === 0 ? null : (
        <Button
          look="bare"
          onClick={() =>
            void activity.requests.filterBy({
              app: undefined,
              tag: undefined,
              targetId: undefined,
              zone: undefined,
              status: undefined,
              from: undefined,
            })
          }
        >
          {t('clearFilters')}
        </Button>
      )}
    </search>
  );
}
