import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../shared/privacy/finding.ts';

/** A text with what was found in it marked, and named for those who point at it. */
export function Marked({ text, findings }: { text: string; findings: readonly Pick<Finding, 'type' | 'start' | 'end'>[] }) {
  const { t } = useTranslation('words');
  let end = 0;
  return (
    <>
      {findings.map((finding) => {
        const before = text.slice(end, finding.start);
        end = finding.end;
        return (
          <Fragment key={finding.start}>
            {before}
            <mark
              title={t(`findings.${finding.type}`)}
              className="rounded-sm bg-bubble px-0.5 text-ink underline decoration-cloud decoration-2 underline-offset-2"
            >
              {text.slice(finding.start, finding.end)}
            </mark>
          </Fragment>
        );
      })}
      {text.slice(end)}
    </>
  );
}
