import { Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnTerm } from '../../../shared/privacy/own-terms.ts';
import type { Policy } from '../../stores/privacy.ts';
import { privacy } from '../../stores/session.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { FIELD } from '../../ui/field.ts';
import { Section } from './section.tsx';
import { TermTester } from './term-tester.tsx';

/** The user's own words and patterns. */
export function OwnTerms({ policy }: { policy: Policy }) {
  const { t } = useTranslation('privacy');
  const { ownTerms, tags } = policy;
  return (
    <Section name={t('terms.title')} intro={t('terms.intro')}>
      {ownTerms.length === 0 ? null : (
        <ul className="mb-3 divide-y divide-line border-y border-line">
          {ownTerms.map((term) => (
            <li key={term.id} className="flex items-center gap-3 py-2">
              <span className="min-w-0 flex-1">
                {term.name} <span className="text-small text-quiet">{t('terms.adds', { tag: term.tag })}</span>
                <span className="block truncate text-small text-quiet">{contentOf(term)}</span>
              </span>
              <IconButton
                name={t('terms.remove', { name: term.name })}
                onClick={() =>
                  void privacy.change({ ownTerms: ownTerms.filter(({ id }) => id !== term.id) }, t('terms.removed', { name: term.name }))
                }
              >
                <Trash2 aria-hidden size={15} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <NewTerm tags={Object.keys(tags)} known={ownTerms} />
    </Section>
  );
}

const contentOf = ({ match }: OwnTerm) => (match.kind === 'words' ? match.words.join(', ') : match.pattern);

function NewTerm({ tags, known }: { tags: readonly string[]; known: readonly OwnTerm[] }) {
  const { t } = useTranslation('privacy');
  const { t: shell } = useTranslation('shell');
  const [name, setName] = useState('');
  const [content, setContent] = useState('');
  const [kind, setKind] = useState<'words' | 'pattern'>('words');
  const [tag, setTag] = useState('private');
  const words = content.split(/[,\n]/).map((word) => word.trim());
  const match: OwnTerm['match'] =
    kind === 'words' ? { kind, words: words.filter((word) => word !== '') } : { kind, pattern: content.trim() };
  const isEmpty = content.trim() === '';
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (isEmpty) return;
    const term = { id: crypto.randomUUID(), name: name.trim() || t(kind === 'words' ? 'terms.words' : 'terms.pattern'), match, tag };
    if (!(await privacy.change({ ownTerms: [...known, term] }, t('terms.added', { name: term.name })))) return;
    setName('');
    setContent('');
  };
  return (
    <form onSubmit={add} className="flex flex-col gap-2 rounded-lg border border-line p-3">
      <div className="grid gap-2 sm:grid-cols-[minmax(0,1fr)_8rem_8rem]">
        <input
          aria-label={t('terms.name')}
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.target.value)}
          placeholder={t('terms.nameExample')}
          autoComplete="off"
          className={FIELD}
        />
        <select
          aria-label={t('terms.kind')}
          value={kind}
          onChange={(event) => setKind(event.target.value as typeof kind)}
          className={`${FIELD} text-small`}
        >
          <option value="words">{t('terms.words')}</option>
          <option value="pattern">{t('terms.pattern')}</option>
        </select>
        <select aria-label={t('terms.tag')} value={tag} onChange={(event) => setTag(event.target.value)} className={`${FIELD} text-small`}>
          {tags.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </div>
      <textarea
        aria-label={t(kind === 'words' ? 'terms.wordsField' : 'terms.patternField')}
        value={content}
        rows={2}
        spellCheck={false}
        onChange={(event) => setContent(event.target.value)}
        placeholder={kind === 'words' ? t('terms.wordsExample') : 'ORD-\\d{6}'}
        className="min-w-0 rounded-lg border border-edge bg-paper px-3 py-2 font-mono text-small -outline-offset-1"
      />
      {isEmpty ? null : <TermTester term={{ id: 'tested', name: 'Tested', match, tag }} />}
      <Button type="submit" disabled={isEmpty} className="self-end">
        {shell('add')}
      </Button>
    </form>
  );
}
