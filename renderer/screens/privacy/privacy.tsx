import { useEffect } from 'react';
import { useStore } from 'zustand/react';
import { privacy } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { FindingTags } from './finding-tags.tsx';
import { MaskStyle } from './mask-style.tsx';
import { OwnTerms } from './own-terms.tsx';
import { Tags } from './tags.tsx';

/** The rules for what may leave this device. Every change is in force at once. */
export function Privacy() {
  const { policy, error } = useStore(privacy.store);
  useEffect(() => void privacy.load(), []);
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      aria-label="Privacy"
      className="min-h-0 flex-1 overflow-y-auto -outline-offset-2"
    >
      <div className="mx-auto flex max-w-[44rem] flex-col gap-10 px-4 py-6 sm:px-6">
        <p className="text-head text-balance max-[700px]:hidden" aria-hidden>
          Privacy
        </p>
        {error === undefined ? null : (
          <div role="alert">
            <Notice action={<Button onClick={privacy.dismissError}>Close</Button>}>{error.message}</Notice>
          </div>
        )}
        {policy === undefined ? null : (
          <>
            <Tags policy={policy} />
            <FindingTags policy={policy} />
            <OwnTerms policy={policy} />
            <MaskStyle policy={policy} />
          </>
        )}
      </div>
    </section>
  );
}
