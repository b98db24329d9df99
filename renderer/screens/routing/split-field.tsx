import { useState } from 'react';
import type { Share } from '../../../shared/routing/rules/rule.ts';
import { FIELD } from '../../ui/field.ts';
import { Field } from './field.tsx';
import { sharesIn } from './shares.ts';

interface SplitFieldProps {
  readonly shares: readonly Share[] | undefined;
  onChange(shares: readonly Share[] | undefined): void;
}

/** Models to choose among at random, with their weights: `home 70, gpt* 30`. */
export function SplitField({ shares = [], onChange }: SplitFieldProps) {
  const [typed, setTyped] = useState(shares.map(({ target, weight }) => `${target} ${weight}`).join(', '));
  const isHalf = typed.trim() !== '' && sharesIn(typed) === undefined;
  return (
    <div>
      <Field name="Share them out at random, always the same within a conversation">
        <input
          value={typed}
          aria-invalid={isHalf}
          onChange={({ target }) => {
            setTyped(target.value);
            onChange(sharesIn(target.value));
          }}
          placeholder="Model and weight, such as qwen* 70, gpt* 30"
          autoComplete="off"
          spellCheck={false}
          className={`${FIELD} w-full`}
        />
      </Field>
      {isHalf ? <p className="mt-1 text-small text-refused">Name at least two models, each with a weight: qwen* 70, gpt* 30</p> : null}
    </div>
  );
}
