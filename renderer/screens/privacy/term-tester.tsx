import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnTerm } from '../../../shared/privacy/own-terms.ts';
import { heard } from '../../said.ts';
import { privacy } from '../../stores/session.ts';
import { FIELD } from '../../ui/field.ts';
import { Marked } from '../../ui/marked.tsx';

type Verdict = Awaited<ReturnType<typeof privacy.test>>;

/** Milliseconds of quiet before a try. */
const PAUSE_MS = 200;

/** Tries a word or pattern on a text, before it is in force. */
export function TermTester({ term }: { term: OwnTerm }) {
  const { t } = useTranslation('privacy');
  const [sample, setSample] = useState('');
  const [verdict, setVerdict] = useState<Verdict>();
  const asked = JSON.stringify([term.match, sample]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is asked matters.
  useEffect(() => {
    let isOld = false;
    const timer = setTimeout(async () => {
      const answer = await privacy.test(term, sample);
      if (!isOld) setVerdict(answer);
    }, PAUSE_MS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [asked]);
  return (
    <div>
      <input
        aria-label={t('terms.try')}
        value={sample}
        onChange={(event) => setSample(event.target.value)}
        placeholder={t('terms.try')}
        autoComplete="off"
        className={`${FIELD} w-full`}
      />
      <p role="status" className="mt-1 min-h-5 text-small text-quiet [overflow-wrap:anywhere]">
        {verdict === undefined ? null : verdict.problem === undefined ? (
          sample === '' ? null : verdict.findings.length === 0 ? (
            t('terms.nothingFound')
          ) : (
            <>
              {t('terms.found')}
              <Marked text={sample} findings={verdict.findings} />
            </>
          )
        ) : (
          <span className="text-refused">{heard(verdict.problem, verdict.said)}</span>
        )}
      </p>
    </div>
  );
}
