import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { RuleGroup } from '../../../shared/routing/rules/rule.ts';
import { routing } from '../../stores/session.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { FIELD } from '../../ui/field.ts';
import { useFocusBack } from '../../ui/use-focus-back.ts';
import { Section } from '../privacy/section.tsx';
import { RuleForm } from './rule-form.tsx';
import { newGroup, newRule, withRule } from './rule-list.ts';
import { RuleRow } from './rule-row.tsx';

interface RulesProps {
  readonly groups: readonly RuleGroup[];
  /** The policy's tags. */
  readonly tags: readonly string[];
}

/** The user's rules, in the order in which they are asked. */
export function Rules({ groups, tags }: RulesProps) {
  const change = (rules: readonly RuleGroup[]) => routing.edit({ rules });
  return (
    <Section
      name="Rules"
      intro="Asked in this order for every prompt. They narrow where it may go and say what comes first; none lets it go further than its tags and findings do."
    >
      <div className="flex flex-col gap-6">
        {groups.map((group) => (
          <Group key={group.id} group={group} groups={groups} tags={tags} />
        ))}
        <div>
          <Button onClick={() => change([...groups, newGroup(groups.length === 0 ? 'My rules' : `List ${groups.length + 1}`)])}>
            {groups.length === 0 ? 'Begin a list of rules' : 'Add another list'}
          </Button>
        </div>
      </div>
    </Section>
  );
}

function Group({ group, groups, tags }: { group: RuleGroup; groups: readonly RuleGroup[]; tags: readonly string[] }) {
  const [isAdding, setAdding] = useState(false);
  const opener = useFocusBack<HTMLButtonElement>(isAdding);
  const change = (next: RuleGroup) => routing.edit({ rules: groups.map((other) => (other.id === group.id ? next : other)) });
  return (
    <div>
      <div className="flex flex-wrap items-center gap-2">
        <input
          aria-label="Name of the list"
          value={group.name}
          maxLength={100}
          onChange={(event) => change({ ...group, name: event.target.value })}
          autoComplete="off"
          className={`${FIELD} flex-1 font-medium`}
        />
        <select
          aria-label={`How the rules of ${group.name} act`}
          value={group.match}
          onChange={(event) => change({ ...group, match: event.target.value === 'first' ? 'first' : 'all' })}
          className={`${FIELD} text-small`}
        >
          <option value="all">All that hold act</option>
          <option value="first">Only the first that holds acts</option>
        </select>
        <IconButton
          name={`Remove the list ${group.name}`}
          onClick={() => routing.edit({ rules: groups.filter(({ id }) => id !== group.id) })}
        >
          <Trash2 aria-hidden size={15} />
        </IconButton>
      </div>
      {group.rules.length === 0 ? null : (
        <ol className="mt-2 divide-y divide-line border-y border-line">
          {group.rules.map((rule, index) => (
            <RuleRow
              key={rule.id}
              rule={rule}
              groups={groups}
              groupId={group.id}
              tags={tags}
              isFirst={index === 0}
              isLast={index === group.rules.length - 1}
            />
          ))}
        </ol>
      )}
      <div className="mt-3">
        {isAdding ? (
          <RuleForm
            rule={newRule()}
            tags={tags}
            onCancel={() => setAdding(false)}
            onDone={(rule) => {
              setAdding(false);
              routing.edit({ rules: withRule(groups, group.id, rule) });
            }}
          />
        ) : (
          <Button ref={opener} onClick={() => setAdding(true)}>
            Add a rule
          </Button>
        )}
      </div>
    </div>
  );
}
