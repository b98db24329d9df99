import { ArrowUp, Square } from 'lucide-react';
import { type ClipboardEvent, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { MessageView } from '../../../shared/api/views.ts';
import { EMPTY_DRAFT } from '../../stores/drafts.ts';
import { chat, drafts, findings, leaving } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Preview } from '../preview.tsx';
import { AttachmentChip } from '../thread/attachment-chip.tsx';
import { AddMenu } from './add-menu.tsx';
import { attachFiles, detach } from './attach.ts';
import { FindingsStrip } from './findings-strip.tsx';
import { ModelPicker } from './model-picker.tsx';
import { Predicted } from './predicted.tsx';
import { PresetName, ProjectName } from './preset-name.tsx';
import { TagPicker } from './tag-picker.tsx';
import { TextField } from './text-field.tsx';

const HAS_FINE_POINTER = matchMedia('(pointer: fine)');

const NO_MESSAGES: readonly MessageView[] = [];

/** Where a message is typed, with where it would go. @param id the conversation's id, or `NEW` */
export function Composer({ id }: { id: string }) {
  const { t } = useTranslation('chat');
  const draft = useStore(drafts.store, (all) => all[id]) ?? EMPTY_DRAFT;
  const isRunning = useStore(chat.store, (threads) => threads[id]?.turn !== undefined);
  const messages = useStore(chat.store, (threads) => threads[id]?.messages) ?? NO_MESSAGES;
  const held = useMemo(() => [...new Set(messages.flatMap((message) => message.tags))], [messages]);
  const field = useRef<HTMLTextAreaElement>(null);
  const isBlank = draft.text.trim() === '' && draft.attachments.length === 0;

  const toField = () => {
    // Not on touch screens: a keyboard would cover what was asked for.
    if (HAS_FINE_POINTER.matches) field.current?.focus();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever turns to another conversation wants to type there.
  useEffect(toField, [id]);
  useEffect(() => findings.about(draft.text), [draft.text]);

  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    void attachFiles(id, files);
  };

  return (
    <form
      aria-label={t('composer.name')}
      className="mx-auto w-full max-w-[40rem] px-4 pb-3 sm:px-6"
      onSubmit={(event) => {
        // What is sent in a dialog of this form is not the message.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        if (!isBlank) void leaving.send(id);
      }}
    >
      <div className="rounded-lg border border-edge bg-paper focus-within:border-device" onPaste={onPaste}>
        {draft.attachments.length === 0 ? null : (
          <ul aria-label={t('attachments.name')} className="flex flex-wrap gap-1.5 px-3 pt-3">
            {draft.attachments.map((attachment) => (
              <li key={attachment.id} className="max-w-full min-w-0">
                <AttachmentChip attachment={attachment} onRemove={() => detach(id, attachment.id)} />
              </li>
            ))}
          </ul>
        )}
        <TextField id={id} text={draft.text} cleared={draft.cleared} field={field} />
        <FindingsStrip id={id} draft={draft} field={field} />
        <div className="flex flex-wrap items-center gap-1 p-2">
          <AddMenu id={id} onClose={toField} />
          <ModelPicker model={draft.model} onPick={(model) => drafts.change(id, { model })} onClose={toField} />
          <TagPicker tags={draft.tags} held={held} onPick={(tags) => drafts.change(id, { tags })} onClose={toField} />
          <ProjectName id={id} />
          <PresetName id={id} />
          {isRunning ? (
            <Button onClick={() => chat.stop(id)} aria-keyshortcuts="Escape" className="ms-auto">
              <Square aria-hidden size={12} fill="currentColor" />
              {t('stop')}
            </Button>
          ) : (
            <Button type="submit" look="primary" disabled={isBlank} className="ms-auto">
              <ArrowUp aria-hidden size={15} />
              {t('send')}
            </Button>
          )}
        </div>
      </div>
      <Predicted id={id} isBlank={isBlank} />
      <Shown id={id} />
    </form>
  );
}

/** What would leave, over the window, when it is to be seen before it goes. */
function Shown({ id }: { id: string }) {
  const { t } = useTranslation('chat');
  const { shown, problem } = useStore(leaving.store);
  if (problem?.key === id) {
    return (
      <div role="alert" className="mt-2">
        <Notice action={<Button onClick={() => void leaving.send(id)}>{t('tryAgain')}</Button>}>
          {t('notSent', { reason: problem.sentence })}
        </Notice>
      </div>
    );
  }
  if (shown?.key !== id) return null;
  return <Preview preview={shown.preview} onSend={leaving.go} onClose={leaving.close} />;
}
