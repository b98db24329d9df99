import { Trash2 } from 'lucide-react';
import { Fragment, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rule, RuleGroup } from '../../../shared/routing/rules/rule.ts';
import { routing, view } from '../../stores/session.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { FIELD } from '../../ui/field.ts';
import { useFocusBack } from '../../ui/use-focus-back.ts';
import { Removed } from './removed.tsx';
import { RuleForm } from './rule-form.tsx';
import { movedTo, newRule, withoutRule, withRule, withRuleAt } from './rule-list.ts';
import { RuleRow } from './rule-row.tsx';
import { ruleFrom, TEMPLATE_NAMES } from './templates.ts';
import { useRuleDrag } from './use-rule-drag.ts';

interface RuleGroupProps {
  readonly group: RuleGroup;
  readonly groups: readonly RuleGroup[];
  readonly tags: readonly string[];
  onRemove(): void;
}

/** One list: its name, how its rules act, and the rules. */
export function RuleGroupFields({ group, groups, tags, onRemove }: RuleGroupProps) {
  const { t } = useTranslation('routing');
  const [removed, setRemoved] = useState<{ readonly rule: Rule; readonly index: number }>();
  const { rules } = group;
  const handleHow = useId();
  const list = useRef<HTMLOListElement>(null);
  const { drag, start } = useRuleDrag(list, (id, to) => {
    const from = rules.findIndex((rule) => rule.id === id);
    if (from === to) return;
    routing.edit({ rules: movedTo(groups, group.id, id, to) });
    view.announce(t('rules.putDown', { rule: rules[from]?.name ?? '', place: to + 1, count: rules.length }));
  });
  const dragged = rules.findIndex(({ id }) => id === drag?.id);
  /** On which side of a rule the dragged one would come down. */
  const markAt = (index: number) => {
    if (drag === undefined || drag.to === dragged || index !== drag.to) return undefined;
    return drag.to < dragged ? 'before' : 'after';
  };
  const change = (next: RuleGroup) => routing.edit({ rules: groups.map((other) => (other.id === group.id ? next : other)) });
  const back = removed === undefined || rules.some(({ id }) => id === removed.rule.id) ? undefined : removed;
  const undo = back && (
    <Removed
      key={back.rule.id}
      name={back.rule.name}
      onUndo={() => {
        routing.edit({ rules: withRuleAt(groups, group.id, back.rule, back.index) });
        setRemoved(undefined);
      }}
    />
  );
  return (
    <div>
      <div className="flex flex-wrap items-center gap-2">
        <input
          aria-label={t('rules.listName')}
          value={group.name}
          maxLength={100}
          onChange={(event) => change({ ...group, name: event.target.value })}
          autoComplete="off"
          className={`${FIELD} flex-1 font-medium max-sm:basis-full`}
        />
        <select
          aria-label={t('rules.how', { list: group.name })}
          value={group.match}
          onChange={(event) => change({ ...group, match: event.target.value === 'first' ? 'first' : 'all' })}
          className={`${FIELD} text-small max-sm:flex-1`}
        >
          <option value="all">{t('rules.all')}</option>
          <option value="first">{t('rules.first')}</option>
        </select>
        <IconButton
          name={t('rules.removeList', { list: group.name })}
          onClick={() => {
            onRemove();
            routing.edit({ rules: groups.filter(({ id }) => id !== group.id) });
          }}
        >
          <Trash2 aria-hidden size={15} />
        </IconButton>
      </div>
      <p id={handleHow} hidden>
        {t('rules.handleHow')}
      </p>
      {rules.length === 0 ? null : (
        <ol ref={list} className="mt-2 divide-y divide-line border-y border-line">
          {rules.map((rule, index) => (
            <Fragment key={rule.id}>
              {back?.index === index ? <li>{undo}</li> : null}
              <RuleRow
                rule={rule}
                groups={groups}
                groupId={group.id}
                tags={tags}
                index={index}
                count={rules.length}
                handleHow={handleHow}
                drag={drag}
                mark={markAt(index)}
                onDragStart={(event) => start(rule.id, event)}
                onRemove={() => {
                  setRemoved({ rule, index });
                  routing.edit({ rules: withoutRule(groups, group.id, rule.id) });
                }}
              />
            </Fragment>
          ))}
        </ol>
      )}
      {back !== undefined && back.index >= rules.length ? undo : null}
      <AddRule tags={tags} onAdd={(rule) => routing.edit({ rules: withRule(groups, group.id, rule) })} />
    </div>
  );
}

/** A new rule, empty or from a template, to be looked over before it is kept. */
function AddRule({ tags, onAdd }: { readonly tags: readonly string[]; onAdd(rule: Rule): void }) {
  const { t } = useTranslation('routing');
  const [draft, setDraft] = useState<Rule>();
  const opener = useFocusBack<HTMLButtonElement>(draft !== undefined);
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      {draft === undefined ? (
        <>
          <Button ref={opener} onClick={() => setDraft(newRule())}>
            {t('rules.add')}
          </Button>
          <select
            aria-label={t('rules.template')}
            value=""
            onChange={({ target }) => {
              const chosen = TEMPLATE_NAMES.find((name) => name === target.value);
              if (chosen !== undefined) setDraft(ruleFrom(chosen, t(`rules.templates.${chosen}`)));
            }}
            className={`${FIELD} max-w-full text-small`}
          >
            <option value="">{t('rules.template')}</option>
            {TEMPLATE_NAMES.map((name) => (
              <option key={name} value={name}>
                {t(`rules.templates.${name}`)}
              </option>
            ))}
          </select>
        </>
      ) : (
        <div className="min-w-0 flex-1">
          <RuleForm
            rule={draft}
            tags={tags}
            onCancel={() => setDraft(undefined)}
            onDone={(rule) => {
              setDraft(undefined);
              onAdd(rule);
            }}
          />
        </div>
      )}
    </div>
  );
}
