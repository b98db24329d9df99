import { Tag } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useStore } from 'zustand/react';
import { BUILT_IN_TAGS, type TagRule } from '../../shared/privacy/tags.ts';
import { ZONE_NAMES } from '../../shared/privacy/zones.ts';
import { connection } from '../stores/session.ts';
import { ENTRY } from '../ui/menu.ts';
import { Choice, Picker } from '../ui/picker.tsx';
import { ZoneMark } from '../ui/zone.tsx';

interface TagPickerProps {
  /** Chosen for the next message. */
  readonly tags: readonly string[];
  /** Set earlier in this conversation: they hold for all that carries it along. */
  readonly held: readonly string[];
  onPick(tags: readonly string[]): void;
  /** See `Picker`. */
  onClose(): void;
}

function reach({ ceiling, masked }: TagRule): string {
  const further = masked === undefined ? '' : ` Masked, as far as ${ZONE_NAMES[masked]}.`;
  return `${ceiling === 'device' ? 'Never leaves this device.' : `May go as far as ${ZONE_NAMES[ceiling]}.`}${further}`;
}

/** How far a message may go. Each tag is a ceiling; the nearest one counts. */
export function TagPicker({ tags, held, onPick, onClose }: TagPickerProps) {
  const rules = useStore(connection.store, ({ state }) => state?.policy.tags) ?? BUILT_IN_TAGS;
  const all = [...new Set([...held, ...tags])];
  const face = (
    <>
      <Tag aria-hidden size={14} className="shrink-0" />
      <span className="max-w-32 truncate">{all.length === 0 ? 'Tag' : all.join(', ')}</span>
    </>
  );
  return (
    <Picker name={all.length === 0 ? 'Tag: none' : `Tag: ${all.join(', ')}`} face={face} onClose={onClose}>
      {Object.entries(rules).map(([tag, rule]) => (
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
          <Choice
            name={tag}
            mark={<ZoneMark place={rule.ceiling} isIconOnly />}
            detail={held.includes(tag) ? 'Set earlier in this conversation.' : reach(rule)}
          />
        </DropdownMenu.CheckboxItem>
      ))}
    </Picker>
  );
}
