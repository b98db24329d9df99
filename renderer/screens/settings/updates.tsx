import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { UpdateView } from '../../../shared/api/desktop.ts';
import { desktop } from '../../desktop.ts';
import { updates } from '../../stores/desktop.ts';
import { settings } from '../../stores/session.ts';
import type { SettingsOf } from '../../stores/settings.ts';
import { Button } from '../../ui/button.tsx';
import { formatShare } from '../../ui/format.ts';
import { Switch } from '../../ui/switch.tsx';

/** What is to be done at each step, beyond waiting. */
const ACTS: Partial<Record<UpdateView['phase'], 'look' | 'get' | 'restart'>> = {
  idle: 'look',
  none: 'look',
  failed: 'look',
  found: 'get',
  ready: 'restart',
};

/** Whether a newer Lintel is looked for, what is known of it, and the next step. */
export function Updates({ set }: { readonly set: SettingsOf }) {
  const { t } = useTranslation('settings');
  const view = useStore(updates, (state) => state.view);
  const take = (asked: Promise<UpdateView> | undefined) =>
    void asked?.then(
      (next) => updates.setState({ view: next }),
      () => undefined,
    );
  const isOn = set.desktop.updates !== false;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew once it is switched.
  useEffect(() => take(desktop?.update()), [isOn]);
  const act = view === undefined || !isOn ? undefined : ACTS[view.phase];
  return (
    <div className="flex flex-col gap-2 py-4">
      <Switch
        isOn={isOn}
        detail={t('details.updates')}
        onChange={(isWanted) => void settings.change({ desktop: { updates: isWanted ? null : false } })}
      >
        {t('names.updates')}
      </Switch>
      {view === undefined || !isOn ? null : (
        <div className="flex flex-wrap items-center gap-3 ps-12">
          <p role="status" className="min-w-0 text-small text-quiet">
            {wordsOf(view, t)}
          </p>
          {act === undefined ? null : <Button onClick={() => take(desktop?.actOnUpdate(act))}>{t(`update.${act}`)}</Button>}
        </div>
      )}
    </div>
  );
}

function wordsOf(view: UpdateView, t: ReturnType<typeof useTranslation<'settings'>>['t']): string {
  switch (view.phase) {
    case 'off':
    case 'failed':
      return view.reason;
    case 'loading':
      return t('update.loading', { version: view.version, share: formatShare(view.share) });
    case 'found':
    case 'ready':
      return t(`update.${view.phase}`, { version: view.version });
    default:
      return t(`update.${view.phase}`);
  }
}
