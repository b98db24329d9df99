import { X } from 'lucide-react';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { view } from '../stores/session.ts';
import { IconButton } from '../ui/button.tsx';
import { nameIn } from '../ui/chip-facts.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { ZoneMark } from '../ui/zone.tsx';
import { Expectations } from './explanation/expectations.tsx';
import { Happened } from './explanation/happened.tsx';
import { Part } from './explanation/part.tsx';
import { chipId } from './message.tsx';
import type { Explained } from './subject.ts';

/** Why an answer came from where it came from: one plain sentence, then the facts. */
export function Explanation({ subject }: { subject: Explained }) {
  const { plan, answer, isPrediction } = subject;
  const head = useFocusInAndBack();
  const { ceiling, permitted, refused, trace } = plan;
  return (
    <div className="flex h-full flex-col">
      <header className="flex items-center justify-between gap-2 py-2 ps-5 pe-2">
        <h2 ref={head} tabIndex={-1} className="font-semibold outline-none">
          Why this route
        </h2>
        <IconButton name="Close the explanation" onClick={view.closeExplanation}>
          <X aria-hidden size={18} />
        </IconButton>
      </header>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        aria-label="Details"
        className="flex min-h-0 flex-1 flex-col gap-6 overflow-y-auto px-5 pt-1 pb-6 -outline-offset-2"
      >
        <div className="flex flex-col gap-2">
          <p>{answer?.sentence ?? plan.sentence}</p>
          {isPrediction ? <p className="text-small text-quiet">A prediction. Lintel decides again when you send.</p> : null}
          {answer?.error === undefined ? null : <p className="text-small text-refused">{answer.error.message}</p>}
        </div>
        {answer === undefined ? null : <Happened plan={plan} answer={answer} />}
        <Part title="How far it may go">
          <div className="text-small">
            <ZoneMark place={ceiling.zone} />
          </div>
          <p className="mt-1 text-small text-quiet">
            {ceiling.because.length === 0 ? 'No tag and nothing in the text holds it back.' : `Because ${ceiling.because.join(', and ')}.`}
          </p>
        </Part>
        {trace.length === 0 ? null : (
          <Part title="Rules that held">
            <ul className="divide-y divide-line">
              {trace.map(({ ruleId, name, effect, failed }) => (
                <li key={ruleId} className="py-2 text-small [overflow-wrap:anywhere] first:pt-1">
                  <span className="font-medium">{name}</span>{' '}
                  <span className={failed === true ? 'text-refused' : 'text-quiet'}>{effect}</span>
                </li>
              ))}
            </ul>
          </Part>
        )}
        <Part title={permitted.length > 1 ? 'Permitted, best first' : 'Permitted'}>
          {permitted.length === 0 ? <p className="text-small">Nothing.</p> : <Expectations plan={plan} />}
        </Part>
        {refused.length === 0 ? null : (
          <Part title="Refused">
            <ul className="divide-y divide-line">
              {refused.map((target) => (
                <Candidate
                  key={target.targetId}
                  name={nameIn(plan, target)}
                  mark={<ZoneMark place={target.zone} />}
                  reason={target.reason}
                />
              ))}
            </ul>
          </Part>
        )}
        {isPrediction ? null : (
          <Part title="Request">
            <div className="flex items-center gap-1">
              <code className="min-w-0 font-mono text-small [overflow-wrap:anywhere]">{plan.requestId}</code>
              <CopyButton name="Copy the request id" text={plan.requestId} />
            </div>
            <p className="text-small text-quiet">Decided under version {plan.policyVersion} of your policy.</p>
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
