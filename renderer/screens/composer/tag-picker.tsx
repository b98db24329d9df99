import { Tag } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { BUILT_IN_TAGS, type TagRule } from '../../../shared/privacy/tags.ts';
import { connection } from '../../stores/session.ts';
import { ENTRY } from '../../ui/menu.ts';
import { Choice, Picker } from '../../ui/picker.tsx';
import { ZoneMark } from '../../ui/zone.tsx';

interface TagPickerProps {
  /** Chosen for the next message. */
  readonly tags: readonly string[];
  /** Set earlier in this conversation: they hold for all that carries it along. */
  readonly held: readonly string[];
  onPick(tags: readonly string[]): void;
  /** See `Picker`. */
  onClose(): void;
}

function useReach() {
  const { t } = useTranslation('chat');
  const { t: words } = useTranslation('words');
  return ({ ceiling, masked }: TagRule): string => {
    const near = ceiling === 'device' ? t('tags.never') : t('tags.asFarAs', { zone: words(`zones.${ceiling}`) });
    return masked === undefined ? near : `${near} ${t('tags.masked', { zone: words(`zones.${masked}`) })}`;
  };
}

/** How far a message may go. Each tag is a ceiling; the nearest one counts. */
export function TagPicker({ tags, held, onPick, onClose }: TagPickerProps) {
  const { t } = useTranslation('chat');
  const reach = useReach();
  const rules = useStore(connection.store, ({ state }) => state?.policy.tags) ?? BUILT_IN_TAGS;
  const all = [...new Set([...held, ...tags])];
  const face = (
    <>
      <Tag aria-hidden size={14} className="shrink-0" />
      <span className="max-w-32 truncate">{all.length === 0 ? t('tags.tag') : all.join(', ')}</span>
    </>
  );
  return (
    <Picker name={all.length === 0 ? t('tags.none') : t('tags.chosen', { tags: all.join(', ') })} face={face} onClose={onClose}>
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
            detail={held.includes(tag) ? t('tags.held') : reach(rule)}
          />
        </DropdownMenu.CheckboxItem>
      ))}
    </Picker>
  );
}
