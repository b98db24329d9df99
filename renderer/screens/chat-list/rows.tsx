import { useVirtualizer } from '@tanstack/react-virtual';
import { Archive, ChevronRight, Folder, Settings2, SquarePen } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProjectView } from '../../../shared/api/chat-views.ts';
import type { ConversationView } from '../../../shared/api/views.ts';
import { NEW } from '../../stores/chat.ts';
import type { Section } from '../../stores/conversations.ts';
import { conversations, drafts, view } from '../../stores/session.ts';
import { IconButton } from '../../ui/button.tsx';
import { useScale } from '../../ui/use-scale.ts';
import { Row } from './row.tsx';

/** A line of the list. */
export type Entry =
  | { readonly kind: 'head'; readonly name: 'pinned' | 'projects' | 'chats' }
  | { readonly kind: 'chat'; readonly conversation: ConversationView; readonly depth: number }
  | { readonly kind: 'project'; readonly project: ProjectView; readonly section: Section; readonly depth: number }
  | { readonly kind: 'archive'; readonly section: Section }
  | { readonly kind: 'empty'; readonly section: Section; readonly depth: number }
  /** More of a section is read as this comes into sight. */
  | { readonly kind: 'more'; readonly section: Section; readonly depth: number };

interface RowsProps {
  readonly entries: readonly Entry[];
  /** What scrolls; null until it is there. */
  readonly column: HTMLElement | null;
  readonly selected: string | undefined;
  isOpen(section: Section): boolean;
  onToggle(section: Section): void;
  onEdit(project: ProjectView): void;
}

/** CSS pixels of a line in text of the usual size. */
const HEIGHT = 34;

const keyOf = (entry: Entry | undefined): string => {
  if (entry === undefined) return '';
  if (entry.kind === 'chat') return entry.conversation.id;
  return entry.kind === 'head' ? `head ${entry.name}` : `${entry.kind} ${entry.section}`;
};

/** The lines of the list, of which only those near to what is on show are in the page. */
export function Rows({ entries, column, selected, isOpen, onToggle, onEdit }: RowsProps) {
  const height = Math.round(HEIGHT * useScale());
  const virtualizer = useVirtualizer<HTMLElement, HTMLLIElement>({
    count: entries.length,
    getScrollElement: () => column,
    estimateSize: () => height,
    getItemKey: (index) => keyOf(entries[index]),
    overscan: 8,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: lines of another height stand elsewhere.
  useEffect(() => virtualizer.measure(), [height]);
  return (
    <ul className="relative" style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map(({ index, key, start }) => {
        const entry = entries[index];
        return entry === undefined ? null : (
          <li key={key} className="absolute inset-x-0" style={{ top: start, height }}>
            <Line entry={entry} selected={selected} isOpen={isOpen} onToggle={onToggle} onEdit={onEdit} />
          </li>
        );
      })}
    </ul>
  );
}

const INDENTS = ['', 'ps-4', 'ps-8'] as const;

function Line({ entry, selected, isOpen, onToggle, onEdit }: { entry: Entry } & Omit<RowsProps, 'entries' | 'column'>) {
  const { t } = useTranslation('chat');
  switch (entry.kind) {
    case 'head':
      return <p className="px-2 pt-2.5 text-small font-medium text-quiet">{t(`list.${entry.name}`)}</p>;
    case 'chat':
      return (
        <div className={INDENTS[entry.depth]}>
          <Row conversation={entry.conversation} isSelected={entry.conversation.id === selected} />
        </div>
      );
    case 'project':
      return <ProjectLine entry={entry} isOpen={isOpen(entry.section)} onToggle={onToggle} onEdit={onEdit} />;
    case 'archive':
      return (
        <button
          type="button"
          aria-expanded={isOpen('archived')}
          onClick={() => onToggle('archived')}
          className="mt-0.5 flex h-8 w-full items-center gap-2 rounded-lg px-2 text-start text-small text-quiet -outline-offset-2 hover:bg-hover"
        >
          <Archive aria-hidden size={15} className="shrink-0" />
          {t('list.archived')}
        </button>
      );
    case 'empty':
      return <p className={`truncate px-2 py-1.5 text-small text-quiet ${INDENTS[entry.depth]}`}>{t('list.empty')}</p>;
    case 'more':
      return <More section={entry.section} />;
  }
}

function More({ section }: { section: Section }) {
  const { t } = useTranslation('chat');
  useEffect(() => void conversations.readMore(section), [section]);
  return <p className="px-2 py-1.5 text-small text-quiet">{t('list.more')}</p>;
}

interface ProjectLineProps {
  readonly entry: Extract<Entry, { kind: 'project' }>;
  readonly isOpen: boolean;
  onToggle(section: Section): void;
  onEdit(project: ProjectView): void;
}

function ProjectLine({ entry: { project, section, depth }, isOpen, onToggle, onEdit }: ProjectLineProps) {
  const { t } = useTranslation('chat');
  const begin = () => {
    drafts.change(NEW, { projectId: project.id });
    view.select(NEW);
  };
  return (
    <div className={`group flex items-center rounded-lg hover:bg-hover ${INDENTS[depth]}`}>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => onToggle(section)}
        title={project.name}
        className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-lg px-2 text-start text-small -outline-offset-2"
      >
        <ChevronRight
          aria-hidden
          size={14}
          className={`shrink-0 text-quiet transition-transform ${isOpen ? 'rotate-90' : 'rtl:rotate-180'}`}
        />
        <Folder aria-hidden size={15} className="shrink-0 text-quiet" />
        <bdi className="min-w-0 truncate">{project.name}</bdi>
      </button>
      <span className="flex shrink-0 pointer-fine:not-group-hover:not-group-focus-within:-ms-16 pointer-fine:not-group-hover:not-group-focus-within:opacity-0">
        <IconButton name={t('projects.newChat', { name: project.name })} onClick={begin}>
          <SquarePen aria-hidden size={15} />
        </IconButton>
        <IconButton name={t('projects.edit', { name: project.name })} onClick={() => onEdit(project)}>
          <Settings2 aria-hidden size={15} />
        </IconButton>
      </span>
    </div>
  );
}
