import { Square, SquareCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Components } from 'react-markdown';
import { CodeBlock } from './code-block.tsx';
import { destinationBeside } from './destination.ts';
import { WithinLink } from './picture-source.ts';
import { RemotePicture } from './remote-picture.tsx';
import { safeLink } from './safe-link.ts';
import { textOf } from './text-of.ts';

/** What a model writes is not trusted: no HTML of its own, no image is fetched unasked, links go only where a person sees. */
export const PARTS: Components = {
  a: ({ href, children }) => <OutLink href={href}>{children}</OutLink>,
  img: ({ src, alt }) => <RemotePicture src={typeof src === 'string' ? src : undefined} alt={alt} />,
  code: ({ node: _, ...rest }) => <code dir="ltr" {...rest} />,
  input: ({ checked }) => <TaskMark isDone={checked === true} />,
  pre: ({ node: _, children }) => <CodeBlock>{children}</CodeBlock>,
  table: ({ node: _, ...rest }) => <Table {...rest} />,
};

/** Where an answer may lead: to the web or to a mail program, and nowhere else. */
export const outwardOnly = (url: string): string => safeLink(url) ?? '';

function Table(rest: React.ComponentProps<'table'>) {
  const { t } = useTranslation('chat');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls by keyboard only if it can be focused.
    <figure aria-label={t('answer.table')} tabIndex={0} className="overflow-x-auto">
      <table {...rest} />
    </figure>
  );
}

/** An entry of a task list. Nothing here can be ticked, so it is no form field. */
function TaskMark({ isDone }: { isDone: boolean }) {
  const { t } = useTranslation('chat');
  const Shape = isDone ? SquareCheck : Square;
  return (
    <Shape
      role="img"
      aria-label={t(isDone ? 'answer.done' : 'answer.notDone')}
      aria-hidden={false}
      size={15}
      className="-mt-0.5 me-1 inline"
    />
  );
}

/** A link out of the window. Its text is the model's, so it says beside it where it leads. */
function OutLink({ href, children }: { href: string | undefined; children: React.ReactNode }) {
  const safe = safeLink(href);
  if (safe === undefined) return <span>{children}</span>;
  const destination = destinationBeside(textOf(children), safe);
  // Text and host are set apart, so that no direction mark in the text can touch the host.
  return (
    <a href={safe} title={safe} target="_blank" rel="noreferrer noopener">
      <bdi className="text">
        <WithinLink.Provider value={true}>{children}</WithinLink.Provider>
      </bdi>
      {destination === undefined ? null : (
        <>
          {' '}
          <bdi dir="ltr" className="text-small text-quiet">{`(${destination})`}</bdi>
        </>
      )}
    </a>
  );
}
