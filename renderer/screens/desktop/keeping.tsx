import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { errorText } from '../../said.ts';
import { keeping } from '../../stores/desktop.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { WindowOver } from '../../ui/window-over.tsx';
import { Passphrase, SHORTEST_PASSPHRASE } from './passphrase.tsx';

const CHOICES = ['passphrase', 'session', 'file'] as const;

/** There is no keyring to trust, so the person says what becomes of their keys. */
export function ChooseKeeping() {
  const { t } = useTranslation('desktop');
  const error = useStore(keeping.store, (state) => state.error);
  const [by, setBy] = useState<(typeof CHOICES)[number]>('passphrase');
  const [passphrase, setPassphrase] = useState('');
  const form = useId();
  const isReady = by !== 'passphrase' || passphrase.length >= SHORTEST_PASSPHRASE;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) void keeping.keep(by === 'passphrase' ? { by, passphrase } : { by });
  };
  return (
    <WindowOver
      name={t('keepTitle')}
      onClose={keeping.putOff}
      foot={
        <>
          <Button onClick={keeping.putOff}>{t('later')}</Button>
          <Button look="primary" type="submit" form={form} disabled={!isReady}>
            {t('keepAction')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <p>{t('keepWhy')}</p>
        <p className="text-quiet">{t('keepKeyring')}</p>
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-2 font-medium">{t('keepChoose')}</legend>
          {CHOICES.map((choice) => (
            <label key={choice} className="flex items-start gap-3 rounded-lg border border-line p-3 has-checked:border-device">
              <input
                type="radio"
                name="keeping"
                value={choice}
                checked={by === choice}
                onChange={() => setBy(choice)}
                className="mt-1.5 accent-device"
              />
              <span>
                <span className="block font-medium">{t(`keep.${choice}`)}</span>
                <span className="block text-small text-quiet">{t(`keepDetail.${choice}`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {by === 'passphrase' ? (
          <Passphrase label={t('passphraseNew', { count: SHORTEST_PASSPHRASE })} value={passphrase} onChange={setPassphrase} isNew />
        ) : null}
        {error === undefined ? null : <Notice>{errorText(error)}</Notice>}
      </form>
    </WindowOver>
  );
}

/** The keys wait for their passphrase. */
export function Unlock() {
  const { t } = useTranslation('desktop');
  const error = useStore(keeping.store, (state) => state.error);
  const [passphrase, setPassphrase] = useState('');
  const form = useId();
  return (
    <WindowOver
      name={t('unlockTitle')}
      onClose={keeping.putOff}
      foot={
        <>
          <Button onClick={keeping.putOff}>{t('later')}</Button>
          <Button look="primary" type="submit" form={form} disabled={passphrase === ''}>
            {t('unlockAction')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void keeping.unlock(passphrase);
        }}
      >
        <p>{t('unlockWhy')}</p>
        <Passphrase label={t('passphrase')} value={passphrase} onChange={setPassphrase} />
        {error === undefined ? null : <Notice>{errorText(error)}</Notice>}
      </form>
    </WindowOver>
  );
}
