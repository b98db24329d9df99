import { Check, Tag } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { ZONE_NAMES, type Zone } from '../../shared/privacy/zones.ts';
import { DEFAULT_POLICY } from '../../shared/routing/policy.ts';
import { ENTRY, MENU, TRIGGER } from '../ui/menu.ts';
import { ZoneMark } from '../ui/zone.tsx';

interface TagPickerProps {
  /** Chosen for the next message. */
  readonly tags: readonly string[];
  /** Set earlier in this conversation: they hold for all that carries it along. */
  readonly held: readonly string[];
  onPick(tags: readonly string[]): void;
}

const reach = (zone: Zone): string => (zone === 'device' ? 'Never leaves this device.' : `May go as far as ${ZONE_NAMES[zone]}.`);

/** How far a message may go. Each tag is a ceiling; the nearest one counts. */
export function TagPicker({ tags, held, onPick }: TagPickerProps) {
  const all = [...new Set([...held, ...tags])];
  const entries = Object.entries(DEFAULT_POLICY.tags);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={TRIGGER} aria-label={all.length === 0 ? 'Tag: none' : `Tag: ${all.join(', ')}`}>
        <Tag aria-hidden size={14} className="shrink-0" />
        <span className="max-w-32 truncate">{all.length === 0 ? 'Tag' : all.join(', ')}</span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          side="top"
          sideOffset={6}
          collisionPadding={8}
          className={`${MENU} w-[min(20rem,calc(100vw-2rem))]`}
        >
          {entries.map(([tag, zone]) => (
            <DropdownMenu.CheckboxItem
              key={tag}
              checked={all.includes(tag)}
              disabled={held.includes(tag)}
              onCheckedChange={(isOn) => onPick(isOn === true ? [...tags, tag] : tags.filter((other) => other !== tag))}
              // Several may be set in one go.
              onSelect={(event) => event.preventDefault()}
              textValue={tag}
              className={ENTRY}
            >
              <span className="flex w-4 shrink-0 justify-center pt-0.5">
                <DropdownMenu.ItemIndicator>
                  <Check aria-hidden size={15} className="text-device" />
                </DropdownMenu.ItemIndicator>
              </span>
              <span className="min-w-0 flex-1">
                <span className="flex items-center justify-between gap-2">
                  {tag}
                  <ZoneMark place={zone} isIconOnly />
                </span>
                <span className="block text-quiet">{held.includes(tag) ? 'Set earlier in this conversation.' : reach(zone)}</span>
              </span>
            </DropdownMenu.CheckboxItem>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
