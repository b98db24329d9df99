import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { heard } from '../../said.ts';
import { apps, view } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Switch } from '../../ui/switch.tsx';
import { Section } from '../privacy/section.tsx';
import { NetworkDoor } from './network-door.tsx';

/** Whether apps are let in, where, and whether other computers are. */
export function PortState() {
  const { t } = useTranslation('apps');
  const port = useStore(apps.store, (current) => current.port);
  if (port === undefined) return null;
  const { address, network, fault, faultSaid, fingerprint, isFixed } = port;
  return (
    <Section name={t('port.title')} intro={t('port.intro')}>
      <div className="flex flex-col gap-4">
        <Switch
          isOn={address !== undefined}
          isDisabled={isFixed}
          detail={isFixed ? t('port.fixed') : t(address === undefined ? 'port.offMeans' : 'port.onMeans')}
          onChange={(isOpen) => void apps.setPort(isOpen, t(isOpen ? 'port.opened' : 'port.closed'))}
        >
          {t('port.switch')}
        </Switch>
        {address === undefined ? null : (
          <div className="flex flex-col gap-1">
            <p className="text-small text-quiet">{t('port.address')}</p>
            <Copyable text={`${address}/v1`} />
            <p className="text-small text-quiet">{t('port.base', { address })}</p>
          </div>
        )}
        <NetworkDoor />
        {fault === undefined ? null : <Notice>{heard(fault, faultSaid)}</Notice>}
        {network.length === 0 ? (
          <p className="text-small text-quiet">{t('port.alone')}</p>
        ) : (
          <div className="flex flex-col gap-1">
            <p className="text-small">{t('port.network')}</p>
            {network.map((one) => (
              <Copyable key={one} text={`${one}/v1`} />
            ))}
            <p className="text-small text-quiet">{t(fingerprint === undefined ? 'port.plain' : 'port.encrypted')}</p>
            {fingerprint === undefined ? null : <Copyable text={fingerprint} />}
          </div>
        )}
        <div className="flex flex-wrap gap-2">
          <Button look="primary" onClick={() => view.open('apps', 'setup')}>
            {t('port.setUp')}
          </Button>
        </div>
      </div>
    </Section>
  );
}

function Copyable({ text }: { readonly text: string }) {
  const { t } = useTranslation('apps');
  return (
    <div dir="ltr" className="flex max-w-[34rem] items-center gap-1 rounded-lg border border-line bg-wall py-1 ps-3 pe-1">
      <code className="min-w-0 flex-1 font-mono text-small [overflow-wrap:anywhere]">{text}</code>
      <CopyButton name={t('copy', { what: text })} text={text} />
    </div>
  );
}
