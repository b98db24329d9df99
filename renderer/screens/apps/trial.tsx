import { Send } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppSpeech, TriedView } from '../../../shared/api/app-views.ts';
import { api, type Failure } from '../../api.ts';
import { errorText, heard } from '../../said.ts';
import { Button } from '../../ui/button.tsx';
import { formatDuration } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { ZoneMark } from '../../ui/zone.tsx';

/** Sends a tiny request through the real port, as the client would, and shows where its answer came from. */
export function Trial({ apiKey, speech }: { readonly apiKey: string; readonly speech: AppSpeech }) {
  const { t } = useTranslation('apps');
  const { t: shell } = useTranslation('shell');
  const running = useRef<AbortController>(undefined);
  const [isRunning, setRunning] = useState(false);
  const [tried, setTried] = useState<TriedView>();
  const [error, setError] = useState<Failure>();
  useEffect(() => () => running.current?.abort(), []);
  const run = async () => {
    const controller = new AbortController();
    running.current = controller;
    setRunning(true);
    setTried(undefined);
    setError(undefined);
    const outcome = await api.tryApp({ key: apiKey, speech }, controller.signal);
    setRunning(false);
    if (outcome.ok) setTried(outcome.value);
    else if (!controller.signal.aborted) setError(outcome.error);
  };
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <Button look="primary" disabled={isRunning} onClick={run}>
          <Send aria-hidden size={15} />
          {t('trial.run')}
        </Button>
        {isRunning ? <Button onClick={() => running.current?.abort()}>{shell('cancel')}</Button> : null}
        <span className="text-small text-quiet">{t(isRunning ? 'trial.running' : 'trial.detail')}</span>
      </div>
      <div role="status">
        {error === undefined ? null : <Notice>{errorText(error)}</Notice>}
        {tried === undefined ? null : <Result tried={tried} />}
      </div>
    </div>
  );
}

function Result({ tried: { status, zone, targetId, totalMs, sentence, said, text } }: { readonly tried: TriedView }) {
  const { t } = useTranslation('apps');
  const isAnswered = status < 400;
  return (
    <div className="flex flex-col gap-1 rounded-lg border border-line p-3">
      <p className="flex flex-wrap items-center gap-x-3 text-small tabular-nums">
        <ZoneMark place={isAnswered ? (zone ?? 'device') : 'refused'} />
        <span className="text-quiet [overflow-wrap:anywhere]">
          {[t(isAnswered ? 'trial.works' : 'trial.fails', { status }), targetId, formatDuration(totalMs)].filter(Boolean).join(' · ')}
        </span>
      </p>
      <p dir="auto" className="[overflow-wrap:anywhere]">
        {text}
      </p>
      <p className="text-small text-quiet [overflow-wrap:anywhere]">{heard(sentence, said)}</p>
    </div>
  );
}
