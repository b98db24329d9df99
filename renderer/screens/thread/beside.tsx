import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageView } from '../../../shared/api/views.ts';

/** What came with an answer beside its text, folded: what the model thought first, and the tools it asked for. */
export function Beside({ message: { reasoning = '', calls = [], text, status } }: { message: MessageView }) {
  const { t } = useTranslation('chat');
  const isThinking = status === 'streaming' && text === '';
  return (
    <>
      {reasoning.trim() === '' ? null : (
        <Folded title={t(isThinking ? 'beside.thinking' : 'beside.thought')}>
          <div dir="auto" className="whitespace-pre-wrap text-quiet [overflow-wrap:anywhere] [unicode-bidi:plaintext]">
            {reasoning.trim()}
          </div>
        </Folded>
      )}
      {calls.map((call, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: calls are only ever added at the end.
        <Folded key={index} title={t('beside.call', { name: call.name })}>
          <p className="text-quiet">{t('beside.callNotRun')}</p>
          <pre dir="ltr" className="mt-1 font-mono text-small whitespace-pre-wrap [overflow-wrap:anywhere]">
            {call.arguments}
          </pre>
        </Folded>
      ))}
    </>
  );
}

function Folded({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="group/fold rounded-lg border border-line text-small">
      <summary className="flex cursor-pointer list-none items-center gap-1.5 rounded-lg px-3 py-1.5 text-quiet hover:bg-hover">
        <ChevronRight aria-hidden size={14} className="shrink-0 transition-transform group-open/fold:rotate-90 rtl:rotate-180" />
        <span className="min-w-0 truncate">{title}</span>
      </summary>
      <div className="border-t border-line px-3 py-2">{children}</div>
    </details>
  );
}
