import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../said.ts';
import type { Provider, Tested } from '../../stores/providers.ts';
import { providers } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { CheckLine } from './check-line.tsx';

/** Asks a provider what is free to ask, once with each key, and says what it answered. */
export function ProviderTest({ provider: { id } }: { provider: Provider }) {
  const { t } = useTranslation('providers');
  const [tested, setTested] = useState<Tested>();
  const [problem, setProblem] = useState<string>();
  const [isTesting, setTesting] = useState(false);
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);
  const test = async () => {
    stop.current = new AbortController();
    const { signal } = stop.current;
    setTesting(true);
    setTested(undefined);
    const outcome = await providers.test(id, signal);
    setTesting(false);
    if (signal.aborted) return;
    setProblem(outcome.ok ? undefined : errorText(outcome.error));
    if (outcome.ok) setTested(outcome.value);
  };
  return (
    <div className="flex flex-col items-start gap-2">
      {isTesting ? (
        <Button onClick={() => stop.current.abort()}>{t('test.stop')}</Button>
      ) : (
        <Button onClick={test}>{t('test.button')}</Button>
      )}
      <div role="status" className="flex flex-col gap-1 empty:hidden">
        {isTesting ? <p className="text-small text-quiet">{t('asking')}</p> : null}
        {tested?.checks.map((check) => (
          <CheckLine key={check.key?.id ?? ''} check={check} />
        ))}
        {problem === undefined ? null : <p className="text-small text-refused">{problem}</p>}
      </div>
    </div>
  );
}
