import { ChevronDown, ShieldAlert } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { Finding } from '../../../shared/privacy/finding.ts';
import { nameOf } from '../../../shared/privacy/mask/placeholder.ts';
import type { Draft } from '../../stores/drafts.ts';
import { standing } from '../../stores/findings.ts';
import { drafts, findings } from '../../stores/session.ts';
import { ENTRY, MENU } from '../../ui/menu.ts';
import { isCleared } from './text-field.tsx';

/** More are counted, not shown: whoever pastes a table does not go through it one by one. */
const MOST_SHOWN = 6;

const KEEPS_HERE = 'private';

interface FindingsStripProps {
  readonly id: string;
  readonly draft: Draft;
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

/** What was found in the text that is being typed, each with what can be done about it. */
export function FindingsStrip({ id, draft, field }: FindingsStripProps) {
  const { t } = useTranslation('chat');
  const found = useStore(findings.store);
  const { text, cleared, tags } = draft;
  const open = standing(found, text).filter((finding) => !isCleared(finding, text, cleared));
  if (open.length === 0 && cleared.length === 0) return null;

  const replace = ({ start, end, type }: Finding) => {
    const { current } = field;
    const name = `[${nameOf(type)}]`;
    current?.focus();
    current?.setSelectionRange(start, end);
    // As if it was typed, so that Ctrl+Z takes it back.
    if (!document.execCommand('insertText', false, name)) drafts.change(id, { text: text.slice(0, start) + name + text.slice(end) });
  };
  const spare = ({ type, start, end }: Finding) => drafts.change(id, { cleared: [...cleared, { type, text: text.slice(start, end) }] });

  return (
    <div className="flex flex-wrap items-center gap-1 px-2 pt-1 text-small">
      <ShieldAlert aria-hidden size={14} className="ms-2 shrink-0 text-cloud" />
      <ul aria-label={t('findings.name')} className="contents">
        {open.slice(0, MOST_SHOWN).map((finding) => (
          <li key={finding.start} className="min-w-0">
            <FoundMenu
              finding={finding}
              value={text.slice(finding.start, finding.end)}
              isOneOfMany={open.some((other) => other !== finding && other.type === finding.type)}
              isKeptHere={tags.includes(KEEPS_HERE)}
              onMask={() => replace(finding)}
              onKeep={() => drafts.change(id, { tags: [...new Set([...tags, KEEPS_HERE])] })}
              onSpare={() => spare(finding)}
            />
          </li>
        ))}
      </ul>
      {open.length > MOST_SHOWN ? <span className="px-1 text-quiet">{t('findings.more', { count: open.length - MOST_SHOWN })}</span> : null}
      {cleared.length === 0 ? null : (
        <button
          type="button"
          className="min-h-7 rounded-lg px-2 text-quiet underline underline-offset-2 hover:text-ink"
          onClick={() => drafts.change(id, { cleared: [] })}
        >
          {t('findings.spared', { count: cleared.length })}
        </button>
      )}
    </div>
  );
}

interface FoundMenuProps {
  readonly finding: Finding;
  readonly value: string;
  /** Others of its kind were found, too, so that the kind alone does not say which. */
  readonly isOneOfMany: boolean;
  readonly isKeptHere: boolean;
  onMask(): void;
  onKeep(): void;
  onSpare(): void;
}

function FoundMenu({ finding: { type }, value, isOneOfMany, isKeptHere, onMask, onKeep, onSpare }: FoundMenuProps) {
  const { t } = useTranslation('chat');
  const { t: words } = useTranslation('words');
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        title={value}
        className="inline-flex min-h-7 max-w-full items-center gap-1 rounded-lg px-2 text-quiet hover:bg-hover hover:text-ink data-[state=open]:bg-hover"
      >
        <span className="shrink-0">{words(`findings.${type}`)}</span>
        {isOneOfMany ? <bdi className="max-w-28 truncate text-ink">{value}</bdi> : null}
        <ChevronDown aria-hidden size={13} className="shrink-0" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          side="top"
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={(event) => event.preventDefault()}
          className={`${MENU} w-[min(20rem,calc(100vw-2rem))]`}
        >
          <Entry name={t('findings.mask')} detail={t('findings.maskDetail', { name: `[${nameOf(type)}]` })} onSelect={onMask} />
          <Entry name={t('findings.keep')} detail={t('findings.keepDetail')} isDisabled={isKeptHere} onSelect={onKeep} />
          <Entry name={t('findings.spare')} detail={t('findings.spareDetail')} onSelect={onSpare} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Entry({ name, detail, isDisabled = false, onSelect }: { name: string; detail: string; isDisabled?: boolean; onSelect(): void }) {
  return (
    <DropdownMenu.Item className={`${ENTRY} flex-col gap-0!`} disabled={isDisabled} textValue={name} onSelect={onSelect}>
      <span>{name}</span>
      <span className="text-quiet">{detail}</span>
    </DropdownMenu.Item>
  );
}
