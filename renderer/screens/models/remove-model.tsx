import { useEffect, useState } from 'react';
import type { Failure } from '../../api.ts';
import type { Model, Removal } from '../../stores/models.ts';
import { models } from '../../stores/session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { formatBytes } from '../../ui/format.ts';

/** Files that are named before the rest is only counted. */
const NAMED = 4;

const OTHER_APPS: ReadonlySet<Model['source']> = new Set(['lm-studio', 'jan', 'hugging-face', 'ollama']);

/** Shows what would go, and deletes it once somebody says so. */
export function RemoveModel({ model, onClose }: { model: Model; onClose(): void }) {
  const [removal, setRemoval] = useState<Removal>();
  const [failure, setFailure] = useState<Failure>();
  useEffect(() => {
    let isGone = false;
    void models.removal(model.id).then((outcome) => {
      if (isGone) return;
      if (outcome.ok) setRemoval(outcome.value);
      else setFailure(outcome.error);
    });
    return () => {
      isGone = true;
    };
  }, [model.id]);
  if (failure !== undefined) {
    return <Confirm question={`“${model.name}” cannot be deleted.`} detail={failure.message} action="Close" onAnswer={onClose} />;
  }
  if (removal === undefined) return null;
  const { files, bytes } = removal;
  const isForeign = OTHER_APPS.has(model.source);
  const more = files.length > NAMED ? ` and ${files.length - NAMED} more` : '';
  return (
    <Confirm
      question={
        <>
          Delete “<bdi>{model.name}</bdi>”?
        </>
      }
      detail={`${isForeign ? 'Another app keeps this model and would lose it. ' : ''}This frees ${formatBytes(bytes)}: ${files.slice(0, NAMED).join(', ')}${more}. It cannot be brought back.`}
      action={isForeign ? 'Delete anyway' : 'Delete'}
      onAnswer={(isYes) => {
        onClose();
        if (isYes) void models.remove(model, { unload: true, fromOtherApp: isForeign });
      }}
    />
  );
}
