import ReactMarkdown from 'react-markdown';
import rehypeHighlight from 'rehype-highlight';

const COLOUR = [[rehypeHighlight, { detect: false }]] as const;
const PLAIN = { pre: ({ children }: { children?: React.ReactNode }) => <>{children}</> };

/** Code with its words coloured. Fetched with the first block of code. */
export function Highlighted({ code, language }: { code: string; language: string }) {
  // A fence longer than any in the code holds it whatever it is.
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return (
    <ReactMarkdown rehypePlugins={[...COLOUR] as never} components={PLAIN}>
      {`${fence}${language}\n${code}\n${fence}`}
    </ReactMarkdown>
  );
}
