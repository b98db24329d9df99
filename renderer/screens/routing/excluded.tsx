import { Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { routing } from '../../stores/session.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { FIELD } from '../../ui/field.ts';
import { Section } from '../privacy/section.tsx';

/** Models that are never used. */
export function Excluded({ excluded }: { excluded: readonly string[] }) {
  const { t } = useTranslation('routing');
  const [id, setId] = useState('');
  const wanted = id.trim();
  const isKnown = excluded.includes(wanted);
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (wanted === '' || isKnown) return;
    routing.edit({ excluded: [...excluded, wanted] });
    setId('');
  };
  return (
    <Section name={t('excluded.title')} intro={t('excluded.intro')}>
      {excluded.length === 0 ? null : (
        <ul className="mb-3 divide-y divide-line border-y border-line">
          {excluded.map((one) => (
            <li key={one} className="flex items-center justify-between gap-3 py-1">
              <code className="min-w-0 font-mono text-small [overflow-wrap:anywhere]">{one}</code>
              <IconButton
                name={t('excluded.again', { model: one })}
                onClick={() => routing.edit({ excluded: excluded.filter((other) => other !== one) })}
              >
                <Trash2 aria-hidden size={15} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={add} className="flex gap-2">
        <input
          aria-label={t('excluded.field')}
          value={id}
          maxLength={200}
          onChange={(event) => setId(event.target.value)}
          placeholder={t('excluded.example')}
          autoComplete="off"
          spellCheck={false}
          className={`${FIELD} flex-1`}
        />
        <Button type="submit" disabled={wanted === '' || isKnown}>
          {t('excluded.add')}
        </Button>
      </form>
    </Section>
  );
}
