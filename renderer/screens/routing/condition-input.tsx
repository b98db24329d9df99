import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { connection } from '../../stores/session.ts';

interface ConditionInputProps {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly isWrong: boolean;
  /** The policy's tags. */
  readonly tags: readonly string[];
  onChange(text: string): void;
}

const EXAMPLE = '"work" in tags && hardware.cpu > 0.8';

/** Where a condition is written: a plain field until the editor is there, which knows the language's words. */
export function ConditionInput({ id, label, text, isWrong, tags, onChange }: ConditionInputProps) {
  const box = useRef<HTMLDivElement>(null);
  const plain = useRef<HTMLTextAreaElement>(null);
  const latest = useRef({ text, tags, onChange });
  latest.current = { text, tags, onChange };
  const [isThere, setThere] = useState(false);
  useEffect(() => {
    let close: (() => void) | undefined;
    let isGone = false;
    void import('./condition-editor.ts').then(({ openEditor }) => {
      if (isGone || box.current === null) return;
      const hadFocus = document.activeElement === plain.current;
      const editor = openEditor(box.current, {
        text: latest.current.text,
        label,
        example: EXAMPLE,
        onChange: (next) => latest.current.onChange(next),
        known: () => ({ tags: latest.current.tags, targets: (connection.store.getState().state?.models ?? []).map((model) => model.id) }),
      });
      close = editor.close;
      // In the same moment: what is typed into the plain field now would be lost.
      flushSync(() => setThere(true));
      if (hadFocus) editor.focus();
    });
    return () => {
      isGone = true;
      close?.();
    };
  }, [label]);
  return (
    <>
      {isThere ? null : (
        <textarea
          ref={plain}
          id={id}
          aria-label={label}
          value={text}
          rows={2}
          maxLength={2000}
          spellCheck={false}
          aria-invalid={isWrong}
          aria-describedby={`${id}-problem`}
          onChange={({ target }) => onChange(target.value)}
          placeholder={EXAMPLE}
          className="w-full min-w-0 rounded-lg border border-edge bg-paper px-3 py-2 font-mono text-small -outline-offset-1"
        />
      )}
      <div ref={box} />
    </>
  );
}
