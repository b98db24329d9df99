import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IS_MAC, keysInWords, typesText } from '../../shortcuts.ts';
import { ACTIONS, type Action, keysOfAction } from '../../stores/actions.ts';
import { settings } from '../../stores/session.ts';
import type { SettingsOf } from '../../stores/settings.ts';
import { IconButton } from '../../ui/button.tsx';
import { KeyField } from './key-field.tsx';

/** Every action with its keys; each can have others, or none. */
export function ShortcutList({ set }: { readonly set: SettingsOf }) {
  const { t } = useTranslation('settings');
  const shortcuts = set.window.shortcuts ?? {};
  const [fault, setFault] = useState<string>();
  const { t: names } = useTranslation('actions');
  const change = (id: Action['id'], keys: string | undefined) => {
    const { [id]: _, ...others } = shortcuts;
    const next = keys === undefined ? others : { ...others, [id]: keys };
    void settings.change({ window: { shortcuts: Object.keys(next).length === 0 ? null : next } });
  };
  const take = (action: Action, keys: string) => {
    const other = ACTIONS.find((one) => one.id !== action.id && keysOfAction(one, shortcuts) === keys);
    if (typesText(keys)) setFault(t('typesText', { keys: keysInWords(keys, IS_MAC) }));
    else if (other !== undefined) setFault(t('taken', { keys: keysInWords(keys, IS_MAC), action: names(`names.${other.id}`) }));
    else {
      setFault(undefined);
      change(action.id, keys);
    }
  };
  return (
    <div className="py-4">
      <p className="max-w-[60ch] text-small text-quiet">{t('details.shortcuts')}</p>
      <p role="alert" className="mt-1 min-h-5 text-small text-refused">
        {fault}
      </p>
      <ul className="mt-1 divide-y divide-line border-y border-line">
        {ACTIONS.map((action) => {
          const keys = keysOfAction(action, shortcuts);
          const name = names(`names.${action.id}`);
          return (
            <li key={action.id} className="flex items-center gap-2 py-1.5">
              <span className="min-w-0 flex-1">{name}</span>
              <KeyField
                name={t('keysOf', { action: name })}
                words={keys === undefined ? undefined : keysInWords(keys, IS_MAC)}
                onTake={(taken) => take(action, taken)}
                onClear={() => change(action.id, '')}
              />
              <IconButton
                name={t('usualKeys', { action: name })}
                disabled={!Object.hasOwn(shortcuts, action.id)}
                onClick={() => change(action.id, undefined)}
                className="disabled:invisible"
              >
                <RotateCcw aria-hidden size={15} />
              </IconButton>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
