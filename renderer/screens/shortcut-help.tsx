import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { IS_MAC, keysInWords } from '../shortcuts.ts';
import { ACTIONS, keysOfAction } from '../stores/actions.ts';
import { overlay, settings, view } from '../stores/session.ts';
import { Button } from '../ui/button.tsx';
import { WindowOver } from '../ui/window-over.tsx';

/** What each key does; those of a text or a list are as everywhere. */
const FIXED = ['send', 'newLine', 'stop'] as const;
const FIXED_KEYS: Record<(typeof FIXED)[number], string> = { send: 'Enter', newLine: 'Shift+Enter', stop: 'Escape' };

/** All shortcuts, to look at. */
export function ShortcutHelp() {
  const { t } = useTranslation('actions');
  const set = useStore(settings.store, ({ settings: all }) => all?.window.shortcuts);
  const rows = [
    ...ACTIONS.flatMap((action) => {
      const keys = keysOfAction(action, set);
      return keys === undefined ? [] : [[t(`names.${action.id}`), keys] as const];
    }),
    ...FIXED.map((id) => [t(`fixed.${id}`), FIXED_KEYS[id]] as const),
  ];
  return (
    <WindowOver
      name={t('names.shortcuts')}
      onClose={overlay.close}
      foot={
        <Button
          onClick={() => {
            overlay.close();
            view.open('settings', 'shortcuts');
          }}
        >
          {t('change')}
        </Button>
      }
    >
      <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-6 gap-y-2">
        {rows.map(([name, keys]) => (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd>
              <kbd className="rounded-md border border-line bg-wall px-1.5 py-0.5 font-sans text-small">{keysInWords(keys, IS_MAC)}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </WindowOver>
  );
}
