import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { errorText } from '../../said.ts';
import { apps, view } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { Entry } from './entry.tsx';
import { Setting } from './setting.tsx';

/** The number that apps reach Lintel at, where this window does not come through it itself, and the way to the rest. */
export function PortNumber() {
  const { t } = useTranslation('settings');
  const port = useStore(apps.store, (current) => current.port);
  const error = useStore(apps.store, (current) => current.error);
  const [isWrong, setWrong] = useState(false);
  useEffect(() => apps.watch(), []);
  if (port === undefined) return null;
  const { address, network, isFixed } = port;
  const number = address === undefined ? '' : new URL(address).port;
  const facts = [
    t('details.port'),
    address === undefined ? t('port.off') : t('port.at', { address }),
    ...(isFixed ? [t('port.fixed')] : address === undefined ? [] : [t('port.ends')]),
    ...(address === undefined ? [] : [t(network.length === 0 ? 'port.alone' : 'port.lan')]),
  ].join(' ');
  return (
    <div>
      {isFixed || address === undefined ? (
        <Setting name={t('names.port')} detail={facts}>
          {() => <p className="tabular-nums">{number}</p>}
        </Setting>
      ) : (
        <Entry
          name={t('names.port')}
          detail={facts}
          type="number"
          value={number}
          onSave={async (text) => {
            const isNumber = /^\d{4,5}$/.test(text) && Number(text) >= 1024 && Number(text) <= 65_535;
            setWrong(!isNumber);
            return isNumber && apps.movePort(Number(text), t('port.at', { address: `127.0.0.1:${text}` }));
          }}
        />
      )}
      <p role="alert" className="pb-3 text-small text-refused empty:hidden">
        {isWrong ? t('port.noNumber') : error && errorText(error)}
      </p>
      <Button className="mb-4" onClick={() => view.open('apps', 'connected')}>
        {t('port.toApps')}
      </Button>
    </div>
  );
}
