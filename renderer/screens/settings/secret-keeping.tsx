import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { KeptBy } from '../../../shared/api/secret-keeping.ts';
import { errorText } from '../../said.ts';
import { keeping } from '../../stores/desktop.ts';
import { Button } from '../../ui/button.tsx';
import { ChoiceCards } from '../../ui/choice-cards.tsx';
import { FormWindow } from '../../ui/form-window.tsx';
import { Notice } from '../../ui/notice.tsx';
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
  const error = useStore(keeping.store, (state) => state.error);
  const [by, setBy] = useState<KeptBy | undefined>(now === 'undecided' ? undefined : now);
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const differs = by === 'passphrase' && again !== '' && again !== passphrase;
  const isReady = by !== undefined && (by === 'passphrase' ? passphrase.length >= SHORTEST_PASSPHRASE && again === passphrase : by !== now);
  const submit = async () => {
    if (by !== undefined && (await keeping.keep(by === 'passphrase' ? { by, passphrase } : { by }))) onClose();
  };
  return (
    <FormWindow
      name={t('keeping.title')}
      action={t('keeping.action')}
      isReady={isReady}
      problem={error === undefined ? undefined : errorText(error)}
      onClose={onClose}
      onSubmit={submit}
    >
      <p className="text-quiet">{t('keeping.moves')}</p>
      <ChoiceCards<KeptBy>
        name={t('keeping.choose')}
        choices={choices.map((way) => ({ value: way, name: t(`keeping.by.${way}`), detail: t(`keeping.means.${way}`) }))}
        chosen={by}
        onChoose={setBy}
      />
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
    </FormWindow>
  );
}
