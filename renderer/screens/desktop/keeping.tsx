import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { errorText } from '../../said.ts';
import { keeping } from '../../stores/desktop.ts';
import { ChoiceCards } from '../../ui/choice-cards.tsx';
import { FormWindow } from '../../ui/form-window.tsx';
import { Passphrase, SHORTEST_PASSPHRASE } from './passphrase.tsx';

const WAYS = ['passphrase', 'session', 'file'] as const;

/** There is no keyring to trust, so the person says what becomes of their keys. */
export function ChooseKeeping() {
  const { t } = useTranslation('desktop');
  const error = useStore(keeping.store, (state) => state.error);
  const [by, setBy] = useState<(typeof WAYS)[number]>('passphrase');
  const [passphrase, setPassphrase] = useState('');
  return (
    <FormWindow
      name={t('keepTitle')}
      action={t('keepAction')}
      isReady={by !== 'passphrase' || passphrase.length >= SHORTEST_PASSPHRASE}
      problem={error === undefined ? undefined : errorText(error)}
      back={t('later')}
      onClose={keeping.putOff}
      onSubmit={() => keeping.keep(by === 'passphrase' ? { by, passphrase } : { by })}
    >
      <p>{t('keepWhy')}</p>
      <p className="text-quiet">{t('keepKeyring')}</p>
      <ChoiceCards<(typeof WAYS)[number]>
        name={t('keepChoose')}
        choices={WAYS.map((way) => ({ value: way, name: t(`keep.${way}`), detail: t(`keepDetail.${way}`) }))}
        chosen={by}
        onChoose={setBy}
      />
      {by === 'passphrase' ? (
        <Passphrase label={t('passphraseNew', { count: SHORTEST_PASSPHRASE })} value={passphrase} onChange={setPassphrase} isNew />
      ) : null}
    </FormWindow>
  );
}

/** The keys wait for their passphrase. */
export function Unlock() {
  const { t } = useTranslation('desktop');
  const error = useStore(keeping.store, (state) => state.error);
  const [passphrase, setPassphrase] = useState('');
  return (
    <FormWindow
      name={t('unlockTitle')}
      action={t('unlockAction')}
      isReady={passphrase !== ''}
      problem={error === undefined ? undefined : errorText(error)}
      back={t('later')}
      onClose={keeping.putOff}
      onSubmit={() => keeping.unlock(passphrase)}
    >
      <p>{t('unlockWhy')}</p>
      <Passphrase label={t('passphrase')} value={passphrase} onChange={setPassphrase} />
    </FormWindow>
  );
}
