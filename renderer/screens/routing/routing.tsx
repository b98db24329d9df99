import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { errorText } from '../../said.ts';
import type { Policy } from '../../stores/routing.ts';
import { connection, routing, view } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Excluded } from './excluded.tsx';
import { ObjectiveChoice } from './objective.tsx';
import { PolicyAsFile } from './policy-as-file.tsx';
import { Rehearsal } from './rehearsal.tsx';
import { Rules } from './rules.tsx';
import { TryIt } from './try-it.tsx';
import { Unsaved } from './unsaved.tsx';
import { PolicyVersions } from './versions.tsx';

/** What decides where a prompt goes among the places that it may. Edits are a draft: what they would have changed is shown before they are saved. */
export function Routing() {
  const { t } = useTranslation('pages');
  const tab = useStore(view.store, (current) => current.place?.tab);
  const policy = useStore(routing.store, (current) => current.policy);
  useEffect(() => void routing.load(), []);
  const shown = (draw: (policy: Policy) => ReactNode) => () => (
    <>
      <Standing />
      {policy === undefined ? null : draw(policy)}
    </>
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageFrame
        title={t('routing')}
        tabs={[
          { name: 'rules', title: t('tabs.routing.rules'), content: shown((one) => <RulesTab policy={one} />) },
          { name: 'objective', title: t('tabs.routing.objective'), content: shown((one) => <ObjectiveTab policy={one} />) },
          { name: 'try', title: t('tabs.routing.try'), content: shown((one) => <TryIt policy={one} />) },
          { name: 'versions', title: t('tabs.routing.versions'), content: shown((one) => <VersionsTab policy={one} />) },
        ]}
        tab={tab}
        onTab={(name) => view.open('routing', name)}
      />
      <Unsaved />
    </div>
  );
}

function RulesTab({ policy }: { readonly policy: Policy }) {
  const draft = useStore(routing.store, (current) => current.draft);
  return (
    <div className="flex flex-col gap-10">
      <Rules groups={draft.rules ?? policy.rules} tags={Object.keys(policy.tags)} />
      <Excluded excluded={draft.excluded ?? policy.excluded} />
      <Rehearsal />
    </div>
  );
}

/** The choice, and beside it what it would have changed. */
function ObjectiveTab({ policy }: { readonly policy: Policy }) {
  const draft = useStore(routing.store, (current) => current.draft);
  return (
    <div className="flex flex-col gap-10">
      <ObjectiveChoice objective={draft.objective ?? policy.objective} />
      <Rehearsal />
    </div>
  );
}

function VersionsTab({ policy }: { readonly policy: Policy }) {
  return (
    <div className="flex flex-col gap-10">
      <PolicyVersions version={policy.version} />
      <PolicyAsFile policy={policy} />
    </div>
  );
}

/** What is to be known before anything is edited: an error, or that a file rules. */
function Standing() {
  const { t } = useTranslation('routing');
  const { t: shell } = useTranslation('shell');
  const error = useStore(routing.store, (current) => current.error);
  const file = useStore(connection.store, ({ state }) => state?.policyFile);
  return (
    <>
      {error === undefined ? null : (
        <div role="alert">
          <Notice action={<Button onClick={routing.dismissError}>{shell('close')}</Button>}>{errorText(error)}</Notice>
        </div>
      )}
      {file === undefined ? null : (
        <p className="rounded-lg border border-line p-3 text-small [overflow-wrap:anywhere]">{t('fileRules', { file })}</p>
      )}
    </>
  );
}
