import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../api.ts';
import { errorText } from '../../said.ts';
import type { Model, Removal } from '../../stores/models.ts';
import { models } from '../../stores/session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { formatBytes } from '../../ui/format.ts';

/** Files that are named before the rest is only counted. */
const NAMED = 4;

const OTHER_APPS: ReadonlySet<Model['source']> = new Set(['lm-studio', 'jan', 'hugging-face', 'ollama']);

/** Shows what would go, and deletes it once somebody says so. */
export function RemoveModel({ model, onClose }: { model: Model; onClose(): void }) {
  const { t } = useTranslation('models');
  const { t: shell } = useTranslation('shell');
  const { name } = model;
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
    return <Confirm question={t('removal.refused', { name })} detail={errorText(failure)} action={shell('close')} onAnswer={onClose} />;
  }
  if (removal === undefined) return null;
  const { files, bytes } = removal;
  const isForeign = OTHER_APPS.has(model.source);
  const more = files.length > NAMED ? ` ${t('removal.more', { count: files.length - NAMED })}` : '';
  const frees = t('removal.frees', { size: formatBytes(bytes), files: files.slice(0, NAMED).join(', ') + more });
  return (
    <Confirm
      question={<bdi>{t('removal.question', { name })}</bdi>}
      detail={`${isForeign ? `${t('removal.foreign')} ` : ''}${frees}`}
      action={isForeign ? t('removal.anyway') : shell('delete')}
      onAnswer={(isYes) => {
        onClose();
        if (isYes) void models.remove(model, { unload: true, fromOtherApp: isForeign });
      }}
    />
  );
}
