/** A line in which apps take turns, so that none keeps the others out by asking often. */
export interface Turns<Guest extends { readonly app: string }> {
  push(guest: Guest): void;
  /** Takes out the one whose turn it is, among those apps that may go. */
  shift(mayGo?: (app: string) => boolean): Guest | undefined;
  remove(guest: Guest): void;
  /** Everybody, in the order in which they would go if nobody else came. */
  inOrder(): Guest[];
}

export function createTurns<Guest extends { readonly app: string }>(): Turns<Guest> {
  /** The app whose turn it is comes first. An app that nobody waits for is not here. */
  const lines = new Map<string, Guest[]>();

  return {
    push(guest) {
      const line = lines.get(guest.app);
      if (line === undefined) lines.set(guest.app, [guest]);
      else line.push(guest);
    },
    shift(mayGo = () => true) {
      for (const [app, line] of lines) {
        if (!mayGo(app)) continue;
        const first = line.shift();
        lines.delete(app);
        if (line.length > 0) lines.set(app, line);
        return first;
      }
      return undefined;
    },
    remove(guest) {
      const rest = lines.get(guest.app)?.filter((other) => other !== guest) ?? [];
      if (rest.length === 0) lines.delete(guest.app);
      else lines.set(guest.app, rest);
    },
    inOrder() {
      const order: Guest[] = [];
      const longest = Math.max(0, ...[...lines.values()].map((line) => line.length));
      for (let round = 0; round < longest; round++) {
        for (const line of lines.values()) {
          const guest = line[round];
          if (guest !== undefined) order.push(guest);
        }
      }
      return order;
    },
  };
}
