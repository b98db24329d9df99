import type { TargetFiguresView } from '../../shared/api/activity-views.ts';
import type { ActivityCallOptions } from './activity.ts';

/** Every target that there is or that answered lately, those asked most first. */
export function targetFigures({ figures, targets, breaker, predictionErrors }: ActivityCallOptions): readonly TargetFiguresView[] {
  const seen = figures();
  const here = targets();
  const gone = [...seen.keys()].filter((id) => !here.some((target) => target.id === id)).map((id) => ({ id, name: id }));
  const views = [...here, ...gone].map((target): TargetFiguresView => {
    const { id, name } = target;
    const { zone, rests, fault, faultSaid } = 'zone' in target ? target : {};
    const trouble = fault ?? rests?.sentence;
    const said = fault === undefined ? rests?.said : faultSaid;
    return {
      ...(seen.get(id) ?? { answered: 0, failed: 0, errors: [] }),
      id,
      name,
      ...(zone === undefined ? {} : { zone }),
      breaker: breaker(id),
      ...(trouble === undefined ? {} : { trouble }),
      ...(said === undefined ? {} : { said }),
      predictionErrors: predictionErrors(id),
    };
  });
  return views.toSorted((one, other) => other.answered + other.failed - (one.answered + one.failed));
}
