import { FolderPlus, Search, X } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { ProjectView } from '../../../shared/api/chat-views.ts';
import { type Section, sectionOf } from '../../stores/conversations.ts';
import { conversations, search, shelf, view } from '../../stores/session.ts';
import { IconButton } from '../../ui/button.tsx';
import { ListMenu } from './list-menu.tsx';
import { ProjectDialog } from './project-dialog.tsx';
import { type Entry, Rows } from './rows.tsx';
import { SearchResults } from './search-results.tsx';
import { Undo } from './undo.tsx';

/** The conversations: those that are pinned, by project, and all others; or what a search finds in them. */
export function ChatList() {
  const { t } = useTranslation('chat');
  const { list, loaded, more } = useStore(conversations.store);
  const projects = useStore(shelf.store, (kept) => kept.projects);
  const query = useStore(search.store, (current) => current.query);
  const selected = useStore(view.store, (current) => (current.place === undefined ? current.selected : undefined));
  const [open, setOpen] = useState<ReadonlySet<Section>>(new Set());
  const [edited, setEdited] = useState<Partial<ProjectView>>();
  // Known once it is there: what is in it is drawn before.
  const [column, setColumn] = useState<HTMLElement | null>(null);

  const toggle = (section: Section) => {
    const next = new Set(open);
    if (!next.delete(section)) {
      next.add(section);
      void conversations.open(section);
    }
    setOpen(next);
  };
  const entries = useMemo(() => entriesOf(list, projects, open, more), [list, projects, open, more]);
  useEffect(() => {
    if (column !== null && query === '') column.scrollTop = 0;
  }, [column, query]);

  return (
    <>
      <div className="flex items-center gap-1 px-3 pb-2">
        <search className="relative min-w-0 flex-1">
          <Search aria-hidden size={15} className="pointer-events-none absolute start-2.5 top-2.5 text-quiet" />
          <input
            type="search"
            dir="auto"
            aria-label={t('search.name')}
            placeholder={t('search.name')}
            value={query}
            onChange={(event) => search.about(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape' || query === '') return;
              event.preventDefault();
              event.stopPropagation();
              search.about('');
            }}
            className="h-9 w-full rounded-lg border border-line bg-paper ps-8 pe-8 text-small -outline-offset-1 [&::-webkit-search-cancel-button]:hidden"
          />
          {query === '' ? null : (
            <IconButton name={t('search.clear')} onClick={() => search.about('')} className="absolute end-0.5 top-0.5">
              <X aria-hidden size={14} />
            </IconButton>
          )}
        </search>
        <IconButton name={t('projects.new')} onClick={() => setEdited({})}>
          <FolderPlus aria-hidden size={16} />
        </IconButton>
        <ListMenu />
      </div>
      <nav ref={setColumn} aria-label={t('list.name')} className="min-h-40 flex-1 overflow-y-auto px-2 pb-2">
        {query.trim() !== '' ? (
          <SearchResults />
        ) : loaded && list.length === 0 && projects.length === 0 ? (
          <p className="px-2 py-1 text-small text-quiet">{t('list.none')}</p>
        ) : (
          <Rows
            entries={entries}
            column={column}
            selected={selected}
            isOpen={(section) => open.has(section)}
            onToggle={toggle}
            onEdit={setEdited}
          />
        )}
      </nav>
      <Undo />
      {edited === undefined ? null : <ProjectDialog project={edited} onClose={() => setEdited(undefined)} />}
    </>
  );
}

/** What the list shows, from its top. */
function entriesOf(
  list: ReturnType<typeof conversations.store.getState>['list'],
  projects: readonly ProjectView[],
  open: ReadonlySet<Section>,
  more: Readonly<Partial<Record<Section, true>>>,
): Entry[] {
  const bySection = Map.groupBy(list, sectionOf);
  const chats = (section: Section, depth: number): Entry[] => [
    ...(bySection.get(section) ?? []).map((conversation): Entry => ({ kind: 'chat', conversation, depth })),
    ...(more[section] === true ? [{ kind: 'more', section, depth } as const] : []),
  ];
  const inProject = (project: ProjectView, depth: number): Entry[] => {
    const section: Section = `project:${project.id}`;
    const head: Entry = { kind: 'project', project, section, depth };
    if (!open.has(section)) return [head];
    const inner = projects.filter(({ parentId }) => parentId === project.id).flatMap((child) => inProject(child, depth + 1));
    const own = chats(section, depth + 1);
    return [head, ...inner, ...(inner.length + own.length === 0 ? [{ kind: 'empty', section, depth: depth + 1 } as const] : own)];
  };
  const pinned = chats('pinned', 0);
  const folders = projects.filter(({ parentId }) => parentId === undefined).flatMap((project) => inProject(project, 0));
  const loose = chats('loose', 0);
  return [
    ...(pinned.length === 0 ? [] : [{ kind: 'head', name: 'pinned' } as const, ...pinned]),
    ...(folders.length === 0 ? [] : [{ kind: 'head', name: 'projects' } as const, ...folders]),
    ...(loose.length === 0 || pinned.length + folders.length === 0 ? [] : [{ kind: 'head', name: 'chats' } as const]),
    ...loose,
    { kind: 'archive', section: 'archived' },
    ...(open.has('archived')
      ? chats('archived', 1).length === 0
        ? [{ kind: 'empty', section: 'archived', depth: 1 } as const]
        : chats('archived', 1)
      : []),
  ];
}
