import { Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { OwnTerm } from '../../../shared/privacy/own-terms.ts';
import type { Policy } from '../../stores/privacy.ts';
import { privacy } from '../../stores/session.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { FIELD } from '../../ui/field.ts';
import { Section } from './section.tsx';
import { TermTester } from './term-tester.tsx';

/** The user's own words and patterns. */
export function OwnTerms({ policy }: { policy: Policy }) {
  const { ownTerms, tags } = policy;
  return (
    <Section name="Your own words" intro="Code names, customers, the shape of an order number: what only you know to be sensitive.">
      {ownTerms.length === 0 ? null : (
        <ul className="mb-3 divide-y divide-line border-y border-line">
          {ownTerms.map((term) => (
            <li key={term.id} className="flex items-center gap-3 py-2">
              <span className="min-w-0 flex-1">
                {term.name} <span className="text-small text-quiet">adds “{term.tag}”</span>
                <span className="block truncate text-small text-quiet">{contentOf(term)}</span>
              </span>
              <IconButton
                name={`Remove ${term.name}`}
                onClick={() => void privacy.change({ ownTerms: ownTerms.filter(({ id }) => id !== term.id) }, `${term.name} is removed.`)}
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
    const term = { id: crypto.randomUUID(), name: name.trim() || (kind === 'words' ? 'Words' : 'Pattern'), match, tag };
    if (!(await privacy.change({ ownTerms: [...known, term] }, `${term.name} is added.`))) return;
    setName('');
    setContent('');
  };
  return (
    <form onSubmit={add} className="flex flex-col gap-2 rounded-lg border border-line p-3">
      <div className="grid gap-2 sm:grid-cols-[minmax(0,1fr)_8rem_8rem]">
        <input
          aria-label="Name of the list"
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.target.value)}
          placeholder="Name, such as Projects"
          autoComplete="off"
          className={FIELD}
        />
        <select
          aria-label="Kind"
          value={kind}
          onChange={(event) => setKind(event.target.value as typeof kind)}
          className={`${FIELD} text-small`}
        >
          <option value="words">Words</option>
          <option value="pattern">Pattern</option>
        </select>
        <select aria-label="Tag" value={tag} onChange={(event) => setTag(event.target.value)} className={`${FIELD} text-small`}>
          {tags.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </div>
      <textarea
        aria-label={kind === 'words' ? 'Words, one a line or with commas between' : 'Pattern: a regular expression'}
        value={content}
        rows={2}
        spellCheck={false}
        onChange={(event) => setContent(event.target.value)}
        placeholder={kind === 'words' ? 'Bluebird, Falcon' : 'ORD-\\d{6}'}
        className="min-w-0 rounded-lg border border-edge bg-paper px-3 py-2 font-mono text-small -outline-offset-1"
      />
      {isEmpty ? null : <TermTester term={{ id: 'tested', name: 'Tested', match, tag }} />}
      <Button type="submit" disabled={isEmpty} className="self-end">
        Add
      </Button>
    </form>
  );
}
