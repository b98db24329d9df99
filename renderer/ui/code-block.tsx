import { Children, isValidElement, lazy, type ReactNode, Suspense, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from './copy-button.tsx';
import { Growing } from './growing.ts';
import { textOf } from './text-of.ts';
import { useIdle } from './use-idle.ts';

const Highlighted = lazy(async () => ({ default: (await import('./highlighted.tsx')).Highlighted }));
const Diagram = lazy(async () => ({ default: (await import('./diagram.tsx')).Diagram }));

/** Longer code is shown without colours. */
const LONGEST_COLOURED = 60_000;

/** Code in an answer as markdown made it. */
export function CodeBlock({ children }: { children: ReactNode }) {
  const code = Children.toArray(children).find((child) => isValidElement<{ className?: string; children?: ReactNode }>(child));
  const { className, children: content } = isValidElement<{ className?: string; children?: ReactNode }>(code)
    ? code.props
    : { className: undefined, children };
  const text = textOf(content).replace(/\n$/, '');
  return <Code text={text} language={/language-([\w+#.-]{1,40})/.exec(className ?? '')?.[1]} />;
}

/** Code with its language and a button that copies it. Scrolls sideways on its own. A diagram is drawn once it is written. */
export function Code({ text, language }: { text: string; language: string | undefined }) {
  const { t } = useTranslation('chat');
  const isGrowing = useContext(Growing);
  // Colours move nothing, so the text is on show before they are worked out.
  const isIdle = useIdle();
  const plain = <code>{text}</code>;
  const isColoured = isIdle && !isGrowing && language !== undefined && text.length <= LONGEST_COLOURED;
  const figure = (
    <figure dir="ltr" className="rounded-lg border border-line bg-wall">
      <figcaption className="flex items-center justify-between ps-3 pe-1 pt-1 text-small text-quiet">
        <span>{language ?? t('answer.code')}</span>
        <CopyButton name={t('answer.copyCode')} text={text} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll by keyboard only if it can be focused. */}
      <pre tabIndex={0} className="overflow-x-auto px-3 pb-3 font-mono text-small">
        {isColoured ? (
          <Suspense fallback={plain}>
            <Highlighted code={text} language={language} />
          </Suspense>
        ) : (
          plain
        )}
      </pre>
    </figure>
  );
  if (language !== 'mermaid' || isGrowing) return figure;
  return (
    <Suspense fallback={figure}>
      <Diagram source={text}>{figure}</Diagram>
    </Suspense>
  );
}
