import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { errorText, heard } from '../../said.ts';
import type { Provider } from '../../stores/providers.ts';
import { providers } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Switch } from '../../ui/switch.tsx';
import { KindFacts } from './kind-facts.tsx';
import { ProviderKeys } from './provider-keys.tsx';
import { ProviderModels } from './provider-models.tsx';
import { ProviderPlace } from './provider-place.tsx';
import { ProviderTest } from './provider-test.tsx';

/** All of one provider: whether it is used and answers, where it is, its keys, its models, and what is known of it. */
export function ProviderPanel({ provider, onClose }: { provider: Provider; onClose(): void }) {
  const { t } = useTranslation('providers');
  const { name, disabled, notice, said, zone } = provider;
  const kind = useStore(providers.store, ({ kinds }) => kinds.find(({ id }) => id === provider.kind));
  const [isDoomed, setDoomed] = useState(false);
  const [problem, setProblem] = useState<string>();
  const use = async (isOn: boolean) => {
    const outcome = await providers.change(provider, { disabled: isOn ? null : true });
    setProblem(outcome.ok ? undefined : errorText(outcome.error));
  };
  return (
    <Panel
      name={name}
      onClose={onClose}
      foot={
        <Button onClick={() => setDoomed(true)} className="me-auto text-refused">
          {t('remove.button')}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <Switch isOn={disabled !== true} detail={t(`leaving.${zone}`)} onChange={use}>
          {t('use')}
        </Switch>
        {notice === undefined ? null : <p className="text-small text-cloud">{heard(notice, said)}</p>}
        <div role="alert" className="text-small text-refused empty:hidden">
          {problem}
        </div>
        <ProviderTest provider={provider} />
      </div>
      <ProviderPlace key={`${provider.baseUrl} ${zone}`} provider={provider} />
      <ProviderKeys provider={provider} />
      <ProviderModels provider={provider} />
      {kind === undefined || kind.id === 'openai-compatible' ? null : (
        <section aria-labelledby="provider-facts" className="flex flex-col gap-2">
          <h3 id="provider-facts" className="font-semibold">
            {t('facts.title')}
          </h3>
          <KindFacts kind={kind} />
        </section>
      )}
      {isDoomed ? (
        <Confirm
          question={t('remove.question', { name })}
          detail={t('remove.detail')}
          action={t('remove.yes')}
          onAnswer={(isYes) => {
            setDoomed(false);
            if (!isYes) return;
            onClose();
            void providers.remove(provider);
          }}
        />
      ) : null}
    </Panel>
  );
}
