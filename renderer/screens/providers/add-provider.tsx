import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { Reply } from '../../../shared/api/contract.ts';
import { errorText, heard } from '../../said.ts';
import type { NewProvider } from '../../stores/providers.ts';
import { providers } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { FIELD } from '../../ui/field.ts';
import { Labelled } from '../../ui/labelled.tsx';
import { Panel } from '../../ui/panel.tsx';
import { safeLink } from '../../ui/safe-link.ts';
import { useStays } from '../models/use-stays.ts';
import { CheckLine } from './check-line.tsx';
import { KindFacts } from './kind-facts.tsx';
import { inputOf, type ProviderDraft, startOf, zoneOfServer } from './provider-draft.ts';
import { ZoneField } from './zone-field.tsx';

const OWN = 'openai-compatible';
type Added = Reply<'addProvider'>;

/** A new provider: who it is and what it does with what it gets, where, its key, and whether it answers. */
export function AddProvider({ start, onClose }: { start: Partial<NewProvider>; onClose(): void }) {
  const { t } = useTranslation('providers');
  const { t: shell } = useTranslation('shell');
  const { kinds, importable } = useStore(providers.store);
  const stays = useStays();
  const [draft, setDraft] = useState<ProviderDraft>(() =>
    startOf(
      start,
      kinds.find(({ id }) => id === start.kind),
    ),
  );
  const [phase, setPhase] = useState<'form' | 'asking'>('form');
  const [problem, setProblem] = useState<string>();
  const [added, setAdded] = useState<Added>();
  const formId = useId();
  const kind = kinds.find(({ id }) => id === draft.kind);
  const put = (change: Partial<ProviderDraft>) => setDraft((before) => ({ ...before, ...change }));
  /** A server that moves takes its zone along, unless it was called a cloud. */
  const putAddress = (baseUrl: string) => {
    const isNear = kind?.place === 'server' && (draft.zone === 'device' || draft.zone === 'lan');
    put({ baseUrl, ...(isNear ? { zone: zoneOfServer(baseUrl) } : {}) });
  };
  const variables = importable.filter((one) => one.kind === draft.kind);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setPhase('asking');
    const outcome = await providers.add(inputOf(draft));
    setPhase('form');
    setProblem(outcome.ok ? undefined : errorText(outcome.error));
    if (!outcome.ok) return;
    // The key is main's from here on.
    put({ key: '' });
    setAdded(outcome.value);
  };
  if (added !== undefined)
    return (
      <Panel
        name={t('add.done', { name: added.name })}
        onClose={onClose}
        foot={
          <Button look="primary" onClick={onClose}>
            {shell('close')}
          </Button>
        }
      >
        <p>{t('add.offers', { count: added.offered.length })}</p>
        {added.check === undefined ? null : <CheckLine check={added.check} />}
        {added.notice === undefined ? null : <p className="text-cloud">{heard(added.notice, added.said)}</p>}
        <p className="text-quiet">{t(`leaving.${added.zone}`)}</p>
      </Panel>
    );
  return (
    <Panel
      name={t('add.title')}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{shell('cancel')}</Button>
          <Button look="primary" type="submit" form={formId} disabled={phase === 'asking' || draft.kind === '' || draft.name.trim() === ''}>
            {t(phase === 'asking' ? 'asking' : 'add.submit')}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-5">
        <Labelled name={t('add.kind')}>
          {(ids) => (
            <select
              {...ids}
              value={draft.kind}
              onChange={(event) => {
                const picked = event.target.value;
                setDraft({
                  ...startOf(
                    { kind: picked },
                    kinds.find(({ id }) => id === picked),
                  ),
                  key: draft.key,
                });
              }}
              className={FIELD}
            >
              <option value="">{t('add.choose')}</option>
              <optgroup label={t('add.clouds')}>
                {kinds
                  .filter(({ place, id }) => place === 'cloud' && id !== OWN)
                  .map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
              </optgroup>
              <optgroup label={t('add.servers')}>
                {kinds
                  .filter(({ place, id }) => place === 'server' && id !== OWN)
                  .map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
              </optgroup>
              <option value={OWN}>{t('add.own')}</option>
            </select>
          )}
        </Labelled>
        {draft.kind === '' ? null : (
          <>
            {kind === undefined || kind.id === OWN ? null : <KindFacts kind={kind} />}
            <Labelled name={t('add.name')} detail={t('add.nameDetail')}>
              {(ids) => (
                <input
                  {...ids}
                  value={draft.name}
                  autoComplete="off"
                  onChange={(event) => put({ name: event.target.value })}
                  className={FIELD}
                />
              )}
            </Labelled>
            <Labelled name={t('add.address')} detail={draft.baseUrl.includes('{') ? t('add.fillIn') : t('add.addressDetail')}>
              {(ids) => (
                <input
                  {...ids}
                  type="url"
                  value={draft.baseUrl}
                  placeholder="https://api.example.com/v1"
                  autoComplete="off"
                  spellCheck={false}
                  onChange={(event) => putAddress(event.target.value)}
                  className={FIELD}
                />
              )}
            </Labelled>
            <ZoneField zone={draft.zone} ground={draft.ground} onChange={(zone, ground) => put({ zone, ground })} />
            {variables.length === 0 ? null : (
              <Labelled name={t('add.keyFrom')}>
                {(ids) => (
                  <select
                    {...ids}
                    value={draft.keyVariable}
                    onChange={(event) => put({ keyVariable: event.target.value })}
                    className={FIELD}
                  >
                    <option value="">{t('add.typed')}</option>
                    {variables.map(({ variable, lastFour }) => (
                      <option key={variable} value={variable}>
                        {t('add.variable', { variable, lastFour })}
                      </option>
                    ))}
                  </select>
                )}
              </Labelled>
            )}
            {draft.keyVariable !== '' ? null : (
              <Labelled
                name={t(kind?.key.required === true ? 'add.key' : 'add.keyIfAny')}
                detail={<KeyDetail page={kind?.key.page} dialect={kind?.dialect} />}
              >
                {(ids) => (
                  <input
                    {...ids}
                    type="password"
                    value={draft.key}
                    autoComplete="off"
                    spellCheck={false}
                    onChange={(event) => put({ key: event.target.value })}
                    className={FIELD}
                  />
                )}
              </Labelled>
            )}
            <p className="text-small text-quiet">{t(stays && draft.zone !== 'device' ? 'add.stays' : 'add.test')}</p>
          </>
        )}
        <div role="alert" className="text-refused empty:hidden">
          {problem}
        </div>
      </form>
    </Panel>
  );
}

/** Dialects whose keys are no plain ones. */
const FORMS = ['vertex', 'bedrock', 'azure'] as const;

function KeyDetail({ page, dialect }: { readonly page: string | undefined; readonly dialect: string | undefined }) {
  const { t } = useTranslation('providers');
  const href = page === undefined ? undefined : safeLink(page);
  const form = FORMS.find((one) => one === dialect);
  return (
    <>
      {form === undefined ? '' : `${t(`add.forms.${form}`)} `}
      {t('add.keyDetail')}{' '}
      {href === undefined ? null : (
        <a href={href} target="_blank" rel="noreferrer noopener" className="underline underline-offset-2">
          {t('add.keyPage')}
        </a>
      )}
    </>
  );
}
