import { randomUUID } from 'node:crypto';
import { LintelError } from '../../../shared/chat/error.ts';
import { say } from '../../../shared/chat/said.ts';
import type { Database } from '../database.ts';

/** A text to begin with. `{{name}}` in it is asked for when it is used. */
export interface SavedPrompt {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}

/** A model with instructions and a way of choosing tokens, under a name. */
export interface Preset {
  readonly id: string;
  readonly name: string;
  /** A target's id, or `auto`. */
  readonly model: string;
  readonly instructions: string;
  readonly temperature?: number | undefined;
  readonly topP?: number | undefined;
  readonly maxOutputTokens?: number | undefined;
}

/** Prompts and presets that the person keeps. */
export function createLibrary({ handle, guard, emptyLog }: Database, now: () => number) {
  const savePrompt = handle.prepare(
    'INSERT INTO prompts (id, name, text, created_at) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, text = excluded.text',
  );
  const savePreset = handle.prepare(
    'INSERT INTO presets (id, name, preset, created_at) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, preset = excluded.preset',
  );
  const selectPrompts = handle.prepare('SELECT id, name, text FROM prompts ORDER BY name COLLATE NOCASE, id');
  const selectPresets = handle.prepare('SELECT id, name, preset FROM presets ORDER BY name COLLATE NOCASE, id');
  const selectPreset = handle.prepare('SELECT id, name, preset FROM presets WHERE id = ?');
  const dropPrompt = handle.prepare('DELETE FROM prompts WHERE id = ?');
  const dropPreset = handle.prepare('DELETE FROM presets WHERE id = ?');
  const toPreset = ({ id, name, preset }: Record<string, unknown>): Preset => ({
    ...(JSON.parse(String(preset)) as Omit<Preset, 'id' | 'name'>),
    id: String(id),
    name: String(name),
  });
  return {
    prompts: (): SavedPrompt[] =>
      guard(() => selectPrompts.all().map(({ id, name, text }) => ({ id: String(id), name: String(name), text: String(text) }))),
    presets: (): Preset[] => guard(() => selectPresets.all().map(toPreset)),
    /** Throws `not-found`. */
    preset(id: string): Preset {
      const row = guard(() => selectPreset.get(id));
      if (row === undefined) throw new LintelError('not-found', say`This preset no longer exists. Choose another.`, { field: 'presetId' });
      return toPreset(row);
    },
    /** @param id absent: a new one */
    savePrompt({ id = randomUUID(), name, text }: Omit<SavedPrompt, 'id'> & { id?: string | undefined }): SavedPrompt {
      guard(() => void savePrompt.run(id, name, text, now()));
      return { id, name, text };
    },
    /** @param id absent: a new one */
    savePreset({ id = randomUUID(), name, ...preset }: Omit<Preset, 'id'> & { id?: string | undefined }): Preset {
      guard(() => void savePreset.run(id, name, JSON.stringify(preset), now()));
      return { id, name, ...preset };
    },
    removePrompt(id: string): void {
      guard(() => void dropPrompt.run(id));
      emptyLog();
    },
    removePreset(id: string): void {
      guard(() => void dropPreset.run(id));
      emptyLog();
    },
  };
}
