/** A message's place in its conversation. */
export interface Placed {
  readonly id: string;
  /** The message before it; absent: it begins the conversation. */
  readonly parentId?: string;
}

/** A conversation's messages as a tree: every message follows one, and one place may hold several. */
export interface Tree<Message extends Placed> {
  /** From the beginning to a message, itself included; each with the versions of its place. Empty where there is no such message. */
  pathTo(id: string | undefined): (Message & { readonly versions?: readonly string[] })[];
  /** The newest end of the branch that a message is in. */
  leafUnder(id: string): string;
  has(id: string): boolean;
}

/** @param messages all of one conversation, oldest first */
export function treeOf<Message extends Placed>(messages: readonly Message[]): Tree<Message> {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const children = new Map<string, string[]>();
  for (const { id, parentId = '' } of messages) {
    const siblings = children.get(parentId);
    if (siblings === undefined) children.set(parentId, [id]);
    else siblings.push(id);
  }
  return {
    pathTo(id) {
      const path: (Message & { readonly versions?: readonly string[] })[] = [];
      // Every message is older than what follows it, so this ends whatever the rows say.
      const passed = new Set<string>();
      for (let next = id; next !== undefined && !passed.has(next); ) {
        passed.add(next);
        const message = byId.get(next);
        if (message === undefined) break;
        const versions = children.get(message.parentId ?? '') ?? [];
        path.push(versions.length > 1 ? { ...message, versions } : message);
        next = message.parentId;
      }
      return path.reverse();
    },
    leafUnder(id) {
      const passed = new Set<string>();
      let leaf = id;
      for (let next: string | undefined = id; next !== undefined && !passed.has(next); next = children.get(next)?.at(-1)) {
        passed.add(next);
        leaf = next;
      }
      return leaf;
    },
    has: (id) => byId.has(id),
  };
}
