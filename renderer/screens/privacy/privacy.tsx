import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { errorText } from '../../said.ts';
import { privacy } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { FindingTags } from './finding-tags.tsx';
import { MaskStyle } from './mask-style.tsx';
import { OwnTerms } from './own-terms.tsx';
import { Tags } from './tags.tsx';

/** The rules for what may leave this device. Every change is in force at once. */
export function Privacy() {
  const { t } = useTranslation('pages');
  const { t: shell } = useTranslation('shell');
  const { policy, error } = useStore(privacy.store);
  useEffect(() => void privacy.load(), []);
  return (
    <PageFrame title={t('privacy')}>
      <div className="flex flex-col gap-10">
        {error === undefined ? null : (
          <div role="alert">
            <Notice action={<Button onClick={privacy.dismissError}>{shell('close')}</Button>}>{errorText(error)}</Notice>
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
    </PageFrame>
  );
}
