import { ArrowDown, ArrowUp, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Rule, RuleGroup } from '../../../shared/routing/rules/rule.ts';
import { effectOf } from '../../../shared/routing/rules/words.ts';
import { routing, view } from '../../stores/session.ts';
import { IconButton } from '../../ui/button.tsx';
import { Switch } from '../../ui/switch.tsx';
import { useFocusBack } from '../../ui/use-focus-back.ts';
import { RuleForm } from './rule-form.tsx';
import { moved, switched, withoutRule, withRule } from './rule-list.ts';

interface RuleRowProps {
  readonly rule: Rule;
  readonly groups: readonly RuleGroup[];
  readonly groupId: string;
  readonly tags: readonly string[];
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** One rule: “When … → …”, its switch, and what can be done with it. */
export function RuleRow({ rule, groups, groupId, tags, isFirst, isLast }: RuleRowProps) {
  const [isEditing, setEditing] = useState(false);
  const opener = useFocusBack<HTMLButtonElement>(isEditing);
  const put = (next: Rule) => routing.edit({ rules: withRule(groups, groupId, next) });
  const move = (by: -1 | 1) => {
    if (by === -1 ? isFirst : isLast) return;
    routing.edit({ rules: moved(groups, groupId, rule.id, by) });
    view.announce(`${rule.name} moved ${by === -1 ? 'up' : 'down'}.`);
  };
  if (isEditing)
    return (
      <li className="py-3">
        <RuleForm
          rule={rule}
          tags={tags}
          onCancel={() => setEditing(false)}
          onDone={(next) => {
            setEditing(false);
            put(next);
          }}
        />
      </li>
    );
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 py-3">
      <div className={`min-w-48 flex-1 max-sm:basis-full ${rule.disabled === true ? 'text-quiet' : ''}`}>
        <Switch isOn={rule.disabled !== true} onChange={(isOn) => put(switched(rule, isOn))}>
          {rule.name}
        </Switch>
        <p className="mt-1 ps-12 text-small [overflow-wrap:anywhere]">
          When <code className="rounded border border-line bg-wall px-1 font-mono text-ink">{rule.when}</code> <span aria-hidden>→</span>{' '}
          <span className="sr-only">then it </span>
          {effectOf(rule.then)}
        </p>
      </div>
      <div className="flex max-sm:ps-10">
        <IconButton name={`Move ${rule.name} up`} aria-disabled={isFirst} onClick={() => move(-1)} className="aria-disabled:opacity-40">
          <ArrowUp aria-hidden size={15} />
        </IconButton>
        <IconButton name={`Move ${rule.name} down`} aria-disabled={isLast} onClick={() => move(1)} className="aria-disabled:opacity-40">
          <ArrowDown aria-hidden size={15} />
        </IconButton>
        <IconButton ref={opener} name={`Edit ${rule.name}`} onClick={() => setEditing(true)}>
          <Pencil aria-hidden size={15} />
        </IconButton>
        <IconButton name={`Remove ${rule.name}`} onClick={() => routing.edit({ rules: withoutRule(groups, groupId, rule.id) })}>
          <Trash2 aria-hidden size={15} />
        </IconButton>
      </div>
    </li>
  );
}
