/** Milliseconds for one diagram; after them the page that draws is thrown away. */
const PATIENCE_MS = 10_000;
/** Milliseconds without work until it is, too. */
const IDLE_MS = 30_000;

const PAGE = '/diagram.html';

/** What is asked of the page that draws, and what it answers. */
export interface DiagramOrder {
  readonly number: number;
  readonly source: string;
}
export type DiagramReply = { readonly number: number } & ({ readonly svg: string } | { readonly failed: true } | { readonly ready: true });

let frame: HTMLIFrameElement | undefined;
let idle: ReturnType<typeof setTimeout> | undefined;
let last = 0;
let queue: Promise<unknown> = Promise.resolve();

/** The page that draws, once it is ready. Its own policy lets it reach nothing but its own script. */
function openFrame(): Promise<HTMLIFrameElement> {
  clearTimeout(idle);
  if (frame !== undefined) return Promise.resolve(frame);
  const opened = document.createElement('iframe');
  opened.setAttribute('sandbox', 'allow-scripts allow-same-origin');
  opened.tabIndex = -1;
  opened.setAttribute('aria-hidden', 'true');
  opened.className = 'diagram-frame';
  const ready = heard(opened, 0);
  opened.src = PAGE;
  document.body.append(opened);
  frame = opened;
  return ready.then(() => opened);
}

function closeFrame(): void {
  frame?.remove();
  frame = undefined;
}

/** The answer to one order. Rejects where none comes in time. */
function heard(from: HTMLIFrameElement, number: number): Promise<DiagramReply> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      window.removeEventListener('message', onMessage);
    };
    const timer = setTimeout(() => {
      stop();
      reject(new Error('The diagram took too long.'));
    }, PATIENCE_MS);
    const onMessage = ({ source, origin, data }: MessageEvent<DiagramReply>) => {
      if (source !== from.contentWindow || origin !== location.origin || data?.number !== number) return;
      stop();
      resolve(data);
    };
    window.addEventListener('message', onMessage);
  });
}

async function draw(source: string): Promise<string> {
  try {
    const open = await openFrame();
    const number = ++last;
    const answer = heard(open, number);
    open.contentWindow?.postMessage({ number, source } satisfies DiagramOrder, location.origin);
    const reply = await answer;
    idle = setTimeout(closeFrame, IDLE_MS);
    if ('svg' in reply) return reply.svg;
  } catch (error) {
    closeFrame();
    throw error;
  }
  throw new Error('This is no diagram.');
}

/** A diagram as SVG, one after another. Rejects for what is none, and for what takes too long. */
export function drawDiagram(source: string): Promise<string> {
  const drawn = queue.then(() => draw(source));
  queue = drawn.catch(() => undefined);
  return drawn;
}
