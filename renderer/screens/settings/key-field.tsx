import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IS_MAC, keysOf } from '../../shortcuts.ts';
import { Button } from '../../ui/button.tsx';

interface KeyFieldProps {
  readonly name: string;
  /** As a person reads them; absent: there are none. */
  readonly words: string | undefined;
  /** @param keys as `Mod+Shift+K` @param event what pressed them */
  onTake(keys: string, event: globalThis.KeyboardEvent): void;
  onClear(): void;
}

/** Listens for the next keys once it is pressed. Escape leaves them as they were, Backspace leaves none. */
export function KeyField({ name, words, onTake, onClear }: KeyFieldProps) {
  const { t } = useTranslation('settings');
  const [isListening, setListening] = useState(false);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isListening || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    const pressed = keysOf(event.nativeEvent, IS_MAC);
    if (pressed === undefined) return;
    setListening(false);
    if (event.key === 'Backspace' || event.key === 'Delete') onClear();
    else if (event.key !== 'Escape') onTake(pressed, event.nativeEvent);
  };
  return (
    <Button
      look="plain"
      aria-label={`${name}: ${words ?? t('noKeys')}`}
      aria-pressed={isListening}
      onClick={() => setListening(true)}
      onKeyDown={onKeyDown}
      onBlur={() => setListening(false)}
      className="w-40 aria-pressed:border-device"
    >
      {isListening ? t('pressKeys') : words === undefined ? <span className="text-quiet">{t('noKeys')}</span> : words}
    </Button>
  );
}
