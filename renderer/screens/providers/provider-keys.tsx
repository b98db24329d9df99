import { Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../said.ts';
import type { Provider, Tested } from '../../stores/providers.ts';
import { providers } from '../../stores/session.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { FIELD } from '../../ui/field.ts';
import { formatMoment } from '../../ui/format.ts';
import { Labelled } from '../../ui/labelled.tsx';
import { CheckLine } from './check-line.tsx';

/** The keys of a provider, of which only the last four characters are ever shown. Several take turns; an old one goes once a new one works. */
export function ProviderKeys({ provider }: { provider: Provider }) {
  const { t } = useTranslation('providers');
  const { keys } = provider;
  const [key, setKey] = useState('');
  const [isAsking, setAsking] = useState(false);
  const [check, setCheck] = useState<Tested['checks'][number]>();
  const [problem, setProblem] = useState<string>();
  const [doomed, setDoomed] = useState<Provider['keys'][number]>();
  const add = async (event: FormEvent) => {
    event.preventDefault();
    setAsking(true);
    setCheck(undefined);
    const outcome = await providers.addKey(provider, key);
    setAsking(false);
    setProblem(outcome.ok ? undefined : errorText(outcome.error));
    if (!outcome.ok) return;
    setKey('');
    setCheck({ ...outcome.value.check, key: outcome.value.key });
  };
  const remove = async (keyId: string) => {
    const outcome = await providers.removeKey(provider, keyId);
    setProblem(outcome.ok ? undefined : errorText(outcome.error));
  };
  return (
    <section aria-labelledby="provider-keys" className="flex flex-col gap-2">
      <h3 id="provider-keys" className="font-semibold">
        {t('keys.title')}
      </h3>
      {keys.length === 0 ? <p className="text-small text-quiet">{t('keys.none')}</p> : null}
      <ul className="divide-y divide-line">
        {keys.map((one) => (
          <li key={one.id} className="flex items-center gap-2 py-1">
            <span className="min-w-0 flex-1">
              <code className="font-mono text-small">…{one.lastFour}</code>{' '}
              <span className="text-small text-quiet">
                {one.variable === undefined
                  ? one.addedAt === undefined
                    ? ''
                    : t('keys.addedAt', { time: formatMoment(one.addedAt) })
                  : t('keys.fromVariable', { variable: one.variable })}
              </span>
            </span>
            {one.variable === undefined ? (
              <IconButton name={t('keys.remove', { lastFour: one.lastFour })} onClick={() => setDoomed(one)}>
                <Trash2 aria-hidden size={15} />
              </IconButton>
            ) : null}
          </li>
        ))}
      </ul>
      <form onSubmit={add}>
        <Labelled name={t(keys.length === 0 ? 'keys.add' : 'keys.another')} detail={t('keys.detail')}>
          {(ids) => (
            <div className="flex gap-2">
              <input
                {...ids}
                type="password"
                value={key}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => setKey(event.target.value)}
                className={`${FIELD} flex-1`}
              />
              <Button type="submit" disabled={key.trim() === '' || isAsking}>
                {t(isAsking ? 'asking' : 'keys.keep')}
              </Button>
            </div>
          )}
        </Labelled>
      </form>
      <div role="status">{check === undefined ? null : <CheckLine check={check} />}</div>
      <div role="alert" className="text-small text-refused empty:hidden">
        {problem}
      </div>
      {doomed === undefined ? null : (
        <Confirm
          question={t('keys.question', { lastFour: doomed.lastFour })}
          detail={t('keys.gone')}
          action={t('keys.yes')}
          onAnswer={(isYes) => {
            setDoomed(undefined);
            if (isYes) void remove(doomed.id);
          }}
        />
      )}
    </section>
  );
}
