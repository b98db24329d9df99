import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { HitView, StretchView } from '../../../shared/api/chat-views.ts';
import { chat, search, view } from '../../stores/session.ts';

/** Where what was searched for stands: titles first, then messages. */
export function SearchResults() {
  const { t } = useTranslation('chat');
  const hits = useStore(search.store, (current) => current.hits);
  if (hits === undefined) return null;
  if (hits.length === 0)
    return (
      <p role="status" className="px-2 py-1 text-small text-quiet">
        {t('search.none')}
      </p>
    );
  return (
    <>
      <p role="status" className="sr-only">
        {t('search.found', { count: hits.length })}
      </p>
      <ul className="flex flex-col gap-0.5">
        {hits.map((hit) => (
          <li key={hit.message?.id ?? hit.conversationId}>
            <button
              type="button"
              onClick={() => void go(hit)}
              className="block w-full rounded-lg px-2 py-1.5 text-start text-small -outline-offset-2 hover:bg-hover"
            >
              <bdi className={`block truncate ${hit.message === undefined ? '' : 'text-quiet'}`}>
                <Stretches of={hit.title} />
              </bdi>
              {hit.message === undefined ? null : (
                <bdi className="line-clamp-2 [overflow-wrap:anywhere]">
                  <Stretches of={hit.message.snippet} />
                </bdi>
              )}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Opens the conversation at the message, in the branch that it is in. */
async function go({ conversationId, message }: HitView) {
  if (message !== undefined) {
    await chat.load(conversationId);
    const isOnShow = chat.store.getState()[conversationId]?.messages.some(({ id }) => id === message.id) === true;
    if (!isOnShow) await chat.show(conversationId, message.id);
  }
  view.select(conversationId, message?.id);
}

function Stretches({ of: stretches }: { of: readonly StretchView[] }) {
  return stretches.map(({ text, isHit }, index) =>
    isHit ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the stretches of one hit never change.
      <mark key={index} className="rounded-sm bg-bubble font-medium text-ink underline decoration-device decoration-2 underline-offset-2">
        {text}
      </mark>
    ) : (
      text
    ),
  );
}
