import { Ellipsis } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand/react';
import type { Model } from '../../stores/models.ts';
import { connection, models } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes, formatCount, formatDuration, formatParameters } from '../../ui/format.ts';
import { ENTRY, MENU } from '../../ui/menu.ts';
import { FitBadge } from './fit-badge.tsx';
import { RemoveModel } from './remove-model.tsx';

const KEEPERS: Record<Model['source'], string> = {
  box: 'comes with Lintel',
  lintel: 'in Lintel’s folder',
  folder: 'in your folder',
  'lm-studio': 'kept by LM Studio',
  jan: 'kept by Jan',
  'hugging-face': 'in Hugging Face’s cache',
  ollama: 'kept by Ollama',
};
const KINDS: Partial<Record<Model['kind'], string>> = {
  embedding: 'makes vectors',
  rerank: 'ranks documents',
  projector: 'helps another model see',
  adapter: 'changes another model',
};

/** One model: what it is, whether it fits here, where it is now, and what can be done with it. */
export function ModelRow({ model }: { model: Model }) {
  const { id, name, source, kind, bytes, quantisation, parameters, contextLength, fault } = model;
  const residence = useStore(connection.store, ({ state }) => state?.models.find((each) => each.id === id)?.residence);
  const fit = useStore(models.store, ({ fits }) => fits[id]);
  const isBusy = useStore(models.store, ({ busy }) => busy.includes(id));
  const [isDoomed, setDoomed] = useState(false);
  const isUsable = fault === undefined;
  useEffect(() => {
    if (isUsable) void models.fit(id);
  }, [id, isUsable]);
  const phase = residence?.phase ?? 'unloaded';
  const facts = [
    parameters > 0 ? `${formatParameters(parameters)} parameters` : undefined,
    quantisation,
    formatBytes(bytes),
    contextLength > 0 ? `${formatCount(contextLength)} tokens of context` : undefined,
    KINDS[kind],
    KEEPERS[source],
  ];
  return (
    <li className="flex flex-col gap-1 py-3">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{name}</span>
            {fit === undefined ? null : <FitBadge verdict={fit.verdict} />}
          </div>
          <p className="text-small text-quiet tabular-nums [overflow-wrap:anywhere]">
            {facts.filter((fact) => fact !== undefined).join(' · ')}
          </p>
        </div>
        {phase === 'loaded' ? (
          <Button disabled={isBusy} onClick={() => models.unload(model)} aria-label={`Unload ${name}`}>
            Unload
          </Button>
        ) : phase === 'unloaded' && isUsable ? (
          <Button disabled={isBusy} onClick={() => models.load(model)} aria-label={`Load ${name}`}>
            {isBusy ? 'Loading…' : 'Load'}
          </Button>
        ) : null}
        {source === 'box' ? null : (
          <DropdownMenu.Root modal={false}>
            <DropdownMenu.Trigger
              aria-label={`More for ${name}`}
              className="flex size-8 shrink-0 items-center justify-center rounded-lg text-quiet -outline-offset-2 hover:bg-hover hover:text-ink"
            >
              <Ellipsis aria-hidden size={16} />
            </DropdownMenu.Trigger>
            <DropdownMenu.Portal>
              <DropdownMenu.Content align="end" sideOffset={2} collisionPadding={8} className={`${MENU} min-w-36`}>
                <DropdownMenu.Item className={`${ENTRY} text-refused`} onSelect={() => setDoomed(true)}>
                  Delete…
                </DropdownMenu.Item>
              </DropdownMenu.Content>
            </DropdownMenu.Portal>
          </DropdownMenu.Root>
        )}
      </div>
      {phase === 'loaded' || phase === 'loading' ? (
        <p className="text-small tabular-nums">
          {phase === 'loading' ? 'Loading' : 'In memory'}
          {residence?.bytes === undefined ? '' : `, ${formatBytes(residence.bytes)}`}
          {residence?.unloadsInMs === undefined ? '' : `, unloads in ${formatDuration(residence.unloadsInMs)}`}
        </p>
      ) : null}
      {fit === undefined || phase === 'loaded' ? null : <p className="text-small text-quiet">{fit.sentence}</p>}
      {phase === 'quarantined' ? (
        <div className="flex flex-wrap items-center gap-3">
          <p className="min-w-0 flex-1 text-small text-refused">{residence?.reason}</p>
          <Button disabled={isBusy} onClick={() => models.release(model)} aria-label={`Try ${name} again`}>
            Try again
          </Button>
        </div>
      ) : null}
      {fault === undefined ? null : <p className="text-small text-refused">Cannot be used: {fault}</p>}
      {isDoomed ? <RemoveModel model={model} onClose={() => setDoomed(false)} /> : null}
    </li>
  );
}
