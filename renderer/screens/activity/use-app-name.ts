import { useTranslation } from 'react-i18next';

/** What a person calls an app: the window itself has no name of its own. */
export function useAppName(): (app: string, name?: string) => string {
  const { t } = useTranslation('activity');
  return (app, name) => (app === 'window' ? t('thisWindow') : (name ?? app));
}
