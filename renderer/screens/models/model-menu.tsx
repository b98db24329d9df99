import { Ellipsis } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { Model } from '../../stores/models.ts';
import { benchmarks, models } from '../../stores/session.ts';
import { ENTRY, MENU } from '../../ui/menu.ts';

interface ModelMenuProps {
  readonly model: Model;
  /** It stays in memory until Lintel ends. */
  readonly isKept: boolean;
  /** It answers by itself, and does not only help another. */
  readonly isTarget: boolean;
  readonly opener: Ref<HTMLButtonElement>;
  onOpen(what: 'settings' | 'removal'): void;
}

/** What can be done with a model beside loading it. */
export function ModelMenu({ model, isKept, isTarget, opener, onOpen }: ModelMenuProps) {
  const { t } = useTranslation('models');
  const { name, source, kind, fault } = model;
  const canRun = isTarget && fault === undefined;
  const hasEntries = canRun || source !== 'box';
  if (!hasEntries) return null;
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        ref={opener}
        aria-label={t('moreFor', { name })}
        className="flex size-8 shrink-0 items-center justify-center rounded-lg text-quiet -outline-offset-2 hover:bg-hover hover:text-ink"
      >
        <Ellipsis aria-hidden size={16} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="end" sideOffset={2} collisionPadding={8} className={`${MENU} min-w-48`}>
          {canRun ? (
            <>
              <DropdownMenu.Item className={ENTRY} onSelect={() => onOpen('settings')}>
                {t('menu.settings')}
              </DropdownMenu.Item>
              {kind === 'chat' ? (
                <DropdownMenu.Item className={ENTRY} onSelect={() => void benchmarks.start(model)}>
                  {t('menu.benchmark')}
                </DropdownMenu.Item>
              ) : null}
              <DropdownMenu.Item className={ENTRY} onSelect={() => void (isKept ? models.letGo(model) : models.keep(model))}>
                {t(isKept ? 'menu.letGo' : 'menu.keep')}
              </DropdownMenu.Item>
            </>
          ) : null}
          {source === 'box' ? null : (
            <DropdownMenu.Item className={`${ENTRY} text-refused`} onSelect={() => onOpen('removal')}>
              {t('menu.delete')}
            </DropdownMenu.Item>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
