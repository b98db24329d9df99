import { type FormEvent, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { KeptBy } from '../../../shared/api/secret-keeping.ts';
import { errorText } from '../../said.ts';
import { keeping } from '../../stores/desktop.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { WindowOver } from '../../ui/window-over.tsx';
import { Passphrase, SHORTEST_PASSPHRASE } from '../desktop/passphrase.tsx';
import { Setting } from './setting.tsx';

/** How keys are kept, what that means, and the way to another way. */
export function SecretKeeping() {
  const { t } = useTranslation('settings');
  const view = useStore(keeping.store, (state) => state.view);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => void keeping.load(), []);
  if (view === undefined) return null;
  const { by, isLocked, choices } = view;
  const mustUnlock = isLocked && by === 'passphrase';
  return (
    <Setting name={t('names.secretKeeping')} detail={t('details.secretKeeping')}>
      {({ labelledBy }) => (
        <div className="flex flex-col items-start gap-2">
          <p className="font-medium">{t(`keeping.by.${by}`)}</p>
          <p className="text-small text-quiet">
            {t(`keeping.means.${by}`)}
            {isLocked ? ` ${t('keeping.locked')}` : ''}
          </p>
          {choices.includes('keyring') || by === 'undecided' ? null : <p className="text-small text-quiet">{t('keeping.noKeyring')}</p>}
          <Button aria-describedby={labelledBy} onClick={() => (mustUnlock ? keeping.askAgain() : setOpen(true))}>
            {t(mustUnlock ? 'keeping.unlock' : 'keeping.change')}
          </Button>
          {isOpen ? <OtherWay now={by} choices={choices} onClose={() => setOpen(false)} /> : null}
        </div>
      )}
    </Setting>
  );
}

interface OtherWayProps {
  readonly now: KeptBy | 'undecided';
  readonly choices: readonly KeptBy[];
  onClose(): void;
}

/** The ways there are on this computer, each with what it means; the one chosen is in force for all keys at once. */
function OtherWay({ now, choices, onClose }: OtherWayProps) {
  const { t } = useTranslation('settings');
  const { t: shell } = useTranslation('shell');
  const error = useStore(keeping.store, (state) => state.error);
  const [by, setBy] = useState<KeptBy | undefined>(now === 'undecided' ? undefined : now);
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const form = useId();
  const differs = by === 'passphrase' && again !== '' && again !== passphrase;
  const isReady = by !== undefined && (by === 'passphrase' ? passphrase.length >= SHORTEST_PASSPHRASE && again === passphrase : by !== now);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (by === undefined || !isReady) return;
    if (await keeping.keep(by === 'passphrase' ? { by, passphrase } : { by })) onClose();
  };
  return (
    <WindowOver
      name={t('keeping.title')}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{shell('cancel')}</Button>
          <Button look="primary" type="submit" form={form} disabled={!isReady}>
            {t('keeping.action')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <p className="text-quiet">{t('keeping.moves')}</p>
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-2 font-medium">{t('keeping.choose')}</legend>
          {choices.map((choice) => (
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
                <span className="block font-medium">{t(`keeping.by.${choice}`)}</span>
                <span className="block text-small text-quiet">{t(`keeping.means.${choice}`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {by === 'passphrase' ? (
          <div className="flex flex-col gap-3">
            <Passphrase label={t('keeping.passphrase', { count: SHORTEST_PASSPHRASE })} value={passphrase} onChange={setPassphrase} isNew />
            <Passphrase label={t('keeping.again')} value={again} onChange={setAgain} isNew />
            <p role="alert" className="text-small text-refused empty:hidden">
              {differs ? t('keeping.differ') : ''}
            </p>
          </div>
        ) : null}
        {by === 'file' && now !== 'file' ? <Notice>{t('keeping.fileWarning')}</Notice> : null}
        {error === undefined ? null : (
          <div role="alert">
            <Notice>{errorText(error)}</Notice>
          </div>
        )}
      </form>
    </WindowOver>
  );
}
