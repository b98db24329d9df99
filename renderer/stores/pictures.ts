import { createStore } from 'zustand/vanilla';
import type { AnswerPlace, Api } from '../api.ts';
import { errorText } from '../said.ts';
import type { LoadedPicture, PictureSource } from '../ui/picture-source.ts';

/** Pictures that are held at once; those loaded first go first, and can be loaded again. */
const MOST = 24;

/** The pictures of answers that somebody asked to see, for as long as the window is open. Nothing of them is kept. */
export function createPictures(api: Pick<Api, 'loadPicture'>): { of(place: AnswerPlace): PictureSource } {
  const store = createStore<Readonly<Record<string, LoadedPicture>>>()(() => ({}));
  const put = (url: string, picture: LoadedPicture) => {
    const { [url]: _, ...others } = store.getState();
    store.setState(Object.fromEntries([...Object.entries(others).slice(1 - MOST), [url, picture]]), true);
  };
  return {
    of: (place) => ({
      store,
      async load(url) {
        if (store.getState()[url]?.phase === 'loading') return;
        put(url, { phase: 'loading' });
        const outcome = await api.loadPicture(url, place, new AbortController().signal);
        put(url, outcome.ok ? { phase: 'there', ...outcome.value } : { phase: 'failed', reason: errorText(outcome.error) });
      },
    }),
  };
}
