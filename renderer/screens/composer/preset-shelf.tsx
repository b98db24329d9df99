import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { PresetView } from '../../../shared/api/chat-views.ts';
import { connection, drafts, shelf } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { AREA, FIELD } from '../../ui/field.ts';
import { FormWindow } from '../../ui/form-window.tsx';
import { tellApart } from '../../ui/tell-apart.ts';
import { WindowOver } from '../../ui/window-over.tsx';
import { useShelfProblem } from '../use-shelf-problem.ts';
import { usePreset } from './preset-name.tsx';
import { ShelfList } from './shelf-list.tsx';

const AUTOMATIC = 'auto';

/** Presets that are kept: a model, instructions and a way of choosing tokens, under a name. */
export function PresetShelf({ id, onClose }: { id: string; onClose(): void }) {
  const { t } = useTranslation('chat');
  const presets = useStore(shelf.store, (kept) => kept.presets);
  const current = usePreset(id);
  const [edited, setEdited] = useState<Partial<PresetView>>();
  if (edited !== undefined) return <EditPreset preset={edited} onDone={() => setEdited(undefined)} onClose={onClose} />;
  const use = (preset: PresetView) => {
    drafts.change(id, { presetId: preset.id, model: preset.model });
    onClose();
  };
  return (
    <WindowOver
      name={t('presets.title')}
      onClose={onClose}
      foot={
        <Button look="primary" onClick={() => setEdited({})}>
          {t('presets.new')}
        </Button>
      }
    >
      <ShelfList<PresetView>
        kept={presets}
        none={t('presets.none')}
        isInUse={(preset) => preset.id === current?.id}
        detailOf={(preset) => preset.instructions || t('presets.noInstructions')}
        onUse={use}
        onEdit={setEdited}
        onRemove={(preset) => void shelf.removePreset(preset.id)}
      />
    </WindowOver>
  );
}

/** A number as it is typed; nothing for an empty field or none. */
const numberOf = (typed: string): number | undefined => {
  const number = Number(typed.replace(',', '.'));
  return typed.trim() === '' || Number.isNaN(number) ? undefined : number;
};

function EditPreset({ preset, onDone, onClose }: { preset: Partial<PresetView>; onDone(): void; onClose(): void }) {
  const { t } = useTranslation('chat');
  const models = useStore(connection.store, ({ state }) => state?.models) ?? [];
  const problem = useShelfProblem();
  const [name, setName] = useState(preset.name ?? '');
  const [model, setModel] = useState(preset.model ?? AUTOMATIC);
  const [instructions, setInstructions] = useState(preset.instructions ?? '');
  const [temperature, setTemperature] = useState(String(preset.temperature ?? ''));
  const [topP, setTopP] = useState(String(preset.topP ?? ''));
  const [most, setMost] = useState(String(preset.maxOutputTokens ?? ''));
  const save = async () => {
    const kept = await shelf.savePreset({
      ...(preset.id === undefined ? {} : { id: preset.id }),
      ...{ name, model, instructions },
      ...given('temperature', numberOf(temperature)),
      ...given('topP', numberOf(topP)),
      ...given('maxOutputTokens', numberOf(most)),
    });
    if (kept !== undefined) onDone();
  };
  return (
    <FormWindow
      name={t(preset.id === undefined ? 'presets.new' : 'presets.edit')}
      action={t('save')}
      isReady={name.trim() !== ''}
      problem={problem}
      onBack={onDone}
      onClose={onClose}
      onSubmit={save}
    >
      <div className="flex flex-col gap-3 text-small">
        <div className="grid gap-3 sm:grid-cols-2">
          <label className="flex flex-col gap-1">
            {t('nameField')}
            <input className={FIELD} value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
          </label>
          <label className="flex flex-col gap-1">
            {t('presets.model')}
            <select className={FIELD} value={model} onChange={(event) => setModel(event.target.value)}>
              <option value={AUTOMATIC}>{t('models.automatic')}</option>
              {models.map((entry) => (
                <option key={entry.id} value={entry.id}>
                  {tellApart(entry, models)}
                </option>
              ))}
            </select>
          </label>
        </div>
        <label className="flex flex-col gap-1">
          {t('instructions')}
          <textarea dir="auto" rows={6} className={AREA} value={instructions} onChange={(event) => setInstructions(event.target.value)} />
        </label>
        <div className="grid gap-3 sm:grid-cols-3">
          <NumberField name={t('presets.temperature')} hint="0–2" value={temperature} onChange={setTemperature} />
          <NumberField name={t('presets.topP')} hint="0–1" value={topP} onChange={setTopP} />
          <NumberField name={t('presets.most')} hint="" value={most} onChange={setMost} />
        </div>
        <p className="text-quiet">{t('presets.emptyHint')}</p>
      </div>
    </FormWindow>
  );
}

const given = <Key extends string>(key: Key, value: number | undefined): Partial<Record<Key, number>> =>
  (value === undefined ? {} : { [key]: value }) as Partial<Record<Key, number>>;

interface NumberFieldProps {
  readonly name: string;
  readonly hint: string;
  readonly value: string;
  onChange(value: string): void;
}

function NumberField({ name, hint, value, onChange }: NumberFieldProps) {
  return (
    <label className="flex flex-col gap-1">
      {name}
      <input className={FIELD} inputMode="decimal" placeholder={hint} value={value} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}
