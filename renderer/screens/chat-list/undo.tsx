import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { errorText } from '../../said.ts';
import { conversations, shelf, view } from '../../stores/session.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { shownTitle } from '../../ui/shown-title.ts';

/** What was just done or went wrong, in passing, with the way back where there is one. */
export function Undo() {
  const { t } = useTranslation('chat');
  const deleted = useStore(conversations.store, (current) => current.deleted);
  const note = useStore(view.store, (current) => current.note);
  const problem = useStore(shelf.store, ({ error }) => error);
  const bringBack = async () => {
    const id = await conversations.undo();
    if (id !== undefined) view.select(id);
  };
  return (
    <>
      {deleted === undefined ? null : (
        <div role="status" className="flex items-center gap-2 border-t border-line px-4 py-2 text-small">
          <p className="min-w-0 flex-1 truncate" title={t('deleted.detail')}>
            {t('deleted.said', { title: shownTitle(deleted.title) })}
          </p>
          <Button onClick={() => void bringBack()}>{t('deleted.undo')}</Button>
          <IconButton name={t('deleted.purge')} onClick={() => void conversations.purge()}>
            <Trash2 aria-hidden size={15} />
          </IconButton>
        </div>
      )}
      {note === undefined ? null : (
        <div role="status" className="flex items-start gap-2 border-t border-line px-4 py-2 text-small">
          <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">{note}</p>
          <Button look="bare" onClick={view.dismissNote}>
            {t('close')}
          </Button>
        </div>
      )}
      {problem === undefined ? null : (
        <div role="alert" className="flex items-start gap-2 border-t border-line px-4 py-2 text-small">
          <p className="min-w-0 flex-1 text-refused">{errorText(problem)}</p>
          <Button look="bare" onClick={shelf.dismissError}>
            {t('close')}
          </Button>
        </div>
      )}
    </>
  );
}
