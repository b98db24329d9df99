import { ArrowUp, Square } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand/react';
import type { MessageView, PlanView } from '../../shared/api/views.ts';
import { EMPTY_DRAFT } from '../stores/drafts.ts';
import { chat, connection, drafts, leaving, prediction, view } from '../stores/session.ts';
import { Button } from '../ui/button.tsx';
import { chipOfPlan } from '../ui/chip-facts.ts';
import { Notice } from '../ui/notice.tsx';
import { RouteChip } from '../ui/route-chip.tsx';
import { ModelPicker } from './model-picker.tsx';
import { Preview } from './preview.tsx';
import { TagPicker } from './tag-picker.tsx';

const HAS_FINE_POINTER = matchMedia('(pointer: fine)');

const NO_MESSAGES: readonly MessageView[] = [];

/** Where a message is typed, with where it would go. @param id the conversation's id, or `NEW` */
export function Composer({ id }: { id: string }) {
  const draft = useStore(drafts.store, (all) => all[id]) ?? EMPTY_DRAFT;
  const isRunning = useStore(chat.store, (threads) => threads[id]?.turn !== undefined);
  const messages = useStore(chat.store, (threads) => threads[id]?.messages) ?? NO_MESSAGES;
  const held = useMemo(() => [...new Set(messages.flatMap((message) => message.tags))], [messages]);
  const field = useRef<HTMLTextAreaElement>(null);
  const isBlank = draft.text.trim() === '';

  const toField = () => {
    // Not on touch screens: a keyboard would cover what was asked for.
    if (HAS_FINE_POINTER.matches) field.current?.focus();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever turns to another conversation wants to type there.
  useEffect(toField, [id]);
  useGrowth(field, draft.text);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void leaving.send(id);
  };

  return (
    <form
      aria-label="Composer"
      className="mx-auto w-full max-w-[40rem] px-4 pb-3 sm:px-6"
      onSubmit={(event) => {
        event.preventDefault();
        void leaving.send(id);
      }}
    >
      <div className="rounded-lg border border-edge bg-paper focus-within:border-device">
        <textarea
          ref={field}
          dir="auto"
          aria-label="Message"
          placeholder="Write a message"
          rows={1}
          value={draft.text}
          onChange={(event) => drafts.change(id, { text: event.target.value })}
          onKeyDown={onKeyDown}
          className="block max-h-[40vh] w-full resize-none overflow-y-auto bg-transparent px-4 pt-3 pb-1 outline-none field-sizing-content"
        />
        <div className="flex items-center gap-1 p-2">
          <ModelPicker model={draft.model} onPick={(model) => drafts.change(id, { model })} onClose={toField} />
          <TagPicker tags={draft.tags} held={held} onPick={(tags) => drafts.change(id, { tags })} onClose={toField} />
          <span className="flex-1" />
          {isRunning ? (
            <Button onClick={() => chat.stop(id)} aria-keyshortcuts="Escape">
              <Square aria-hidden size={12} fill="currentColor" />
              Stop
            </Button>
          ) : (
            <Button type="submit" look="primary" disabled={isBlank}>
              <ArrowUp aria-hidden size={15} />
              Send
            </Button>
          )}
        </div>
      </div>
      <Predicted id={id} isBlank={isBlank} />
      <Shown id={id} />
    </form>
  );
}

/** What would leave, over the window, when it is to be seen before it goes. */
function Shown({ id }: { id: string }) {
  const { shown, problem } = useStore(leaving.store);
  if (problem?.key === id) {
    return (
      <div role="alert" className="mt-2">
        <Notice action={<Button onClick={() => void leaving.send(id)}>Try again</Button>}>Not sent: {problem.sentence}</Notice>
      </div>
    );
  }
  if (shown?.key !== id) return null;
  return <Preview preview={shown.preview} onSend={leaving.go} onClose={leaving.close} />;
}

/** Whether there is something to see before it goes: it would leave, or only its ceiling keeps it from that. */
const mayLeave = ({ permitted: [best], refused }: PlanView) =>
  (best !== undefined && best.zone !== 'device') || refused.some(({ constraint }) => constraint === 'zone');

/** The chip before sending. Its row keeps its height, so that nothing moves while typing. */
function Predicted({ id, isBlank }: { id: string; isBlank: boolean }) {
  const draft = useStore(drafts.store, (all) => all[id]) ?? EMPTY_DRAFT;
  const models = useStore(connection.store, ({ state }) => state?.models);
  const isDown = useStore(connection.store, ({ phase }) => phase === 'down');
  const plan = useStore(prediction.store, (current) => current.plan);
  const isOpen = useStore(view.store, ({ subject }) => subject === 'prediction');

  // biome-ignore lint/correctness/useExhaustiveDependencies: other models, or a connection that is back, change the prediction.
  useEffect(() => {
    prediction.about(isBlank || isDown ? undefined : chat.prompt(id, draft.text));
  }, [id, draft, isBlank, isDown, models]);

  return (
    <div className="mt-2 flex h-7 items-center gap-2 text-small text-quiet">
      {plan === undefined || isBlank ? (
        <span className="hidden sm:inline">Enter sends, Shift+Enter starts a new line.</span>
      ) : (
        <>
          <RouteChip
            {...chipOfPlan(plan)}
            label="Prediction"
            id="route-prediction"
            isOpen={isOpen}
            onOpen={() => (isOpen ? view.closeExplanation() : view.explain('prediction'))}
          />
          <span className="hidden min-w-0 flex-1 truncate sm:inline" title={plan.sentence}>
            {plan.sentence}
          </span>
          {mayLeave(plan) ? (
            <Button look="bare" className="ms-auto shrink-0" onClick={() => void leaving.show(id)}>
              What would leave
            </Button>
          ) : null}
        </>
      )}
    </div>
  );
}

const GROWS_BY_ITSELF = CSS.supports('field-sizing', 'content');

/** Lets the field grow with its text where the browser does not do so by itself. */
function useGrowth(field: React.RefObject<HTMLTextAreaElement | null>, text: string) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text.
  useEffect(() => {
    const { current } = field;
    if (GROWS_BY_ITSELF || current === null) return;
    current.style.height = 'auto';
    current.style.height = `${current.scrollHeight}px`;
  }, [text]);
}
