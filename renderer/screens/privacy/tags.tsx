import { Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BUILT_IN_TAGS, type TagRule, tagOf } from '../../../shared/privacy/tags.ts';
import { isWithin, ZONES } from '../../../shared/privacy/zones.ts';
import type { Policy } from '../../stores/privacy.ts';
import { privacy } from '../../stores/session.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { FIELD } from '../../ui/field.ts';
import { ZoneMark } from '../../ui/zone.tsx';
import { Section } from './section.tsx';
import { ZoneSelect } from './zone-select.tsx';

/** Each tag is a ceiling: how far what carries it may go, and how far masked. */
export function Tags({ policy }: { policy: Policy }) {
  const { t } = useTranslation('privacy');
  return (
    <Section name={t('tags.title')} intro={t('tags.intro')}>
      <ul className="divide-y divide-line border-y border-line">
        <Row name={t('tags.none')} rule={policy.untagged} onChange={(untagged) => void privacy.change({ untagged }, t('changed'))} />
        {Object.entries(policy.tags).map(([name, rule]) => (
          <Row
            key={name}
            name={name}
            rule={rule}
            onChange={(changed) => void privacy.change({ tags: { [name]: changed } }, t('tags.changed', { tag: name }))}
            {...(Object.hasOwn(BUILT_IN_TAGS, name)
              ? {}
              : { onRemove: () => void privacy.change({ tags: { [name]: null } }, t('tags.removed', { tag: name })) })}
          />
        ))}
      </ul>
      <NewTag known={Object.keys(policy.tags)} />
    </Section>
  );
}

interface RowProps {
  readonly name: string;
  readonly rule: TagRule;
  onChange(rule: TagRule): void;
  onRemove?(): void;
}

function Row({ name, rule, onChange, onRemove }: RowProps) {
  const { t } = useTranslation('privacy');
  const { ceiling, masked, regions } = rule;
  const further = ZONES.filter((zone) => !isWithin(zone, ceiling));
  const change = (next: TagRule) => {
    const { masked: kept, ...rest } = next;
    onChange(kept === undefined || isWithin(kept, rest.ceiling) ? rest : next);
  };
  return (
    <li className="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] items-end gap-x-3 gap-y-2 py-3 sm:grid-cols-[minmax(0,1fr)_11rem_11rem_2rem]">
      <span className="col-span-full flex min-w-0 items-center gap-2 self-center sm:col-span-1">
        <ZoneMark place={ceiling} isIconOnly />
        <span className="min-w-0 [overflow-wrap:anywhere]">{name}</span>
        {regions === undefined ? null : <span className="text-small text-quiet">{t('tags.regions', { regions: regions.join(', ') })}</span>}
      </span>
      <div className="text-small text-quiet">
        {t('tags.asItIs')}
        <ZoneSelect
          name={t('tags.asItIsOf', { tag: name })}
          value={ceiling}
          onPick={(zone) => zone && change({ ...rule, ceiling: zone })}
        />
      </div>
      <div className="text-small text-quiet">
        {t('tags.masked')}
        <ZoneSelect
          name={t('tags.maskedOf', { tag: name })}
          value={masked}
          zones={further}
          none={t('tags.noFurther')}
          onPick={(zone) => {
            const { masked: _, ...rest } = rule;
            change(zone === undefined ? rest : { ...rest, masked: zone });
          }}
        />
      </div>
      {onRemove === undefined ? (
        <span className="max-sm:hidden" />
      ) : (
        <IconButton name={t('tags.remove', { tag: name })} onClick={onRemove} className="max-sm:col-span-full max-sm:justify-self-end">
          <Trash2 aria-hidden size={15} />
        </IconButton>
      )}
    </li>
  );
}

function NewTag({ known }: { known: readonly string[] }) {
  const { t } = useTranslation('privacy');
  const [name, setName] = useState('');
  const tag = tagOf(name);
  const isKnown = known.includes(tag);
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (tag === '' || isKnown) return;
    if (await privacy.change({ tags: { [tag]: { ceiling: 'lan' } } }, t('tags.made', { tag }))) setName('');
  };
  return (
    <form onSubmit={add} className="mt-3 flex gap-2">
      <input
        aria-label={t('tags.new')}
        value={name}
        maxLength={64}
        onChange={(event) => setName(event.target.value)}
        placeholder={t('tags.newExample')}
        autoComplete="off"
        className={`${FIELD} flex-1`}
      />
      <Button type="submit" disabled={tag === '' || isKnown}>
        {t('tags.add')}
      </Button>
    </form>
  );
}
