import { LintelError } from '../../../shared/chat/error.ts';
import { say } from '../../../shared/chat/said.ts';
import type { Database } from '../database.ts';

/** Chats that belong together, with what holds for all of them. */
export interface Project {
  /** Made of its first name and kept for good: budgets and reports go by it. */
  readonly id: string;
  readonly name: string;
  /** The project that it lies in, one level deep. */
  readonly parentId?: string;
  readonly tags: readonly string[];
  readonly instructions: string;
}

/** Absent stays as it is. */
export interface ProjectChange {
  readonly name?: string | undefined;
  readonly parentId?: string | null | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly instructions?: string | undefined;
}

/** What a chat of a project goes by. */
export interface ProjectContext {
  readonly tags: readonly string[];
  readonly instructions: readonly string[];
}

const LONGEST_ID = 48;

/** `Meine Arbeit` as `meine-arbeit`. */
function idOf(name: string, isTaken: (id: string) => boolean): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_ID)
    .replaceAll(/^-+|-+$/g, '');
  const stem = plain === '' ? 'project' : plain;
  for (let number = 1; ; number++) {
    const id = number === 1 ? stem : `${stem}-${number}`;
    if (!isTaken(id)) return id;
  }
}

export function createProjects({ handle, guard, transaction }: Database, now: () => number) {
  const selectAll = handle.prepare('SELECT * FROM projects ORDER BY name COLLATE NOCASE, id');
  const select = handle.prepare('SELECT * FROM projects WHERE id = ?');
  const selectChild = handle.prepare('SELECT id FROM projects WHERE parent_id = ? LIMIT 1');
  const insert = handle.prepare('INSERT INTO projects (id, name, parent_id, tags, instructions, created_at) VALUES (?, ?, ?, ?, ?, ?)');
  const update = handle.prepare('UPDATE projects SET name = ?, parent_id = ?, tags = ?, instructions = ? WHERE id = ?');
  const drop = handle.prepare('DELETE FROM projects WHERE id = ?');

  const find = (id: string): Project => {
    const row = guard(() => select.get(id));
    if (row === undefined) throw new LintelError('not-found', say`This project no longer exists. Choose another.`, { field: 'projectId' });
    return toProject(row);
  };
  /** Throws `bad-request` where projects would lie more than one level deep. */
  const requireShallow = (parentId: string | null | undefined, id?: string) => {
    if (parentId === undefined || parentId === null) return;
    const isDeep = parentId === id || find(parentId).parentId !== undefined || (id !== undefined && selectChild.get(id) !== undefined);
    if (isDeep)
      throw new LintelError('bad-request', say`Projects lie in one another one level deep. Choose another place.`, { field: 'parentId' });
  };

  return {
    list: (): Project[] => guard(() => selectAll.all().map(toProject)),
    /** Throws `bad-request` and `not-found`. */
    add: ({ name, parentId, tags = [], instructions = '' }: ProjectChange & { readonly name: string }): Project =>
      transaction(() => {
        requireShallow(parentId);
        const id = idOf(name, (one) => select.get(one) !== undefined);
        insert.run(id, name, parentId ?? null, JSON.stringify(tags), instructions, now());
        return find(id);
      }),
    /** Throws `bad-request` and `not-found`. */
    change: (id: string, { name, parentId, tags, instructions }: ProjectChange): Project =>
      transaction(() => {
        const before = find(id);
        requireShallow(parentId, id);
        update.run(
          name ?? before.name,
          parentId === undefined ? (before.parentId ?? null) : parentId,
          JSON.stringify(tags ?? before.tags),
          instructions ?? before.instructions,
          id,
        );
        return find(id);
      }),
    /** Its chats stay, without it. Throws `not-found`. */
    remove(id: string): void {
      find(id);
      guard(() => void drop.run(id));
    },
    /** What holds in a project, that of the one it lies in first. Throws `not-found`. */
    context(id: string): ProjectContext {
      const project = find(id);
      const line = project.parentId === undefined ? [project] : [find(project.parentId), project];
      return {
        tags: [...new Set(line.flatMap(({ tags }) => tags))],
        instructions: line.map(({ instructions }) => instructions.trim()).filter((one) => one !== ''),
      };
    },
  };
}

function toProject(row: Record<string, unknown>): Project {
  return {
    id: String(row.id),
    name: String(row.name),
    ...(row.parent_id === null ? {} : { parentId: String(row.parent_id) }),
    tags: JSON.parse(String(row.tags)) as string[],
    instructions: String(row.instructions),
  };
}
