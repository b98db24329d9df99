import { Children, isValidElement, type ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';
import { textOf } from './text-of.ts';

/** Code in an answer, with its language and a button that copies it. Scrolls sideways on its own. */
export function CodeBlock({ children }: { children: ReactNode }) {
  const code = Children.toArray(children).find((child) => isValidElement<{ className?: string; children?: ReactNode }>(child));
  const { className, children: content } = isValidElement<{ className?: string; children?: ReactNode }>(code)
    ? code.props
    : { className: undefined, children };
  const text = textOf(content).replace(/\n$/, '');
  const language = /language-(\S+)/.exec(className ?? '')?.[1];
  return (
    <figure dir="ltr" className="rounded-lg border border-line bg-wall">
      <figcaption className="flex items-center justify-between ps-3 pe-1 pt-1 text-small text-quiet">
        <span>{language ?? 'Code'}</span>
        <CopyButton name="Copy the code" text={text} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll by keyboard only if it can be focused. */}
      <pre tabIndex={0} className="overflow-x-auto px-3 pb-3 font-mono text-small">
        <code>{text}</code>
      </pre>
    </figure>
  );
}
