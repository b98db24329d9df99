import { ArrowDown } from 'lucide-react';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { chat } from '../stores/session.ts';
import { EMPTY_THREAD } from '../stores/thread.ts';
import { Button } from '../ui/button.tsx';
import { Composer } from './composer/composer.tsx';
import { FileDrop } from './composer/file-drop.tsx';
import { ThreadView } from './thread/thread-view.tsx';
import { Welcome } from './welcome.tsx';

/** One conversation: what was said, and the place to say more. @param id its id, or `NEW` */
export function Conversation({ id }: { id: string }) {
  const { t } = useTranslation('chat');
  const thread = useStore(chat.store, (threads) => threads[id]) ?? EMPTY_THREAD;
  const isEmpty = thread.load === 'ready' && thread.messages.length === 0 && thread.turn === undefined && thread.failure === undefined;
  // Known once it is there: what is in it is drawn before.
  const [column, setColumn] = useState<HTMLElement | null>(null);
  const toEnd = useRef(() => {});
  const [isAway, setAway] = useState(false);
  const goToEnd = useCallback(() => toEnd.current(), []);
  return (
    <FileDrop id={id}>
      <section
        ref={setColumn}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        aria-label={t('messages')}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain -outline-offset-2 [overflow-anchor:none]"
      >
        {isEmpty ? (
          <div className="mx-auto flex min-h-full max-w-[40rem] flex-col px-4 pt-6 pb-4 sm:px-6">
            <Welcome />
          </div>
        ) : (
          <ThreadView id={id} thread={thread} column={column} onAway={setAway} toEnd={toEnd} />
        )}
      </section>
      <div className="relative">
        {isAway && !isEmpty ? (
          <div className="pointer-events-none absolute inset-x-0 -top-11 flex justify-center">
            <Button onClick={goToEnd} className="pointer-events-auto animate-appear shadow-over">
              <ArrowDown aria-hidden size={15} />
              {t('latest')}
            </Button>
          </div>
        ) : null}
        <Composer id={id} />
      </div>
    </FileDrop>
  );
}
