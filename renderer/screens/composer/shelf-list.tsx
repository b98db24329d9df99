import { Check, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useShelfProblem } from '../use-shelf-problem.ts';

interface ShelfListProps<Kept> {
  readonly kept: readonly Kept[];
  /** Stands where nothing is kept. */
  readonly none: string;
  /** Whether one is in use. Absent: they are used once. */
  isInUse?(one: Kept): boolean;
  detailOf(one: Kept): string;
  onUse(one: Kept): void;
  onEdit(one: Kept): void;
  onRemove(one: Kept): void;
}

/** What is kept under names: to use, to change, and, once that was asked, to delete. */
export function ShelfList<Kept extends { readonly id: string; readonly name: string }>(props: ShelfListProps<Kept>) {
  const { kept, none, isInUse, detailOf, onUse, onEdit, onRemove } = props;
  const { t } = useTranslation('chat');
  const problem = useShelfProblem();
  const [leaving, setLeaving] = useState<Kept>();
  if (kept.length === 0) return <p className="max-w-[60ch] py-4 text-quiet">{none}</p>;
  return (
    <>
      <div role="alert">{problem === undefined ? null : <Notice>{problem}</Notice>}</div>
      <ul className="divide-y divide-line">
        {kept.map((one) => (
          <li key={one.id} className="flex items-center gap-1 py-1">
            <button
              type="button"
              aria-pressed={isInUse?.(one)}
              onClick={() => onUse(one)}
              className="flex min-w-0 flex-1 items-center gap-2 rounded-lg px-2 py-1.5 text-start hover:bg-hover"
            >
              {isInUse === undefined ? null : (
                <span className="w-4 shrink-0">{isInUse(one) ? <Check aria-hidden size={15} className="text-device" /> : null}</span>
              )}
              <span className="min-w-0">
                <bdi className="block truncate font-medium">{one.name}</bdi>
                <bdi className="block truncate text-small text-quiet">{detailOf(one)}</bdi>
              </span>
            </button>
            <IconButton name={t('change', { name: one.name })} onClick={() => onEdit(one)}>
              <Pencil aria-hidden size={15} />
            </IconButton>
            <IconButton name={t('remove', { name: one.name })} onClick={() => setLeaving(one)}>
              <Trash2 aria-hidden size={15} />
            </IconButton>
          </li>
        ))}
      </ul>
      {leaving === undefined ? null : (
        <Confirm
          question={t('removeQuestion', { name: leaving.name })}
          detail={t('removeDetail')}
          action={t('removeAction')}
          onAnswer={(isYes) => {
            setLeaving(undefined);
            if (isYes) onRemove(leaving);
          }}
        />
      )}
    </>
  );
}
