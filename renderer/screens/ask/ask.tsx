import { ExternalLink, SquarePen } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { desktop } from '../../desktop.ts';
import { errorText } from '../../said.ts';
import { addressOf } from '../../stores/address.ts';
import { NEW } from '../../stores/chat.ts';
import { chat, leaving, view } from '../../stores/session.ts';
import { EMPTY_THREAD } from '../../stores/thread.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { Composer } from '../composer/composer.tsx';
import { Explanation } from '../explanation.tsx';
import { useSubject } from '../subject.ts';
import { Answer } from '../thread/answer.tsx';

/** The small window for a quick question: one question, its answer, and the way to the rest of the conversation. */
export function Ask() {
  const { t } = useTranslation('ask');
  const { t: shell } = useTranslation('shell');
  const { selected, announcement } = useStore(view.store);
  const thread = useStore(chat.store, (threads) => threads[selected]) ?? EMPTY_THREAD;
  const subject = useSubject();
  const answer = thread.messages.findLast(({ role }) => role === 'assistant');
  const shownAgain = useShownAgain();
  useEscape();

  return (
    <main className="flex h-full flex-col border border-line pt-3">
      <h1 className="sr-only">{t('title')}</h1>
      {/* Another key gives the field the focus again whenever the window comes back. */}
      <Composer key={shownAgain} id={selected} />
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        aria-label={t('answer')}
        className="min-h-0 flex-1 overflow-y-auto border-t border-line px-6 py-4 -outline-offset-2"
      >
        {answer === undefined ? (
          <p className="text-small text-quiet">{thread.turn === undefined ? t('hint') : t('waiting')}</p>
        ) : (
          <Answer
            message={answer}
            target={answer.id === thread.turn?.replyId ? thread.turn.target : undefined}
            isExplained={false}
            tellsEnding={answer.id !== thread.failure?.replyId}
            canChange={thread.turn === undefined}
            onExplain={(messageId) => view.explain({ messageId })}
            onAgain={(messageId, model) => void leaving.ask(selected, chat.promptAgain(selected, messageId, model))}
            onShow={(messageId) => void chat.show(selected, messageId)}
          />
        )}
        {thread.failure === undefined ? null : (
          <div role="alert" className="mt-3">
            <Notice>{errorText(thread.failure.error)}</Notice>
          </div>
        )}
      </section>
      <footer className="flex items-center justify-between gap-2 border-t border-line px-4 py-2">
        <Button look="bare" disabled={selected === NEW || thread.turn !== undefined} onClick={() => view.select(NEW)}>
          <SquarePen aria-hidden size={15} />
          {t('another')}
        </Button>
        <Button disabled={selected === NEW} onClick={() => open(selected)}>
          <ExternalLink aria-hidden size={15} />
          {t('goOn')}
        </Button>
      </footer>
      {subject === undefined ? null : (
        <Sheet name={shell('whyThisRoute')} side="right" onClose={view.closeExplanation}>
          <Explanation subject={subject} />
        </Sheet>
      )}
      <div role="status" aria-label={shell('announcements')} className="sr-only">
        {announcement}
      </div>
    </main>
  );
}

/** Shows the conversation in the main window; in a browser, in this one. */
function open(id: string): void {
  if (desktop === undefined) location.assign(`/${addressOf(id)}`);
  else void desktop.show(id);
}

/** Counts how often the window came back. */
function useShownAgain(): number {
  const [times, setTimes] = useState(0);
  useEffect(
    () =>
      desktop?.listen((event) => {
        if (event.type === 'asked') setTimes((before) => before + 1);
      }),
    [],
  );
  return times;
}

/** Escape stops the answer, or sends the window away. */
function useEscape() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
      const { selected } = view.store.getState();
      if (chat.store.getState()[selected]?.turn !== undefined) chat.stop(selected);
      else void desktop?.control('hide');
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
