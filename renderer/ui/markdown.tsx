import { lazy, memo, Suspense } from 'react';
import ReactMarkdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { openFence, splitBlocks } from './blocks.ts';
import { Code } from './code-block.tsx';
import { Growing } from './growing.ts';
import { outwardOnly, PARTS } from './markdown-parts.tsx';
import { mayHoldMath } from './math-marks.ts';
import { usePaced } from './use-paced.ts';

const PLUGINS = [remarkGfm];

/** Characters of a block that is read anew as it grows, and of one whose formulas are drawn anew; longer ones wait for their end. */
const LONGEST_GROWING = 10_000;
const LONGEST_GROWING_MATH = 2_000;

/** Formulas are a hundred kilobytes of script, fetched when there is one. */
const MathBlock = lazy(async () => ({ default: (await import('./math.tsx')).MathBlock }));

const Block = memo(function Block({ text, isGrowing }: { text: string; isGrowing: boolean }) {
  const code = isGrowing ? openFence(text) : undefined;
  const hasMath = mayHoldMath(text) && !(isGrowing && text.length > LONGEST_GROWING_MATH);
  const plain = (
    <ReactMarkdown remarkPlugins={PLUGINS} components={PARTS} urlTransform={outwardOnly}>
      {text}
    </ReactMarkdown>
  );
  return (
    <div dir="auto" className="block">
      <Growing value={isGrowing}>
        {code !== undefined ? (
          // A long block of code is not read as markdown again with every word.
          <Code {...code} />
        ) : isGrowing && text.length > LONGEST_GROWING ? (
          <div className="whitespace-pre-wrap">{text}</div>
        ) : hasMath ? (
          <Suspense fallback={plain}>
            <MathBlock text={text} />
          </Suspense>
        ) : (
          plain
        )}
      </Growing>
    </div>
  );
});

/** A model's answer. While it grows only its last block is read again, and no more often than can be done unfelt. */
export function Markdown({ text, isGrowing = false }: { text: string; isGrowing?: boolean }) {
  const blocks = splitBlocks(usePaced(text, isGrowing));
  return blocks.map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: blocks are only ever added at the end.
    <Block key={index} text={block} isGrowing={isGrowing && index === blocks.length - 1} />
  ));
}
