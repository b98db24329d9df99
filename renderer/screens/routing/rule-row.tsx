import { ArrowDown, ArrowUp, Copy, Pencil, Trash2 } from 'lucide-react';
import { type PointerEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rule, RuleGroup } from '../../../shared/routing/rules/rule.ts';
import { routing, view } from '../../stores/session.ts';
import { IconButton } from '../../ui/button.tsx';
import { Switch } from '../../ui/switch.tsx';
import { useFocusBack } from '../../ui/use-focus-back.ts';
import { conditionWords } from './condition-words.ts';
import { effectWords } from './effect-words.ts';
import { RuleForm } from './rule-form.tsx';
import { RuleHandle } from './rule-handle.tsx';
import { copied, moved, movedTo, switched, withRule, withRuleAt } from './rule-list.ts';
import type { RuleDrag } from './use-rule-drag.ts';

interface RuleRowProps {
  readonly rule: Rule;
  readonly groups: readonly RuleGroup[];
  readonly groupId: string;
  readonly tags: readonly string[];
  readonly index: number;
  readonly count: number;
  /** The element that says how rules are moved. */
  readonly handleHow: string;
  /** The rule that is being dragged, if one of this list is. */
  readonly drag: RuleDrag['drag'];
  /** Where that one would be put down, seen from this one. */
  readonly mark: 'before' | 'after' | undefined;
  onDragStart(event: PointerEvent<HTMLElement>): void;
  onRemove(): void;
}

/** Characters that a rule's name may hold. */
const LONGEST_NAME = 100;

/** One rule: “When … → …”, its switch, and what can be done with it. */
export function RuleRow({ rule, groups, groupId, tags, index, count, handleHow, drag, mark, onDragStart, onRemove }: RuleRowProps) {
  const { t, i18n } = useTranslation('routing');
  const { t: words } = useTranslation('words');
  const isFirst = index === 0;
  const isLast = index === count - 1;
  const [isEditing, setEditing] = useState(false);
  const opener = useFocusBack<HTMLButtonElement>(isEditing);
  const put = (next: Rule) => routing.edit({ rules: withRule(groups, groupId, next) });
  const move = (by: -1 | 1) => {
    if (by === -1 ? isFirst : isLast) return;
    routing.edit({ rules: moved(groups, groupId, rule.id, by) });
    view.announce(t(by === -1 ? 'rules.movedUp' : 'rules.movedDown', { rule: rule.name }));
  };
  const duplicate = () => {
    routing.edit({
      rules: withRuleAt(groups, groupId, copied(rule, t('rules.copy', { rule: rule.name }).slice(0, LONGEST_NAME)), index + 1),
    });
    view.announce(t('rules.copied', { rule: rule.name }));
  };
  const language = i18n.resolvedLanguage ?? 'en';
  const said = conditionWords(rule.when, { t, finding: (type) => words(`findings.${type}`), language });
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
    <li
      data-rule={rule.id}
      style={drag?.id === rule.id ? { transform: `translateY(${drag.by}px)` } : {}}
      className={`relative flex flex-wrap items-start gap-x-3 gap-y-1 py-3 ${drag?.id === rule.id ? 'z-10 rounded-lg bg-paper shadow-over' : ''}`}
    >
      {mark === undefined ? null : (
        <span aria-hidden className={`absolute inset-x-0 h-0.5 bg-device ${mark === 'before' ? '-top-px' : '-bottom-px'}`} />
      )}
      <RuleHandle
        name={rule.name}
        describedBy={handleHow}
        index={index}
        count={count}
        onDragStart={onDragStart}
        onPlace={(to) => routing.edit({ rules: movedTo(groups, groupId, rule.id, to) })}
        announce={view.announce}
      />
      <div className={`min-w-48 flex-1 pt-1 ${rule.disabled === true ? 'text-quiet' : ''}`}>
        <Switch isOn={rule.disabled !== true} onChange={(isOn) => put(switched(rule, isOn))}>
          {rule.name}
        </Switch>
        <p className="mt-1 ps-12 text-small [overflow-wrap:anywhere]">
          {t('rules.when')}{' '}
          {said === undefined ? (
            <code className="rounded border border-line bg-wall px-1 font-mono text-ink">{rule.when}</code>
          ) : (
            <em title={rule.when}>{said}</em>
          )}{' '}
          <span aria-hidden>→</span> <span className="sr-only">{t('rules.then')} </span>
          {effectWords(rule.then, { t, zone: (zone) => words(`zones.${zone}`), language })}
        </p>
      </div>
      <div className="flex max-sm:ps-10">
        <IconButton
          name={t('rules.up', { rule: rule.name })}
          aria-disabled={isFirst}
          onClick={() => move(-1)}
          className="aria-disabled:opacity-40"
        >
          <ArrowUp aria-hidden size={15} />
        </IconButton>
        <IconButton
          name={t('rules.down', { rule: rule.name })}
          aria-disabled={isLast}
          onClick={() => move(1)}
          className="aria-disabled:opacity-40"
        >
          <ArrowDown aria-hidden size={15} />
        </IconButton>
        <IconButton ref={opener} name={t('rules.edit', { rule: rule.name })} onClick={() => setEditing(true)}>
          <Pencil aria-hidden size={15} />
        </IconButton>
        <IconButton name={t('rules.duplicate', { rule: rule.name })} onClick={duplicate}>
          <Copy aria-hidden size={15} />
        </IconButton>
        <IconButton name={t('rules.remove', { rule: rule.name })} onClick={onRemove}>
          <Trash2 aria-hidden size={15} />
        </IconButton>
      </div>
    </li>
  );
}
