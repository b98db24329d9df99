import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { PAGES } from '../../stores/address.ts';
import { opened } from '../../stores/desktop.ts';
import { Confirm } from '../../ui/confirm.tsx';

/** Characters of a text that are shown before it is taken over. */
const SHOWN = 400;

/** Asks before anything happens to what was opened with Lintel. */
export function AskOpened() {
  const { t } = useTranslation('desktop');
  const { t: pages } = useTranslation('pages');
  const first = useStore(opened.store, ({ waiting }) => waiting[0]);
  if (first === undefined) return null;
  const ask = (question: string, detail: string, action: string) => (
    <Confirm question={question} detail={detail} action={action} look="primary" onAnswer={opened.answer} />
  );
  switch (first.kind) {
    case 'chat': {
      const text = first.text.length > SHOWN ? `${first.text.slice(0, SHOWN)}…` : first.text;
      return ask(t('chatQuestion'), t('chatDetail', { text }), t('chatAction'));
    }
    case 'model':
      return ask(t('modelQuestion', { ref: first.ref }), t('modelDetail'), t('modelAction'));
    case 'page': {
      const page = Object.keys(PAGES).find((name) => name === first.page) as keyof typeof PAGES | undefined;
      return page === undefined
        ? ask(t('noPageQuestion'), t('noPageDetail', { page: first.page }), t('noPageAction'))
        : ask(t('pageQuestion', { page: pages(page) }), t('pageDetail'), t('pageAction'));
    }
    case 'file':
      return ask(t('fileQuestion'), t('fileDetail', { path: first.path }), t('fileAction'));
  }
}
