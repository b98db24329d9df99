import mermaid from 'mermaid';
import type { DiagramOrder, DiagramReply } from './ui/draw-diagram.ts';

// The page in which diagrams are drawn. The policy that it is served with lets it reach nothing.
mermaid.initialize({
  startOnLoad: false,
  securityLevel: 'strict',
  // Words as text of the picture: as HTML they would be a page within it.
  htmlLabels: false,
  theme: 'neutral',
  // The other one is not built in, for its licence.
  layout: 'dagre',
  maxTextSize: 50_000,
  maxEdges: 500,
  suppressErrorRendering: true,
  // What a diagram may not say of itself.
  secure: [
    ...['secure', 'securityLevel', 'startOnLoad', 'maxTextSize', 'maxEdges', 'suppressErrorRendering', 'htmlLabels', 'layout'],
    ...['theme', 'themeCSS', 'themeVariables', 'fontFamily', 'altFontFamily', 'dompurifyConfig'],
  ],
});

const answer = (reply: DiagramReply) => parent.postMessage(reply, location.origin);

window.addEventListener('message', ({ source, origin, data: { number, source: text } }: MessageEvent<DiagramOrder>) => {
  if (source !== parent || origin !== location.origin) return;
  mermaid.render(`diagram-${number}`, text).then(
    ({ svg }) => answer({ number, svg }),
    () => answer({ number, failed: true }),
  );
});
answer({ number: 0, ready: true });
