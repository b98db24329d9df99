import { useTranslation } from 'react-i18next';
import type { Failure } from '../../api.ts';
import { errorText } from '../../said.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';

/** What could not be read or done, until it is put away. */
export function Fault({ error, onClose }: { error: Failure | undefined; onClose(): void }) {
  const { t } = useTranslation('shell');
  if (error === undefined) return null;
  return (
    <div role="alert">
      <Notice action={<Button onClick={onClose}>{t('close')}</Button>}>{errorText(error)}</Notice>
    </div>
  );
}
