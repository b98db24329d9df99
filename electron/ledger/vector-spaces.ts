import type { VectorSpaces } from '../../shared/routing/ports.ts';
import type { Database } from './database.ts';

/** Keeps which model each app's vectors come from, so that what it stored last month still compares. */
export function createVectorSpaces({ handle, guard }: Database): VectorSpaces {
  const select = handle.prepare('SELECT space FROM vector_spaces WHERE app = ?');
  const write = handle.prepare(
    'INSERT INTO vector_spaces (app, space) VALUES (?, ?) ON CONFLICT (app) DO UPDATE SET space = excluded.space',
  );
  const known = new Map<string, string | undefined>();

  function of(app: string): string | undefined {
    if (!known.has(app)) {
      const row = guard(() => select.get(app));
      known.set(app, row === undefined ? undefined : String(row.space));
    }
    return known.get(app);
  }

  return {
    of,
    keep(app, space) {
      if (of(app) === space) return;
      guard(() => void write.run(app, space));
      known.set(app, space);
    },
  };
}
