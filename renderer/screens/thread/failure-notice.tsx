import { useTranslation } from 'react-i18next';
import { errorText } from '../../said.ts';
import { NEW } from '../../stores/chat.ts';
import { chat, drafts, leaving, view } from '../../stores/session.ts';
import type { Thread } from '../../stores/thread.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';

interface FailureNoticeProps {
  readonly id: string;
  readonly load: Thread['load'];
  readonly failure: NonNullable<Thread['failure']>;
}

/** Why the conversation could not be read, or the last question not be answered. */
export function FailureNotice({ id, load, failure: { error, replyId } }: FailureNoticeProps) {
  const { t } = useTranslation('chat');
  const again = () => {
    if (load === 'failed') void chat.load(id);
    else if (replyId !== undefined) void leaving.ask(id, chat.promptAgain(id, replyId));
    else void leaving.send(id);
  };
  const action =
    error.code === 'not-found' ? (
      <Button onClick={() => beginAnew(id)}>{t('newChat')}</Button>
    ) : (
      <Button onClick={again}>{t('tryAgain')}</Button>
    );
  return (
    <div role="alert">
      <Notice action={action}>{errorText(error)}</Notice>
    </div>
  );
}

/** Leaves a conversation that was deleted elsewhere. What was typed in it goes along, with its tags. */
function beginAnew(id: string) {
  if (drafts.read(NEW).text.trim() === '' && drafts.read(id).text.trim() !== '') drafts.move(id, NEW);
  view.select(NEW);
}
