import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Outcome } from '../../api.ts';
import { errorText } from '../../said.ts';
import { Button } from '../../ui/button.tsx';
import { Entry } from './entry.tsx';

interface KeptOnceProps {
  readonly name: string;
  readonly detail: string;
  /** What stands in the field while nothing is kept. */
  readonly example: string;
  /** What is said where something is kept, and where nothing is. */
  readonly kept: string;
  readonly none: string;
  readonly remove: string;
  /** Each answers with whether something is kept now. */
  readonly calls: {
    read(): Promise<Outcome<boolean>>;
    set(secret: string): Promise<Outcome<boolean>>;
    remove(): Promise<Outcome<boolean>>;
  };
}

/** A secret that goes in and never comes out: only whether there is one is shown. */
function KeptOnce({ name, detail, example, kept, none, remove, calls }: KeptOnceProps) {
  const [isKept, setKept] = useState(false);
  const [fault, setFault] = useState<string>();
  const take = (outcome: Outcome<boolean>) => {
    if (outcome.ok) setKept(outcome.value);
    setFault(outcome.ok ? undefined : errorText(outcome.error));
    return outcome.ok;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once.
  useEffect(() => void calls.read().then(take), []);
  return (
    <div>
      <Entry
        name={name}
        detail={`${detail} ${isKept ? kept : none}`}
        type="password"
        value=""
        placeholder={isKept ? '••••••••' : example}
        onSave={async (secret) => take(await calls.set(secret))}
      />
      {fault === undefined ? null : (
        <p role="alert" className="pb-3 text-small text-refused">
          {fault}
        </p>
      )}
      {isKept ? (
        <Button className="mb-4" onClick={async () => take(await calls.remove())}>
          {remove}
        </Button>
      ) : null}
    </div>
  );
}

const told = <Reply,>(outcome: Outcome<Reply>, has: (reply: Reply) => boolean): Outcome<boolean> =>
  outcome.ok ? { ok: true, value: has(outcome.value) } : outcome;

const HUB = {
  read: async () => told(await api.hubToken(), ({ hasToken }) => hasToken),
  set: async (token: string) => told(await api.setHubToken(token), ({ hasToken }) => hasToken),
  remove: async () => told(await api.removeHubToken(), ({ hasToken }) => hasToken),
};

const COLLECTOR = {
  read: async () => told(await api.telemetryHeaders(), ({ hasHeaders }) => hasHeaders),
  set: async (headers: string) => told(await api.setTelemetryHeaders(headers), ({ hasHeaders }) => hasHeaders),
  remove: async () => told(await api.removeTelemetryHeaders(), ({ hasHeaders }) => hasHeaders),
};

export function HubToken() {
  const { t } = useTranslation('settings');
  return (
    <KeptOnce
      name={t('names.hubToken')}
      detail={t('details.hubToken')}
      example="hf_…"
      kept={t('tokenKept')}
      none={t('noToken')}
      remove={t('removeToken')}
      calls={HUB}
    />
  );
}

export function CollectorHeaders() {
  const { t } = useTranslation('settings');
  return (
    <KeptOnce
      name={t('names.collectorHeaders')}
      detail={t('details.collectorHeaders')}
      example="authorization=Bearer%20…"
      kept={t('headersKept')}
      none={t('noHeaders')}
      remove={t('removeHeaders')}
      calls={COLLECTOR}
    />
  );
}
