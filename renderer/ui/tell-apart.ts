/** A model as the window names it. Plans call the id `targetId`, lists of models `id`. */
type Named = { readonly name: string } & ({ readonly id: string } | { readonly targetId: string });

const idOf = (model: Named): string => ('id' in model ? model.id : model.targetId);

/** The id of a model whose name another one has, too; nothing where the name tells it apart. */
export function idToTellApart(model: Named, all: readonly Named[]): string | undefined {
  const id = idOf(model);
  return all.some((other) => other.name === model.name && idOf(other) !== id) ? id : undefined;
}

/** `Qwen 3`, or `Qwen 3 (qwen3-q4)` where another model has that name. */
export function tellApart(model: Named, all: readonly Named[]): string {
  const id = idToTellApart(model, all);
  return id === undefined ? model.name : `${model.name} (${id})`;
}
