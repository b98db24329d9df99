import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/button.tsx';

interface VersionsProps {
  readonly id: string;
  /** Oldest first, itself included; absent: it is the only one. */
  readonly versions: readonly string[] | undefined;
  readonly canChange: boolean;
  onShow(messageId: string): void;
}

/** Which of several messages in one place is on show, and the way to the others: ‹ 2/3 ›. */
export function Versions({ id, versions, canChange, onShow }: VersionsProps) {
  const { t } = useTranslation('chat');
  if (versions === undefined) return null;
  const at = versions.indexOf(id);
  const step = (by: -1 | 1) => {
    const other = versions[at + by];
    if (other !== undefined) onShow(other);
  };
  return (
    <fieldset aria-label={t('versions.name')} className="flex items-center text-small text-quiet tabular-nums">
      <IconButton name={t('versions.earlier')} disabled={at <= 0 || !canChange} onClick={() => step(-1)} className="disabled:opacity-40">
        <ChevronLeft aria-hidden size={15} className="rtl:rotate-180" />
      </IconButton>
      <span>{t('versions.place', { number: at + 1, count: versions.length })}</span>
      <IconButton
        name={t('versions.later')}
        disabled={at >= versions.length - 1 || !canChange}
        onClick={() => step(1)}
        className="disabled:opacity-40"
      >
        <ChevronRight aria-hidden size={15} className="rtl:rotate-180" />
      </IconButton>
    </fieldset>
  );
}
