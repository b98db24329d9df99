import { FileText, Image, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView } from '../../../shared/api/chat-views.ts';
import type { Finding } from '../../../shared/privacy/finding.ts';
import { api } from '../../api.ts';
import { errorText } from '../../said.ts';
import { formatBytes } from '../../ui/format.ts';
import { WindowOver } from '../../ui/window-over.tsx';

interface AttachmentChipProps {
  readonly attachment: AttachmentView & { readonly findings?: readonly Pick<Finding, 'type'>[] };
  /** Absent: it stays. */
  onRemove?(): void;
}

/** Characters of a file that are shown; the model gets all. */
const SHOWN = 50_000;

/** A file beside a message. It can be looked into, as it goes to the model. */
export function AttachmentChip({ attachment: { id, name, kind, bytes, pages, findings = [] }, onRemove }: AttachmentChipProps) {
  const { t } = useTranslation('chat');
  const { t: words } = useTranslation('words');
  const [content, setContent] = useState<{ text?: string; picture?: string }>();
  const look = async () => {
    const outcome = await api.attachment(id);
    setContent(outcome.ok ? outcome.value : { text: errorText(outcome.error) });
  };
  const Shape = kind === 'image' ? Image : FileText;
  const found = [...new Set(findings.map(({ type }) => words(`findings.${type}`)))];
  return (
    <span className="inline-flex max-w-full items-center rounded-lg border border-line bg-paper text-small">
      <button
        type="button"
        onClick={() => void look()}
        className="inline-flex min-h-8 min-w-0 items-center gap-2 rounded-lg px-2 text-start hover:bg-hover"
      >
        <Shape aria-hidden size={15} className="shrink-0 text-quiet" />
        <bdi className="max-w-48 truncate">{name}</bdi>
        <span className="shrink-0 text-quiet tabular-nums">
          {pages === undefined ? formatBytes(bytes) : t('attachments.pages', { count: pages })}
        </span>
        {found.length === 0 ? null : (
          <span className="min-w-0 truncate text-cloud" title={found.join(', ')}>
            {t('attachments.holds', { what: found.join(', ') })}
          </span>
        )}
      </button>
      {onRemove === undefined ? null : (
        <button
          type="button"
          aria-label={t('attachments.remove', { name })}
          onClick={onRemove}
          className="flex size-8 shrink-0 items-center justify-center rounded-lg text-quiet hover:bg-hover hover:text-ink"
        >
          <X aria-hidden size={14} />
        </button>
      )}
      {content === undefined ? null : (
        <WindowOver name={name} isWide onClose={() => setContent(undefined)} foot={null}>
          {content.picture === undefined ? (
            <pre dir="auto" className="font-mono text-small whitespace-pre-wrap [overflow-wrap:anywhere]">
              {content.text?.slice(0, SHOWN)}
              {(content.text?.length ?? 0) > SHOWN ? `\n\n${t('attachments.cut')}` : ''}
            </pre>
          ) : (
            <img src={content.picture} alt={name} className="mx-auto max-w-full" />
          )}
        </WindowOver>
      )}
    </span>
  );
}
