import { Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand/react';
import { models } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes, formatParameters } from '../../ui/format.ts';
import { FitBadge } from './fit-badge.tsx';

/** Shown before somebody asks for all. */
const FEW = 3;

/** Models worth having, what suits this computer first. */
export function Suggestions() {
  const catalog = useStore(models.store, ({ catalog: read }) => read);
  const [isAll, setAll] = useState(false);
  useEffect(() => void models.suggest(), []);
  if (catalog === undefined || catalog.models.length === 0) return null;
  const { best } = catalog;
  const chats = catalog.models.filter(({ kind }) => kind === 'chat');
  const shown = isAll ? catalog.models : chats.slice(0, FEW);
  return (
    <section aria-labelledby="models-suggested">
      <h2 id="models-suggested" className="text-small font-medium text-quiet">
        Suggested for this computer
      </h2>
      <ul className="mt-1 divide-y divide-line">
        {shown.map(({ id, name, maker, licence, goodAt, parameters, quantisation, verdict, ref, sentence }) => (
          <li key={id} className="flex items-start gap-2 py-3">
            <div className="min-w-0 flex-1">
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <span className="font-medium">{name}</span>
                <FitBadge verdict={verdict} />
                {id === best ? <span className="text-small text-device">Best here</span> : null}
              </div>
              <p className="text-small text-quiet tabular-nums">
                {maker} · {formatParameters(parameters)} parameters · {quantisation.name} ·{' '}
                {quantisation.estimated === true ? 'about ' : ''}
                {formatBytes(quantisation.bytes)} · {licence} · good at {goodAt.join(', ')}
              </p>
              {id === best ? <p className="text-small text-quiet">{sentence}</p> : null}
            </div>
            <Button onClick={() => models.download(ref)} aria-label={`Download ${name}`} disabled={verdict === 'wont-fit'}>
              <Download aria-hidden size={15} />
              <span className="max-[700px]:sr-only">Download</span>
            </Button>
          </li>
        ))}
      </ul>
      <Button look="bare" onClick={() => setAll(!isAll)} aria-expanded={isAll}>
        {isAll ? 'Show fewer' : `Show all ${catalog.models.length}`}
      </Button>
    </section>
  );
}
