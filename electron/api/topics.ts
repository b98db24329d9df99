import { TOPICS, type Topic } from '../../shared/api/topics.ts';

/** Milliseconds that changes are gathered before windows are told. */
const GATHER_MS = 200;
/** Milliseconds between two signs of life. */
const BEAT_MS = 15_000;

export interface Topics {
  /** Tells every window, a moment later, that something changed. Costs next to nothing when nobody listens. */
  changed(topic: Topic): void;
  /** What changed, as it does, for one window. */
  stream(): Response;
  /** Ends all streams. */
  close(): void;
}

/** Tells windows which of the things they show have changed. */
export function createTopics(): Topics {
  const readers = new Set<(line: string) => void>();
  const ends = new Set<() => void>();
  const pending = new Set<Topic>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function tell(): void {
    timer = undefined;
    const line = `${JSON.stringify(TOPICS.filter((topic) => pending.has(topic)))}\n`;
    pending.clear();
    for (const reader of readers) reader(line);
  }

  return {
    changed(topic) {
      if (readers.size === 0) return;
      pending.add(topic);
      timer ??= setTimeout(tell, GATHER_MS);
    },
    stream() {
      const encoder = new TextEncoder();
      let stop = () => {};
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          const read = (line: string) => {
            // A window that does not read misses nothing that the next line would not tell it: it reads all again.
            if ((controller.desiredSize ?? 0) > -64) controller.enqueue(encoder.encode(line));
          };
          const end = () => {
            stop();
            controller.close();
          };
          const beat = setInterval(read, BEAT_MS, '[]\n');
          beat.unref();
          readers.add(read);
          ends.add(end);
          stop = () => {
            clearInterval(beat);
            readers.delete(read);
            ends.delete(end);
          };
          read('[]\n');
        },
        cancel: () => stop(),
      });
      return new Response(body, { headers: { 'content-type': 'application/x-ndjson; charset=utf-8' } });
    },
    close() {
      clearTimeout(timer);
      for (const end of [...ends]) end();
    },
  };
}
