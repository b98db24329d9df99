import { Check, TriangleAlert } from 'lucide-react';
import { heard } from '../../said.ts';
import type { Tested } from '../../stores/providers.ts';
import { formatDuration } from '../../ui/format.ts';

/** What a look at a provider showed, with the last characters of the key it was made with. */
export function CheckLine({ check: { ok, sentence, said, ms, key } }: { readonly check: Tested['checks'][number] }) {
  const Shape = ok ? Check : TriangleAlert;
  return (
    <p className="flex items-start gap-2 text-small">
      <Shape aria-hidden size={15} className={`mt-0.5 shrink-0 ${ok ? 'text-device' : 'text-refused'}`} />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {key === undefined ? '' : `…${key.lastFour}: `}
        {heard(sentence, said)}
        {ms > 0 ? ` (${formatDuration(ms)})` : ''}
      </span>
    </p>
  );
}
