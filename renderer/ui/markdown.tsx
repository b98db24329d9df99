import { Square, SquareCheck } from 'lucide-react';
import { memo, useDeferredValue } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { splitBlocks } from './blocks.ts';
import { CodeBlock } from './code-block.tsx';
import { destinationBeside } from './destination.ts';
import { safeLink } from './safe-link.ts';
import { textOf } from './text-of.ts';

const PLUGINS = [remarkGfm];

/** What a model writes is not trusted: no HTML of its own, no image is fetched, links go only where a person sees. */
const COMPONENTS: Components = {
  a: ({ href, children }) => <OutLink href={href}>{children}</OutLink>,
  img: ({ src, alt }) => (
    <OutLink href={typeof src === 'string' ? src : undefined}>{alt === undefined || alt === '' ? 'Image (not loaded)' : alt}</OutLink>
  ),
  code: ({ node: _, ...rest }) => <code dir="ltr" {...rest} />,
  input: ({ checked }) => <TaskMark isDone={checked === true} />,
  pre: ({ node: _, children }) => <CodeBlock>{children}</CodeBlock>,
  table: ({ node: _, ...rest }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls by keyboard only if it can be focused.
    <figure aria-label="Table" tabIndex={0} className="overflow-x-auto">
      <table {...rest} />
    </figure>
  ),
};

/** An entry of a task list. Nothing here can be ticked, so it is no form field. */
function TaskMark({ isDone }: { isDone: boolean }) {
  const Shape = isDone ? SquareCheck : Square;
  return <Shape role="img" aria-label={isDone ? 'Done' : 'Not done'} aria-hidden={false} size={15} className="-mt-0.5 me-1 inline" />;
}

/** A link out of the window. Its text is the model's, so it says beside it where it leads. */
function OutLink({ href, children }: { href: string | undefined; children: React.ReactNode }) {
  const safe = safeLink(href);
  if (safe === undefined) return <span>{children}</span>;
  const destination = destinationBeside(textOf(children), safe);
  // Text and host are set apart, so that no direction mark in the text can touch the host.
  return (
    <a href={safe} title={safe} target="_blank" rel="noreferrer noopener">
      <bdi className="text">{children}</bdi>
      {destination === undefined ? null : (
        <>
          {' '}
          <bdi dir="ltr" className="text-small text-quiet">{`(${destination})`}</bdi>
        </>
      )}
    </a>
  );
}

const Block = memo(function Block({ text }: { text: string }) {
  return (
    <div dir="auto" className="block">
      <ReactMarkdown remarkPlugins={PLUGINS} components={COMPONENTS} urlTransform={(url) => safeLink(url) ?? ''}>
        {text}
      </ReactMarkdown>
    </div>
  );
});

/** A model's answer. While it grows only its last block is parsed again, and never ahead of typing. */
export function Markdown({ text }: { text: string }) {
  const blocks = splitBlocks(useDeferredValue(text));
  // biome-ignore lint/suspicious/noArrayIndexKey: blocks are only ever added at the end.
  return blocks.map((block, index) => <Block key={index} text={block} />);
}
