import { useTranslation } from 'react-i18next';
import { SCOPES } from '../../../shared/money/cap.ts';

/** How the scope of a cap reads: `tag:work` as “Tag work”. */
export function useScope(): (over: string) => string {
  const { t } = useTranslation('activity');
  return (over) => {
    const [, kind, name] = /^([a-z]+):(.+)$/s.exec(over) ?? [];
    const known = SCOPES.find((scope) => scope === kind);
    if (known === undefined || name === undefined) return over === 'total' ? t('scopes.total') : over;
    return `${t(`scopes.${known}`)} ${name}`;
  };
}
