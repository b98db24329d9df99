import 'katex/dist/katex.min.css';
import katex from 'katex';
import { Children, isValidElement, type ReactNode, useLayoutEffect, useRef } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import { CodeBlock } from './code-block.tsx';
import { outwardOnly, PARTS } from './markdown-parts.tsx';
import { withMathMarks } from './math-marks.ts';
import { textOf } from './text-of.ts';

const READ: React.ComponentProps<typeof ReactMarkdown>['remarkPlugins'] = [remarkGfm, [remarkMath, { singleDollarTextMath: false }]];

interface CodeProps {
  readonly className?: string;
  readonly children?: ReactNode;
}

const WITH_MATH: Components = {
  ...PARTS,
  code: ({ node: _, ...rest }) =>
    rest.className?.includes('math-inline') === true ? <Formula source={textOf(rest.children)} /> : <code dir="ltr" {...rest} />,
  pre: ({ node: _, children }) => {
    const code = Children.toArray(children).find((child) => isValidElement<CodeProps>(child));
    const props = isValidElement<CodeProps>(code) ? code.props : undefined;
    return props?.className?.includes('math-display') === true ? (
      <Formula source={textOf(props.children)} isDisplay />
    ) : (
      <CodeBlock>{children}</CodeBlock>
    );
  },
};

/**
 * A formula, built node by node: as HTML in a text it would carry styles that the page's policy refuses. Nothing that it
 * says is trusted: no links, classes or images, and no macro that grows without end.
 */
function Formula({ source, isDisplay = false }: { source: string; isDisplay?: boolean }) {
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (place.current === null) return;
    try {
      katex.render(source, place.current, { displayMode: isDisplay, trust: false, strict: 'ignore', maxExpand: 500, maxSize: 20 });
    } catch {
      // What is no formula, or not yet a whole one, is shown as it was written.
      place.current.textContent = source;
    }
  }, [source, isDisplay]);
  return <span ref={place} dir="ltr" className={isDisplay ? 'block' : ''} />;
}

/** Markdown with mathematics in it. Fetched with the first formula. */
export function MathBlock({ text }: { text: string }) {
  return (
    <ReactMarkdown remarkPlugins={READ} components={WITH_MATH} urlTransform={outwardOnly}>
      {withMathMarks(text)}
    </ReactMarkdown>
  );
}
