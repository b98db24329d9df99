import { isNamedBy } from '../../shared/routing/rules/glob.ts';
import type { Target } from '../../shared/routing/target.ts';

/** `GET /v1/models`: `auto` and every model that works and that the app's key allows, in OpenAI's shape. */
export function modelList(targets: readonly Target[], allowed: readonly string[] | undefined, startedAt: number) {
  const created = Math.floor(startedAt / 1000);
  const model = (id: string, extra: object) => ({ id, object: 'model', created, owned_by: 'lintel', ...extra });
  return {
    object: 'list',
    data: [
      model('auto', { name: 'Automatic' }),
      ...targets
        .filter(({ id, fault }) => fault === undefined && (allowed === undefined || isNamedBy(allowed, id)))
        .map((target) =>
          model(target.id, { name: target.name, context_window: target.contextWindow, zone: target.zone, abilities: target.abilities }),
        ),
    ],
  };
}
