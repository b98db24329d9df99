import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { Failure } from '../../api.ts';
import { errorText } from '../../said.ts';
import type { Model } from '../../stores/models.ts';
import { connection, models } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { FIELD } from '../../ui/field.ts';
import { Fold } from '../../ui/fold.tsx';
import { formatCount } from '../../ui/format.ts';
import { Labelled } from '../../ui/labelled.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Switch } from '../../ui/switch.tsx';
import { SettingsCost } from './settings-cost.tsx';
import { changeOf, draftOf, SAMPLING, type SettingsDraft } from './settings-draft.ts';

const CACHE_TYPES = ['F16', 'Q8_0', 'Q4_0'] as const;
/** Milliseconds; -1: until Lintel ends. */
const KEEP_TIMES = ['0', '60000', '600000', '3600000', '86400000', '-1'] as const;
const AREA = 'min-h-20 w-full rounded-lg border border-edge bg-paper px-3 py-2 -outline-offset-1';

/** What is set for one model, with what that costs in memory as it is typed. */
export function ModelSettingsPanel({ model, onClose }: { model: Model; onClose(): void }) {
  const { t } = useTranslation('models');
  const { t: shell } = useTranslation('shell');
  const [draft, setDraft] = useState(() => draftOf(model.settings));
  const [failure, setFailure] = useState<Failure>();
  const [isSaving, setSaving] = useState(false);
  const hasGpu = useStore(connection.store, ({ state }) => (state?.hardware.vramTotalBytes ?? 0) > 0);
  const fit = useStore(models.store, ({ fits }) => fits[model.id]);
  const formId = useId();
  const put = (change: Partial<SettingsDraft>) => setDraft((before) => ({ ...before, ...change }));
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setSaving(true);
    const refused = await models.set(model, changeOf(draft));
    setSaving(false);
    setFailure(refused);
    if (refused === undefined) onClose();
  };
  const number = (name: 'contextWindow' | 'sequences' | 'threads' | 'gpuLayers', placeholder: string) => (
    <Labelled name={t(`settings.${name}`)} detail={t(`settings.${name}Detail`, { tokens: formatCount(model.contextLength) })}>
      {(ids) => (
        <input
          {...ids}
          inputMode="numeric"
          value={draft[name]}
          placeholder={placeholder}
          autoComplete="off"
          onChange={(event) => put({ [name]: event.target.value })}
          className={FIELD}
        />
      )}
    </Labelled>
  );
  const usual = t('settings.usual');
  return (
    <Panel
      name={t('settings.title', { name: model.name })}
      onClose={onClose}
      foot={
        <>
          <Button look="bare" onClick={() => setDraft(draftOf({}))} className="me-auto -ms-3">
            {t('settings.allUsual')}
          </Button>
          <Button onClick={onClose}>{shell('cancel')}</Button>
          <Button look="primary" type="submit" form={formId} disabled={isSaving}>
            {t('settings.save')}
          </Button>
        </>
      }
    >
      <SettingsCost model={model} draft={draft} />
      {failure === undefined ? null : (
        <p role="alert" className="text-refused">
          {errorText(failure)}
        </p>
      )}
      <form id={formId} noValidate onSubmit={save} className="flex flex-col gap-5">
        {number('contextWindow', fit === undefined ? usual : formatCount(fit.need.contextWindow))}
        {number('sequences', fit === undefined ? usual : formatCount(fit.need.sequences))}
        <Labelled name={t('settings.cacheType')} detail={t('settings.cacheTypeDetail')}>
          {(ids) => (
            <select
              {...ids}
              value={draft.cacheType}
              onChange={(event) => put({ cacheType: CACHE_TYPES.find((one) => one === event.target.value) ?? '' })}
              className={FIELD}
            >
              <option value="">{usual}</option>
              {CACHE_TYPES.map((type) => (
                <option key={type} value={type}>
                  {t(`settings.cacheTypes.${type}`)}
                </option>
              ))}
            </select>
          )}
        </Labelled>
        <Labelled name={t('settings.keepAlive')} detail={t('settings.keepAliveDetail')}>
          {(ids) => (
            <select {...ids} value={draft.keepAliveMs} onChange={(event) => put({ keepAliveMs: event.target.value })} className={FIELD}>
              <option value="">{usual}</option>
              {KEEP_TIMES.map((time) => (
                <option key={time} value={time}>
                  {t(`settings.keepTimes.${time}`)}
                </option>
              ))}
              {draft.keepAliveMs === '' || KEEP_TIMES.some((time) => time === draft.keepAliveMs) ? null : (
                <option value={draft.keepAliveMs}>{`${draft.keepAliveMs} ms`}</option>
              )}
            </select>
          )}
        </Labelled>
        {number('threads', usual)}
        {hasGpu || draft.gpuLayers !== '' ? number('gpuLayers', usual) : <p className="text-small text-quiet">{t('settings.noGpu')}</p>}
        <Labelled name={t('settings.systemPrompt')} detail={t('settings.systemPromptDetail')}>
          {(ids) => (
            <textarea
              {...ids}
              value={draft.systemPrompt}
              onChange={(event) => put({ systemPrompt: event.target.value })}
              className={AREA}
            />
          )}
        </Labelled>
        <Fold title={t('settings.more')} className="font-medium">
          <div className="mt-4 flex flex-col gap-5 font-normal">
            <fieldset className="grid grid-cols-2 gap-3">
              <legend className="mb-1 font-medium">{t('settings.sampling')}</legend>
              {SAMPLING.map((name) => (
                <Labelled key={name} name={t(`settings.samplers.${name}`)}>
                  {(ids) => (
                    <input
                      {...ids}
                      inputMode="decimal"
                      value={draft[name]}
                      placeholder={usual}
                      autoComplete="off"
                      onChange={(event) => put({ [name]: event.target.value })}
                      className={FIELD}
                    />
                  )}
                </Labelled>
              ))}
            </fieldset>
            <Labelled name={t('settings.flashAttention')} detail={t('settings.flashAttentionDetail')}>
              {(ids) => (
                <select
                  {...ids}
                  value={draft.flashAttention}
                  onChange={(event) => put({ flashAttention: (['on', 'off'] as const).find((one) => one === event.target.value) ?? '' })}
                  className={FIELD}
                >
                  <option value="">{usual}</option>
                  <option value="on">{t('settings.on')}</option>
                  <option value="off">{t('settings.off')}</option>
                </select>
              )}
            </Labelled>
            <Switch isOn={draft.keepCache} detail={t('settings.keepCacheDetail')} onChange={(keepCache) => put({ keepCache })}>
              {t('settings.keepCache')}
            </Switch>
            <Labelled name={t('settings.loras')} detail={t('settings.lorasDetail')}>
              {(ids) => (
                <textarea
                  {...ids}
                  spellCheck={false}
                  value={draft.loras}
                  onChange={(event) => put({ loras: event.target.value })}
                  className={`${AREA} font-mono text-small`}
                />
              )}
            </Labelled>
            <Labelled name={t('settings.chatTemplate')} detail={t('settings.chatTemplateDetail')}>
              {(ids) => (
                <textarea
                  {...ids}
                  spellCheck={false}
                  value={draft.chatTemplate}
                  onChange={(event) => put({ chatTemplate: event.target.value })}
                  className={`${AREA} font-mono text-small`}
                />
              )}
            </Labelled>
          </div>
        </Fold>
      </form>
    </Panel>
  );
}
