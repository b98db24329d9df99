import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { ProjectView } from '../../../shared/api/chat-views.ts';
import { BUILT_IN_TAGS } from '../../../shared/privacy/tags.ts';
import { connection, conversations, shelf } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { AREA, FIELD } from '../../ui/field.ts';
import { FormWindow } from '../../ui/form-window.tsx';
import { ZoneMark } from '../../ui/zone.tsx';
import { useShelfProblem } from '../use-shelf-problem.ts';
import { ProjectBudgetField } from './project-budget.tsx';
import { useProjectBudget } from './use-project-budget.ts';

/** A project's name, place, tags, instructions and budget. @param project without an id: a new one */
export function ProjectDialog({ project, onClose }: { project: Partial<ProjectView>; onClose(): void }) {
  const { t } = useTranslation('chat');
  const projects = useStore(shelf.store, (kept) => kept.projects);
  const rules = useStore(connection.store, ({ state }) => state?.policy.tags) ?? BUILT_IN_TAGS;
  const problem = useShelfProblem();
  const [name, setName] = useState(project.name ?? '');
  const [parentId, setParentId] = useState(project.parentId ?? '');
  const [tags, setTags] = useState<readonly string[]>(project.tags ?? []);
  const [instructions, setInstructions] = useState(project.instructions ?? '');
  const [isLeaving, setLeaving] = useState(false);
  const { id } = project;
  /** A new one is made once, also where its budget is not taken at first. */
  const [keptAs, setKeptAs] = useState(id);
  const budget = useProjectBudget(id);
  const hasChildren = projects.some((other) => other.parentId === id && id !== undefined);
  const places = hasChildren ? [] : projects.filter((other) => other.parentId === undefined && other.id !== id);

  const save = async () => {
    const wish = { name, parentId: parentId === '' ? null : parentId, tags: [...tags], instructions };
    const kept = keptAs === undefined ? await shelf.addProject(wish) : await shelf.changeProject(keptAs, wish);
    if (kept === undefined) return;
    setKeptAs(kept.id);
    if (await budget.save(kept.id)) onClose();
  };
  const remove = async () => {
    if (id !== undefined && (await shelf.removeProject(id)) !== undefined) await conversations.load();
    onClose();
  };

  return (
    <FormWindow
      name={id === undefined ? t('projects.new') : t('projects.title', { name: project.name ?? '' })}
      action={t('save')}
      isReady={name.trim() !== ''}
      problem={problem ?? budget.problem}
      aside={
        id === undefined ? null : (
          <Button look="bare" className="-ms-3 text-refused!" onClick={() => setLeaving(true)}>
            {t('projects.remove')}
          </Button>
        )
      }
      onClose={onClose}
      onSubmit={save}
    >
      <div className="flex flex-col gap-4 text-small">
        <div className="grid gap-3 sm:grid-cols-2">
          <label className="flex flex-col gap-1">
            {t('nameField')}
            <input
              // biome-ignore lint/a11y/noAutofocus: the first thing that whoever makes a project wants.
              autoFocus={id === undefined}
              className={FIELD}
              value={name}
              maxLength={200}
              onChange={(event) => setName(event.target.value)}
            />
          </label>
          {places.length === 0 ? null : (
            <label className="flex flex-col gap-1">
              {t('projects.place')}
              <select className={FIELD} value={parentId} onChange={(event) => setParentId(event.target.value)}>
                <option value="">{t('projects.top')}</option>
                {places.map((other) => (
                  <option key={other.id} value={other.id}>
                    {other.name}
                  </option>
                ))}
              </select>
            </label>
          )}
        </div>
        <fieldset>
          <legend>{t('projects.tags')}</legend>
          <div className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
            {Object.entries(rules).map(([tag, rule]) => (
              <label key={tag} className="flex min-h-8 items-center gap-2">
                <input
                  type="checkbox"
                  className="size-4 accent-device"
                  checked={tags.includes(tag)}
                  onChange={({ target }) => setTags(target.checked ? [...tags, tag] : tags.filter((other) => other !== tag))}
                />
                {tag}
                <ZoneMark place={rule.ceiling} isIconOnly />
              </label>
            ))}
          </div>
          <p className="text-quiet">{t('projects.tagsHint')}</p>
        </fieldset>
        <label className="flex flex-col gap-1">
          {t('instructions')}
          <textarea
            dir="auto"
            rows={5}
            placeholder={t('projects.instructionsHint')}
            className={AREA}
            value={instructions}
            onChange={(event) => setInstructions(event.target.value)}
          />
        </label>
        <ProjectBudgetField id={id} budget={budget} onLeave={onClose} />
      </div>
      {isLeaving ? (
        <Confirm
          question={t('projects.removeQuestion', { name: project.name ?? '' })}
          detail={t('projects.removeDetail')}
          action={t('projects.remove')}
          onAnswer={(isYes) => {
            setLeaving(false);
            if (isYes) void remove();
          }}
        />
      ) : null}
    </FormWindow>
  );
}
