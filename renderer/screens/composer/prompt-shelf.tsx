import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { SavedPromptView } from '../../../shared/api/chat-views.ts';
import { drafts, shelf } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { AREA, FIELD } from '../../ui/field.ts';
import { FormWindow } from '../../ui/form-window.tsx';
import { WindowOver } from '../../ui/window-over.tsx';
import { useShelfProblem } from '../use-shelf-problem.ts';
import { blanksIn, filled } from './blanks.ts';
import { ShelfList } from './shelf-list.tsx';

type Page = 'list' | { readonly edit: Partial<SavedPromptView> } | { readonly fill: SavedPromptView };

/** Prompts that are kept: to use one, to write one, to change one. */
export function PromptShelf({ id, onClose }: { id: string; onClose(): void }) {
  const { t } = useTranslation('chat');
  const prompts = useStore(shelf.store, (kept) => kept.prompts);
  const typed = useStore(drafts.store, (all) => all[id]?.text) ?? '';
  const [page, setPage] = useState<Page>('list');
  const insert = (text: string) => {
    drafts.change(id, { text: typed.trim() === '' ? text : `${typed}\n\n${text}` });
    onClose();
  };
  const use = (prompt: SavedPromptView) => (blanksIn(prompt.text).length === 0 ? insert(prompt.text) : setPage({ fill: prompt }));
  if (page !== 'list' && 'edit' in page) return <EditPrompt prompt={page.edit} onDone={() => setPage('list')} onClose={onClose} />;
  if (page !== 'list') return <FillPrompt prompt={page.fill} onInsert={insert} onBack={() => setPage('list')} onClose={onClose} />;
  return (
    <WindowOver
      name={t('prompts.title')}
      onClose={onClose}
      foot={
        <>
          {typed.trim() === '' ? null : <Button onClick={() => setPage({ edit: { text: typed } })}>{t('prompts.keepTyped')}</Button>}
          <Button look="primary" onClick={() => setPage({ edit: {} })}>
            {t('prompts.new')}
          </Button>
        </>
      }
    >
      <ShelfList
        kept={prompts}
        none={t('prompts.none', { blank: '{{name}}' })}
        detailOf={(prompt) => prompt.text}
        onUse={use}
        onEdit={(prompt) => setPage({ edit: prompt })}
        onRemove={(prompt) => void shelf.removePrompt(prompt.id)}
      />
    </WindowOver>
  );
}

function EditPrompt({ prompt, onDone, onClose }: { prompt: Partial<SavedPromptView>; onDone(): void; onClose(): void }) {
  const { t } = useTranslation('chat');
  const problem = useShelfProblem();
  const [name, setName] = useState(prompt.name ?? '');
  const [text, setText] = useState(prompt.text ?? '');
  const blanks = blanksIn(text);
  const save = async () => {
    const kept = await shelf.savePrompt({ ...(prompt.id === undefined ? {} : { id: prompt.id }), name, text });
    if (kept !== undefined) onDone();
  };
  return (
    <FormWindow
      name={t(prompt.id === undefined ? 'prompts.new' : 'prompts.edit')}
      action={t('save')}
      isReady={name.trim() !== '' && text.trim() !== ''}
      problem={problem}
      onBack={onDone}
      onClose={onClose}
      onSubmit={save}
    >
      <label className="flex flex-col gap-1 text-small">
        {t('nameField')}
        <input className={FIELD} value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
      </label>
      <label className="flex flex-col gap-1 text-small">
        {t('prompts.text')}
        <textarea dir="auto" rows={8} className={AREA} value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <p className="text-small text-quiet">
        {blanks.length === 0 ? t('prompts.blanksHint', { blank: '{{name}}' }) : t('prompts.blanks', { names: blanks.join(', ') })}
      </p>
    </FormWindow>
  );
}

interface FillPromptProps {
  readonly prompt: SavedPromptView;
  onInsert(text: string): void;
  onBack(): void;
  onClose(): void;
}

function FillPrompt({ prompt, onInsert, onBack, onClose }: FillPromptProps) {
  const { t } = useTranslation('chat');
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  return (
    <FormWindow
      name={prompt.name}
      action={t('prompts.insert')}
      back={t('back')}
      onBack={onBack}
      onClose={onClose}
      onSubmit={() => onInsert(filled(prompt.text, values))}
    >
      {blanksIn(prompt.text).map((name, index) => (
        <label key={name} className="flex flex-col gap-1 text-small">
          <bdi>{name}</bdi>
          <input
            // biome-ignore lint/a11y/noAutofocus: the reader asked to fill this in.
            autoFocus={index === 0}
            dir="auto"
            className={FIELD}
            value={values[name] ?? ''}
            onChange={(event) => setValues({ ...values, [name]: event.target.value })}
          />
        </label>
      ))}
      <p dir="auto" className="rounded-lg border border-line bg-wall px-3 py-2 whitespace-pre-wrap text-quiet [overflow-wrap:anywhere]">
        {filled(prompt.text, values)}
      </p>
    </FormWindow>
  );
}
