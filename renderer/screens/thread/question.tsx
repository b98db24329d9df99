import { Pencil } from 'lucide-react';
import { type KeyboardEvent, memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageView } from '../../../shared/api/views.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { AttachmentChip } from './attachment-chip.tsx';
import { Versions } from './versions.tsx';

type Shown = Pick<MessageView, 'id' | 'text' | 'attachments' | 'versions'>;

interface QuestionProps {
  readonly message: Shown;
  readonly isPending?: boolean;
  /** False while an answer runs: one thing at a time. */
  readonly canChange: boolean;
  onEdit(messageId: string, text: string): void;
  onShow(messageId: string): void;
}

/** What a person asked, with its files; it can be put otherwise in its place. */
export const Question = memo(function Question({ message, isPending = false, canChange, onEdit, onShow }: QuestionProps) {
  const { t } = useTranslation('chat');
  const [isEditing, setEditing] = useState(false);
  const { id, text, attachments = [], versions } = message;
  const actions = isPending ? null : (
    <span className="flex group-focus-within:opacity-100 group-hover:opacity-100 pointer-fine:opacity-0">
      {text === '' ? null : <CopyButton name={t('question.copy')} text={text} />}
      {canChange ? (
        <IconButton name={t('question.edit')} onClick={() => setEditing(true)}>
          <Pencil aria-hidden size={15} />
        </IconButton>
      ) : null}
    </span>
  );
  return (
    <article aria-label={t('question.name')} className="group flex flex-col items-end gap-1">
      {attachments.length === 0 ? null : (
        <ul className="flex max-w-[85%] flex-wrap justify-end gap-1.5">
          {attachments.map((attachment) => (
            <li key={attachment.id}>
              <AttachmentChip attachment={attachment} />
            </li>
          ))}
        </ul>
      )}
      {isEditing ? (
        <EditField
          text={text}
          onDone={(edited) => {
            setEditing(false);
            if (edited !== undefined) onEdit(id, edited);
          }}
        />
      ) : text === '' ? (
        actions
      ) : (
        <div className="relative max-w-[80%]">
          <div
            dir="auto"
            className={`overflow-clip rounded-lg bg-bubble px-4 py-2 whitespace-pre-wrap [overflow-wrap:anywhere] [unicode-bidi:plaintext] ${isPending ? 'text-quiet' : ''}`}
          >
            {text}
          </div>
          {/* Beside the bubble, so that no empty row parts a question from its answer. */}
          <div className="absolute end-full bottom-1 pe-0.5">{actions}</div>
        </div>
      )}
      {isPending || isEditing ? null : <Versions id={id} versions={versions} canChange={canChange} onShow={onShow} />}
    </article>
  );
});

/** Ctrl+Enter (Cmd+Enter) asks it so, Escape keeps what was asked. */
function EditField({ text, onDone }: { text: string; onDone(text?: string): void }) {
  const { t } = useTranslation('chat');
  const [edited, setEdited] = useState(text);
  const canSend = edited.trim() !== '';
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onDone();
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && canSend) {
      event.preventDefault();
      onDone(edited);
    }
  };
  return (
    <div className="flex w-full flex-col gap-2">
      <textarea
        // biome-ignore lint/a11y/noAutofocus: the reader asked to type here.
        autoFocus
        dir="auto"
        aria-label={t('question.edited')}
        value={edited}
        rows={3}
        onChange={(event) => setEdited(event.target.value)}
        onKeyDown={onKeyDown}
        className="field-sizing-content max-h-[40vh] w-full resize-none rounded-lg border border-edge bg-paper px-4 py-2 -outline-offset-1"
      />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <span className="min-w-0 flex-1 basis-48 text-small text-quiet">{t('question.editHint')}</span>
        <Button onClick={() => onDone()}>{t('cancel')}</Button>
        <Button look="primary" disabled={!canSend} onClick={() => onDone(edited)}>
          {t('send')}
        </Button>
      </div>
    </div>
  );
}
