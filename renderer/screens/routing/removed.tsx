import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';

/** Stands where something was removed, with the way back. Takes the focus of what is gone. */
export function Removed({ name, onUndo }: { readonly name: string; onUndo(): void }) {
  const { t } = useTranslation('routing');
  const undo = useRef<HTMLButtonElement>(null);
  useEffect(() => undo.current?.focus({ preventScroll: true }), []);
  return (
    <div className="flex items-center gap-3 py-2 text-small text-quiet">
      <p role="status" className="min-w-0 [overflow-wrap:anywhere]">
        {t('rules.removed', { rule: name })}
      </p>
      <Button ref={undo} onClick={onUndo}>
        {t('rules.undo')}
      </Button>
    </div>
  );
}
