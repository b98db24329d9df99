import { useTranslation } from 'react-i18next';
import { heard } from '../../said.ts';
import type { CreatedKey } from '../../stores/apps.ts';
import { view } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Notice } from '../../ui/notice.tsx';

/** A key that was just made: the one time that it is shown. */
export function ShownOnce({ created, onClose }: { readonly created: CreatedKey; onClose(): void }) {
  const { t } = useTranslation('apps');
  return (
    <section aria-label={t('once.title', { name: created.name })} className="flex flex-col gap-3 rounded-lg border border-device p-4">
      <p className="font-semibold [overflow-wrap:anywhere]">{t('once.title', { name: created.name })}</p>
      <div dir="ltr" className="flex items-center gap-1 rounded-lg border border-line bg-wall py-1 ps-3 pe-1">
        <code className="min-w-0 flex-1 font-mono text-small [overflow-wrap:anywhere]">{created.key}</code>
        <CopyButton name={t('once.copy')} text={created.key} />
      </div>
      <p className="text-small text-quiet">{t('once.detail')}</p>
      {created.notice === undefined ? null : <Notice>{heard(created.notice, created.said)}</Notice>}
      <div className="flex flex-wrap gap-2">
        <Button look="primary" onClick={onClose}>
          {t('once.done')}
        </Button>
        <Button onClick={() => view.open('apps', 'setup')}>{t('port.setUp')}</Button>
      </div>
    </section>
  );
}
