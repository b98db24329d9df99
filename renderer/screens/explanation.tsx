import { X } from 'lucide-react';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { allHeard, errorText, heard } from '../said.ts';
import { view } from '../stores/session.ts';
import { IconButton } from '../ui/button.tsx';
import { nameIn } from '../ui/chip-facts.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { ZoneMark } from '../ui/zone.tsx';
import { Departed } from './explanation/departed.tsx';
import { Expectations } from './explanation/expectations.tsx';
import { Happened } from './explanation/happened.tsx';
import { Part } from './explanation/part.tsx';
import type { Explained } from './subject.ts';
import { chipId } from './thread/chip-id.ts';

/** Why an answer came from where it came from: one plain sentence, then the facts. */
export function Explanation({ subject }: { subject: Explained }) {
  const { t } = useTranslation('explain');
  const { plan, answer, isPrediction, conversationId, messages = [] } = subject;
  const head = useFocusInAndBack();
  const { ceiling, permitted, refused, trace } = plan;
  return (
    <div className="flex h-full flex-col">
      <header className="flex items-center justify-between gap-2 border-b border-line py-2 ps-5 pe-2">
        <h2 ref={head} tabIndex={-1} className="font-semibold outline-none">
          {t('title')}
        </h2>
        <IconButton name={t('close')} onClick={view.closeExplanation}>
          <X aria-hidden size={18} />
        </IconButton>
      </header>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        aria-label={t('details')}
        className="flex min-h-0 flex-1 flex-col gap-6 overflow-y-auto px-5 pt-4 pb-6 -outline-offset-2"
      >
        <div className="flex flex-col gap-2">
          <p>{heard(answer?.sentence ?? plan.sentence, answer?.sentence === undefined ? plan.said : answer.said)}</p>
          {isPrediction ? <p className="text-small text-quiet">{t('isPrediction')}</p> : null}
          {answer?.error === undefined ? null : <p className="text-small text-refused">{errorText(answer.error)}</p>}
        </div>
        {answer === undefined ? null : <Happened plan={plan} answer={answer} />}
        {answer === undefined || conversationId === undefined ? null : (
          <Departed key={plan.requestId} conversationId={conversationId} answer={answer} messages={messages} />
        )}
        <Part title={t('ceiling.title')}>
          <div className="text-small">
            <ZoneMark place={ceiling.zone} />
          </div>
          <p className="mt-1 text-small text-quiet">
            {ceiling.because.length === 0
              ? t('ceiling.free')
              : t('ceiling.because', { reasons: allHeard(ceiling.because, ceiling.said).join(t('and')) })}
          </p>
        </Part>
        {trace.length === 0 ? null : (
          <Part title={t('rules')}>
            <ul className="divide-y divide-line">
              {trace.map(({ ruleId, name, effect, said, failed }) => (
                <li key={ruleId} className="py-2 text-small [overflow-wrap:anywhere] first:pt-1">
                  <span className="font-medium">{name}</span>{' '}
                  <span className={failed === true ? 'text-refused' : 'text-quiet'}>{heard(effect, said)}</span>
                </li>
              ))}
            </ul>
          </Part>
        )}
        <Part title={t(permitted.length > 1 ? 'permitted.best' : 'permitted.title')}>
          {permitted.length === 0 ? <p className="text-small">{t('permitted.none')}</p> : <Expectations plan={plan} />}
        </Part>
        {refused.length === 0 ? null : (
          <Part title={t('refused')}>
            <ul className="divide-y divide-line">
              {refused.map((target) => (
                <Candidate
                  key={target.targetId}
                  name={nameIn(plan, target)}
                  mark={<ZoneMark place={target.zone} />}
                  reason={heard(target.reason, target.said)}
                />
              ))}
            </ul>
          </Part>
        )}
        {isPrediction ? null : (
          <Part title={t('request.title')}>
            <div className="flex items-center gap-1">
              <code className="min-w-0 font-mono text-small [overflow-wrap:anywhere]">{plan.requestId}</code>
              <CopyButton name={t('request.copy')} text={plan.requestId} />
            </div>
            <p className="text-small text-quiet">{t('request.version', { version: plan.policyVersion })}</p>
          </Part>
        )}
      </section>
    </div>
  );
}

function Candidate({ name, mark, reason }: { name: string; mark: ReactNode; reason?: string }) {
  return (
    <li className="py-2 text-small first:pt-1">
      <div className="flex items-start justify-between gap-3">
        <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{name}</span>
        {mark}
      </div>
      {reason === undefined ? null : <p className="mt-0.5 text-quiet">{reason}</p>}
    </li>
  );
}

/** Takes the focus when the panel opens, and gives it back to the chip that opened it. */
function useFocusInAndBack() {
  const head = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    const { subject } = view.store.getState();
    if (subject === undefined) return;
    head.current?.focus();
    const panel = head.current?.closest('aside, [role=dialog]');
    return () => {
      const hadFocus = panel?.contains(document.activeElement) === true || document.activeElement === document.body;
      if (!hadFocus) return;
      const opener = document.getElementById(subject === 'prediction' ? 'route-prediction' : chipId(subject.messageId));
      // A dialog lets go of the focus only after it has closed; beside an aside no key should go astray meanwhile.
      if (panel?.getAttribute('role') === 'dialog') setTimeout(() => opener?.focus(), 0);
      else opener?.focus();
    };
  }, []);
  return head;
}
