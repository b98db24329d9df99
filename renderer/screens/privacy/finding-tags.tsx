import { useTranslation } from 'react-i18next';
import { FINDING_TYPES } from '../../../shared/privacy/finding.ts';
import type { Policy } from '../../stores/privacy.ts';
import { privacy } from '../../stores/session.ts';
import { FIELD } from '../../ui/field.ts';
import { Section } from './section.tsx';

/** What the scan can find, and the tag that each finding adds. */
export function FindingTags({ policy }: { policy: Policy }) {
  const { t } = useTranslation('privacy');
  const { t: words } = useTranslation('words');
  const tags = Object.keys(policy.tags);
  return (
    <Section name={t('findings.title')} intro={t('findings.intro')}>
      <ul className="grid gap-x-6 border-y border-line py-2 sm:grid-cols-2">
        {FINDING_TYPES.filter((type) => type !== 'own-term').map((type) => (
          <Row
            key={type}
            name={words(`findings.${type}`)}
            tag={policy.findingTags[type]}
            tags={tags}
            onPick={(tag) => void privacy.change({ findingTags: { [type]: tag } }, t('changed'))}
          />
        ))}
        <Row
          name={t('findings.picture')}
          tag={policy.pictureTag}
          tags={tags}
          onPick={(pictureTag) => void privacy.change({ pictureTag }, t('changed'))}
        />
      </ul>
    </Section>
  );
}

interface RowProps {
  readonly name: string;
  readonly tag: string;
  readonly tags: readonly string[];
  onPick(tag: string): void;
}

function Row({ name, tag, tags, onPick }: RowProps) {
  return (
    <li>
      <label className="flex items-center justify-between gap-3 py-1">
        <span className="min-w-0 first-letter:uppercase">{name}</span>
        <select value={tag} onChange={(event) => onPick(event.target.value)} className={`${FIELD} w-32 shrink-0 text-small`}>
          {tags.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
    </li>
  );
}
