import { Download, ShieldCheck, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand/react';
import { EGRESS_EXPORT_PATH } from '../../../shared/api/calls.ts';
import { egress } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Notice } from '../../ui/notice.tsx';
import { DepartureRow } from './departure-row.tsx';

/** What left this computer, or wanted to: to whom, how much, masked or not, and whether the record is whole. */
export function Left() {
  const { entries, more, loaded, verdict, error } = useStore(egress.store);
  const [isClearing, setClearing] = useState(false);
  useEffect(() => egress.watch(), []);
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      aria-label="What left"
      className="min-h-0 flex-1 overflow-y-auto -outline-offset-2"
    >
      <div className="mx-auto flex max-w-[44rem] flex-col gap-6 px-4 py-6 sm:px-6">
        <p className="text-head text-balance max-[700px]:hidden" aria-hidden>
          What left
        </p>
        {error === undefined ? null : (
          <div role="alert">
            <Notice action={<Button onClick={egress.dismissError}>Close</Button>}>{error.message}</Notice>
          </div>
        )}
        <p className="max-w-[60ch] text-small text-quiet">
          Every connection beyond this computer is put down here before its first byte. A chain of hashes shows whether a row was removed or
          changed.
        </p>
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => void egress.verify()} disabled={entries.length === 0}>
            <ShieldCheck aria-hidden size={15} />
            Check the record
          </Button>
          <Export format="csv" />
          <Export format="json" />
          <Button look="bare" onClick={() => setClearing(true)} disabled={entries.length === 0}>
            <Trash2 aria-hidden size={15} />
            Delete kept texts
          </Button>
        </div>
        {verdict === undefined ? null : (
          <p role="status" className={`[overflow-wrap:anywhere] ${verdict.intact ? 'text-device' : 'text-refused'}`}>
            {verdict.sentence}
          </p>
        )}
        {loaded && entries.length === 0 ? <p>Nothing has left this computer.</p> : null}
        <ul className="divide-y divide-line">
          {entries.map((entry) => (
            <DepartureRow key={entry.seq} entry={entry} />
          ))}
        </ul>
        {more ? (
          <Button className="self-center" onClick={() => void egress.older()}>
            Show older
          </Button>
        ) : null}
      </div>
      {isClearing ? (
        <Confirm
          question="Delete the kept texts?"
          detail="The rows stay, with their hashes, and the chain holds. The texts cannot be brought back."
          action="Delete"
          onAnswer={(isYes) => {
            setClearing(false);
            if (isYes) void egress.clearTexts();
          }}
        />
      ) : null}
    </section>
  );
}

/** The whole record as a file. */
function Export({ format }: { format: 'csv' | 'json' }) {
  return (
    <a
      href={`/ui${EGRESS_EXPORT_PATH}?format=${format}`}
      download={`lintel-what-left.${format}`}
      className="inline-flex min-h-8 items-center justify-center gap-2 rounded-lg border border-line bg-paper px-3 py-1 text-small font-medium hover:bg-hover"
    >
      <Download aria-hidden size={15} />
      {format.toUpperCase()}
    </a>
  );
}
