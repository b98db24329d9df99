import { Fragment, type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { Finding } from '../../../shared/privacy/finding.ts';
import type { Draft } from '../../stores/drafts.ts';
import { standing } from '../../stores/findings.ts';
import { chat, drafts, findings, leaving } from '../../stores/session.ts';

interface TextFieldProps {
  readonly id: string;
  readonly text: string;
  readonly cleared: Draft['cleared'];
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

/** Both layers have the same measures, so that every line breaks at the same place. */
const MEASURES = 'px-4 pt-3 pb-1 whitespace-pre-wrap [overflow-wrap:break-word] [scrollbar-gutter:stable]';

/** Longer texts are not underlined while they are typed: laying them out twice would be felt. */
const LONGEST_UNDERLINED = 20_000;

/** The message as it is typed, with what was found in it underlined. */
export function TextField({ id, text, cleared, field }: TextFieldProps) {
  const { t } = useTranslation('chat');
  const found = useStore(findings.store);
  const layer = useRef<HTMLDivElement>(null);
  const asked = useHistory(id);
  useGrowth(field, text);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      const { attachments } = drafts.read(id);
      if (text.trim() !== '' || attachments.length > 0) void leaving.send(id);
    }
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    const other = asked.step(text, event.key === 'ArrowUp' ? -1 : 1);
    if (other === undefined) return;
    event.preventDefault();
    drafts.change(id, { text: other });
  };
  const marks = text.length > LONGEST_UNDERLINED ? [] : standing(found, text).filter((finding) => !isCleared(finding, text, cleared));

  return (
    <div className="relative">
      {marks.length === 0 ? null : (
        <div
          ref={layer}
          aria-hidden
          dir="auto"
          className={`pointer-events-none absolute inset-0 max-h-[40vh] overflow-hidden text-transparent ${MEASURES}`}
        >
          <Underlined text={text} marks={marks} />
        </div>
      )}
      <textarea
        ref={field}
        dir="auto"
        aria-label={t('composer.message')}
        placeholder={t('composer.placeholder')}
        rows={1}
        value={text}
        onChange={(event) => drafts.change(id, { text: event.target.value })}
        onKeyDown={onKeyDown}
        onScroll={({ currentTarget }) => {
          if (layer.current !== null) layer.current.scrollTop = currentTarget.scrollTop;
        }}
        className={`relative block max-h-[40vh] w-full resize-none overflow-y-auto bg-transparent outline-none field-sizing-content ${MEASURES}`}
      />
    </div>
  );
}

/** Whether the person said that this is not sensitive here. */
export const isCleared = ({ type, start, end }: Finding, text: string, cleared: Draft['cleared']): boolean =>
  cleared.some((one) => one.type === type && one.text === text.slice(start, end));

function Underlined({ text, marks }: { text: string; marks: readonly Finding[] }) {
  let end = 0;
  return (
    <>
      {marks.map((mark) => {
        const before = text.slice(end, mark.start);
        end = mark.end;
        return (
          <Fragment key={mark.start}>
            {before}
            <span className="underline decoration-cloud decoration-wavy decoration-1 underline-offset-4">
              {text.slice(mark.start, mark.end)}
            </span>
          </Fragment>
        );
      })}
      {text.slice(end)}
    </>
  );
}

/** What was asked in this conversation, to be had again by the arrow keys in a field that holds nothing else. */
function useHistory(id: string) {
  const at = useRef<number>(undefined);
  return {
    step(text: string, by: -1 | 1): string | undefined {
      const asked = (chat.store.getState()[id]?.messages ?? []).filter(({ role }) => role === 'user').map((message) => message.text);
      const isBrowsing = at.current !== undefined && asked[at.current] === text;
      if (!isBrowsing && (text !== '' || by === 1)) return undefined;
      const next = isBrowsing ? (at.current ?? 0) + by : asked.length - 1;
      if (next < 0 || asked.length === 0) return undefined;
      at.current = next >= asked.length ? undefined : next;
      return asked[next] ?? '';
    },
  };
}

const GROWS_BY_ITSELF = CSS.supports('field-sizing', 'content');

/** Lets the field grow with its text where the browser does not do so by itself. */
function useGrowth(field: RefObject<HTMLTextAreaElement | null>, text: string) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text.
  useEffect(() => {
    const { current } = field;
    if (GROWS_BY_ITSELF || current === null) return;
    current.style.height = 'auto';
    current.style.height = `${current.scrollHeight}px`;
  }, [text]);
}
