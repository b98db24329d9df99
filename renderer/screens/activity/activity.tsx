import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { PAGES, type Tab } from '../../stores/address.ts';
import { view } from '../../stores/session.ts';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Budgets } from './budgets.tsx';
import { Computer } from './computer.tsx';
import { Left } from './left.tsx';
import { Overview } from './overview.tsx';
import { Requests } from './requests.tsx';
import { Targets } from './targets.tsx';

const CONTENTS: Record<Tab<'activity'>, () => ReactNode> = {
  overview: () => <Overview />,
  budgets: () => <Budgets />,
  requests: () => <Requests />,
  left: () => <Left />,
  targets: () => <Targets />,
  computer: () => <Computer />,
};

/** What Lintel did, what it cost, and what of it left this computer. */
export function ActivityPage() {
  const { t } = useTranslation('pages');
  const tab = useStore(view.store, (current) => current.place?.tab);
  return (
    <PageFrame
      title={t('activity')}
      tabs={PAGES.activity.map((name) => ({ name, title: t(`tabs.activity.${name}`), content: CONTENTS[name] }))}
      tab={tab}
      onTab={(name) => view.open('activity', name)}
    />
  );
}
