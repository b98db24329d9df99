/** How much of what is in each place an app has itself sent or been answered, in tokens from the start on. */
export type Seen = Readonly<Record<string, number>>;

/**
 * Remembers which app has seen what of the sequences, so that an app is told only of the reuse of its own requests: how
 * much of a prompt was there already would tell it what others have sent.
 */
export interface SeenTokens<Place> {
  /** @returns tokens; 0 for what only others have sent */
  by(app: string, place: Place): number;
  /** An app goes on from what it shares with the place, whatever was behind that. */
  goOn(app: string, place: Place, shared: number, length: number): void;
  /** What is in the place now was kept with this. */
  restore(place: Place, seen: Seen): void;
  of(place: Place): Seen;
}

export function createSeenTokens<Place extends object>(): SeenTokens<Place> {
  const places = new WeakMap<Place, Map<string, number>>();
  return {
    by: (app, place) => places.get(place)?.get(app) ?? 0,
    goOn(app, place, shared, length) {
      const before = places.get(place) ?? [];
      const now = new Map<string, number>();
      for (const [other, tokens] of before) {
        const left = Math.min(tokens, shared);
        if (left > 0) now.set(other, left);
      }
      places.set(place, now.set(app, length));
    },
    restore: (place, seen) => void places.set(place, new Map(Object.entries(seen))),
    of: (place) => Object.fromEntries(places.get(place) ?? []),
  };
}
