import { useTranslation } from 'react-i18next';
import { view } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';

/** Others that may answer, where the person wants any. */
export function ProviderStep() {
  const { t } = useTranslation('welcome');
  return (
    <div className="flex flex-col items-start gap-3">
      <p>{t('provider.intro')}</p>
      <Button onClick={() => view.open('models', 'providers')}>{t('provider.add')}</Button>
    </div>
  );
}
