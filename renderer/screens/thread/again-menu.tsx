import { RotateCw } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { TargetView } from '../../../shared/api/views.ts';
import { connection } from '../../stores/session.ts';
import { ENTRY, MENU } from '../../ui/menu.ts';
import { nearestFirst } from '../../ui/nearest-first.ts';
import { tellApart } from '../../ui/tell-apart.ts';
import { ZoneMark } from '../../ui/zone.tsx';

const canAnswer = ({ fault, abilities }: TargetView) => fault === undefined && abilities.includes('chat');

/** The best of those on this device: what is in memory, else the largest. */
function bestHere(models: readonly TargetView[]): TargetView | undefined {
  const here = models.filter((model) => model.zone === 'device' && canAnswer(model));
  return (
    here.find(({ loaded }) => loaded) ??
    here.reduce<TargetView | undefined>((a, b) => (a !== undefined && a.parameters >= b.parameters ? a : b), undefined)
  );
}

/** Asks for another answer in the place of one: as now, on this device, or by a model of choice. */
export function AgainMenu({ onAgain }: { onAgain(model?: string): void }) {
  const { t } = useTranslation('chat');
  const models = useStore(connection.store, ({ state }) => state?.models) ?? [];
  const here = bestHere(models);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        aria-label={t('again.name')}
        title={t('again.name')}
        className="inline-flex size-8 shrink-0 items-center justify-center rounded-lg text-quiet hover:bg-hover hover:text-ink data-[state=open]:bg-hover"
      >
        <RotateCw aria-hidden size={15} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="start" sideOffset={4} collisionPadding={8} className={`${MENU} w-[min(20rem,calc(100vw-2rem))]`}>
          <DropdownMenu.Item className={ENTRY} onSelect={() => onAgain()}>
            {t('again.asNow')}
          </DropdownMenu.Item>
          {here === undefined ? null : (
            <DropdownMenu.Item className={`${ENTRY} justify-between`} onSelect={() => onAgain(here.id)}>
              {t('again.here')}
            </DropdownMenu.Item>
          )}
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Label className="px-2 py-1 text-small text-quiet">{t('again.with')}</DropdownMenu.Label>
          {nearestFirst(models.filter(canAnswer)).map((model) => (
            <DropdownMenu.Item key={model.id} className={`${ENTRY} justify-between`} onSelect={() => onAgain(model.id)}>
              <span className="min-w-0 [overflow-wrap:anywhere]">{tellApart(model, models)}</span>
              <ZoneMark place={model.zone} isIconOnly />
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
