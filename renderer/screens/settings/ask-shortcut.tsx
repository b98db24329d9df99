import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { acceleratorInWords, acceleratorOf } from '../../accelerator.ts';
import { IS_MAC } from '../../shortcuts.ts';
import { settings } from '../../stores/session.ts';
import type { SettingsOf } from '../../stores/settings.ts';
import { IconButton } from '../../ui/button.tsx';
import { KeyField } from './key-field.tsx';
import { Setting } from './setting.tsx';

/** As the desktop program has them while nobody has set others. */
const USUAL = 'CommandOrControl+Shift+Space';

/** The keys that bring the window for a quick question from wherever one is. */
export function AskShortcut({ set }: { readonly set: SettingsOf }) {
  const { t } = useTranslation('settings');
  const [fault, setFault] = useState<string>();
  const keys = set.desktop.askShortcut ?? USUAL;
  const keep = (askShortcut: string | null) => {
    setFault(undefined);
    void settings.change({ desktop: { askShortcut: askShortcut === USUAL ? null : askShortcut } });
  };
  return (
    <Setting name={t('names.askShortcut')} detail={t('details.askShortcut')}>
      {() => (
        <div className="flex flex-col gap-1">
          <div className="flex items-center gap-2">
            <KeyField
              name={t('names.askShortcut')}
              words={keys === '' ? undefined : acceleratorInWords(keys, IS_MAC)}
              onTake={(_, event) => {
                const taken = acceleratorOf(event, IS_MAC);
                if (taken === undefined) setFault(t('noAskKeys'));
                else keep(taken);
              }}
              onClear={() => keep('')}
            />
            <IconButton name={t('usualKeysOf')} disabled={keys === USUAL} onClick={() => keep(null)} className="disabled:invisible">
              <RotateCcw aria-hidden size={15} />
            </IconButton>
          </div>
          <p role="alert" className="text-small text-refused empty:hidden">
            {fault}
          </p>
        </div>
      )}
    </Setting>
  );
}
