import { Folder, SlidersHorizontal, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { EMPTY_DRAFT } from '../../stores/drafts.ts';
import { conversations, drafts, shelf } from '../../stores/session.ts';

/** The preset that the next message goes by; nothing where there is none. */
export function usePreset(id: string) {
  const chosen = useStore(drafts.store, (all) => (all[id] ?? EMPTY_DRAFT).presetId);
  const own = useStore(conversations.store, ({ list }) => list.find((entry) => entry.id === id)?.presetId);
  const presetId = chosen === undefined ? own : (chosen ?? undefined);
  return useStore(shelf.store, ({ presets }) => presets.find((preset) => preset.id === presetId));
}

/** Says which preset is on, and takes it off. */
export function PresetName({ id }: { id: string }) {
  const { t } = useTranslation('chat');
  const preset = usePreset(id);
  if (preset === undefined) return null;
  return (
    <span className="inline-flex min-h-8 min-w-0 items-center gap-1.5 rounded-lg ps-2 text-small text-quiet">
      <SlidersHorizontal aria-hidden size={14} className="shrink-0" />
      <bdi className="max-w-32 truncate">{preset.name}</bdi>
      <button
        type="button"
        aria-label={t('presets.takeOff', { name: preset.name })}
        onClick={() => drafts.change(id, { presetId: null })}
        className="flex size-6 items-center justify-center rounded hover:bg-hover hover:text-ink"
      >
        <X aria-hidden size={13} />
      </button>
    </span>
  );
}

/** Says which project the chat begins in, and takes it out of it. */
export function ProjectName({ id }: { id: string }) {
  const { t } = useTranslation('chat');
  const projectId = useStore(drafts.store, (all) => (all[id] ?? EMPTY_DRAFT).projectId);
  const project = useStore(shelf.store, ({ projects }) => projects.find((one) => one.id === projectId));
  if (project === undefined) return null;
  return (
    <span className="inline-flex min-h-8 min-w-0 items-center gap-1.5 rounded-lg ps-2 text-small text-quiet">
      <Folder aria-hidden size={14} className="shrink-0" />
      <bdi className="max-w-32 truncate">{project.name}</bdi>
      <button
        type="button"
        aria-label={t('projects.leave', { name: project.name })}
        onClick={() => drafts.change(id, { projectId: undefined })}
        className="flex size-6 items-center justify-center rounded hover:bg-hover hover:text-ink"
      >
        <X aria-hidden size={13} />
      </button>
    </span>
  );
}
