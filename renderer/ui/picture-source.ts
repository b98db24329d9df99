import { createContext } from 'react';
import type { StoreApi } from 'zustand/vanilla';

/** What became of a picture elsewhere that a person asked to see. */
export type LoadedPicture =
  | { readonly phase: 'loading' }
  | { readonly phase: 'there'; readonly picture: string; readonly width: number; readonly height: number }
  | { readonly phase: 'failed'; readonly reason: string };

/** Fetches pictures one at a time, each because somebody asked for it. */
export interface PictureSource {
  /** By address. */
  readonly store: StoreApi<Readonly<Record<string, LoadedPicture>>>;
  load(url: string): Promise<void>;
}

/** Where pictures of answers come from; absent: they are links. */
export const PictureSourceContext = createContext<PictureSource | undefined>(undefined);

/** True within a link, in which nothing else can be pressed. */
export const WithinLink = createContext(false);
