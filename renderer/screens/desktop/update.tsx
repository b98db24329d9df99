import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { desktop } from '../../desktop.ts';
import { updates } from '../../stores/desktop.ts';
import { Button } from '../../ui/button.tsx';
import { WindowOver } from '../../ui/window-over.tsx';

/** A newer Lintel was found, or is ready: what is new in it, and whether to have it. */
export function AskUpdate() {
  const { t } = useTranslation('desktop');
  const view = useStore(updates, (state) => state.view);
  if (view?.phase !== 'found' && view?.phase !== 'ready') return null;
  const { phase, version, notes } = view;
  const putOff = () => updates.setState({ putOff: phase });
  return (
    <WindowOver
      name={t('updateTitle', { version })}
      onClose={putOff}
      foot={
        <>
          <Button onClick={putOff}>{t('later')}</Button>
          <Button
            look="primary"
            onClick={() => {
              putOff();
              void desktop?.actOnUpdate(phase === 'found' ? 'get' : 'restart');
            }}
          >
            {phase === 'found' ? t('updateGet') : t('updateRestart')}
          </Button>
        </>
      }
    >
      <p>{phase === 'found' ? t('updateFound') : t('updateReady')}</p>
      {/* As it was written: a feed is no place for markup that runs. */}
      <p dir="auto" className="mt-4 whitespace-pre-wrap text-quiet [overflow-wrap:anywhere]">
        {notes}
      </p>
    </WindowOver>
  );
}
