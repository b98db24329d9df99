import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleGroup } from '../../../shared/routing/rules/rule.ts';
import { routing } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { Section } from '../privacy/section.tsx';
import { Removed } from './removed.tsx';
import { RuleGroupFields } from './rule-group-fields.tsx';
import { newGroup } from './rule-list.ts';

interface RulesProps {
  readonly groups: readonly RuleGroup[];
  /** The policy's tags. */
  readonly tags: readonly string[];
}

/** The user's rules, in the order in which they are asked. */
export function Rules({ groups, tags }: RulesProps) {
  const { t } = useTranslation('routing');
  const [removed, setRemoved] = useState<{ readonly group: RuleGroup; readonly index: number }>();
  const change = (rules: readonly RuleGroup[]) => routing.edit({ rules });
  return (
    <Section name={t('rules.title')} intro={t('rules.intro')}>
      <div className="flex flex-col gap-6">
        {groups.map((group, index) => (
          <RuleGroupFields key={group.id} group={group} groups={groups} tags={tags} onRemove={() => setRemoved({ group, index })} />
        ))}
        {removed === undefined ? null : (
          <Removed
            name={removed.group.name}
            onUndo={() => {
              change([...groups.slice(0, removed.index), removed.group, ...groups.slice(removed.index)]);
              setRemoved(undefined);
            }}
          />
        )}
        <div>
          <Button
            onClick={() =>
              change([...groups, newGroup(groups.length === 0 ? t('rules.mine') : t('rules.list', { number: groups.length + 1 }))])
            }
          >
            {groups.length === 0 ? t('rules.begin') : t('rules.another')}
          </Button>
        </div>
      </div>
    </Section>
  );
}
