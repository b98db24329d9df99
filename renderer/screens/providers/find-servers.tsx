import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../said.ts';
import type { FoundServer, NewProvider } from '../../stores/providers.ts';
import { providers } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { FIELD } from '../../ui/field.ts';
import { Labelled } from '../../ui/labelled.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Switch } from '../../ui/switch.tsx';

interface FindServersProps {
  /** The server needs a key first. */
  onAdd(start: Partial<NewProvider>): void;
  onClose(): void;
}

/** Looks for servers at the hosts that are named, and at those that announce themselves; nowhere else. */
export function FindServers({ onAdd, onClose }: FindServersProps) {
  const { t } = useTranslation('providers');
  const [hosts, setHosts] = useState('127.0.0.1');
  const [announced, setAnnounced] = useState(false);
  const [isLooking, setLooking] = useState(false);
  const [found, setFound] = useState<readonly FoundServer[]>();
  const [problem, setProblem] = useState<string>();
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);
  const look = async (event: FormEvent) => {
    event.preventDefault();
    stop.current = new AbortController();
    const { signal } = stop.current;
    setLooking(true);
    setProblem(undefined);
    const named = hosts.split(/[\s,;]+/).filter(Boolean);
    const ports = portsIn(named);
    const outcome = await providers.find({ hosts: named.map(hostOf), announced, ...(ports.length === 0 ? {} : { ports }) }, signal);
    if (signal.aborted) return;
    setLooking(false);
    if (outcome.ok) setFound(outcome.value);
    else setProblem(errorText(outcome.error));
  };
  const cancel = () => {
    stop.current.abort();
    setLooking(false);
  };
  const note = (providerId: string, baseUrl: string) =>
    setFound((all) => all?.map((one) => (one.baseUrl === baseUrl ? { ...one, providerId } : one)));
  return (
    <Panel name={t('find.title')} onClose={onClose}>
      <p className="text-quiet">{t('find.intro')}</p>
      <form noValidate onSubmit={look} className="flex flex-col gap-4">
        <Labelled name={t('find.hosts')} detail={t('find.hostsDetail')}>
          {(ids) => (
            <input
              {...ids}
              value={hosts}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setHosts(event.target.value)}
              className={FIELD}
            />
          )}
        </Labelled>
        <Switch isOn={announced} detail={t('find.announcedDetail')} onChange={setAnnounced}>
          {t('find.announced')}
        </Switch>
        <div className="flex items-center gap-3">
          {isLooking ? (
            <>
              <Button onClick={cancel}>{t('find.stop')}</Button>
              <span className="text-small text-quiet">{t('find.looking')}</span>
            </>
          ) : (
            <Button type="submit" look="primary" disabled={hosts.trim() === '' && !announced}>
              {t('find.look')}
            </Button>
          )}
        </div>
      </form>
      <div role="alert" className="text-refused empty:hidden">
        {problem}
      </div>
      <p role="status" className="text-small text-quiet empty:hidden">
        {found === undefined || isLooking ? null : t('find.found', { count: found.length })}
      </p>
      {found === undefined || isLooking ? null : (
        <ul className="divide-y divide-line">
          {found.map((server) => (
            <Found key={server.baseUrl} server={server} onAdd={onAdd} onAdded={(id) => note(id, server.baseUrl)} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

interface FoundProps {
  readonly server: FoundServer;
  onAdd: FindServersProps['onAdd'];
  onAdded(providerId: string): void;
}

function Found({ server, onAdd, onAdded }: FoundProps) {
  const { t } = useTranslation('providers');
  const { kind, name, baseUrl, models, load, needsKey, providerId, version } = server;
  const [isAdding, setAdding] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { host } = new URL(baseUrl);
  const start = { kind, name: `${name} ${host}`, baseUrl };
  const add = async () => {
    if (needsKey === true) return onAdd(start);
    setAdding(true);
    const outcome = await providers.add(start);
    setAdding(false);
    if (outcome.ok) onAdded(outcome.value.id);
    else setProblem(errorText(outcome.error));
  };
  const facts = [
    host,
    version,
    needsKey === true ? t('find.needsKey') : t('models', { count: models.length }),
    load === undefined ? undefined : t('find.load', { count: load }),
  ];
  return (
    <li className="flex flex-col gap-1 py-3">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <p className="font-medium">{name}</p>
          <p className="text-small text-quiet tabular-nums [overflow-wrap:anywhere]">
            {facts.filter((fact) => fact !== undefined).join(' · ')}
          </p>
          <p className="text-small text-quiet [overflow-wrap:anywhere]">{models.slice(0, 6).join(', ')}</p>
        </div>
        {providerId === undefined ? (
          <Button disabled={isAdding} onClick={add} aria-label={t('find.addOne', { name: start.name })}>
            {t(isAdding ? 'asking' : needsKey === true ? 'find.addWithKey' : 'find.add')}
          </Button>
        ) : (
          <span className="text-small text-device">{t('find.isAdded')}</span>
        )}
      </div>
      <div role="alert" className="text-small text-refused empty:hidden">
        {problem}
      </div>
    </li>
  );
}

const PORT = /^([^:]+|\[.*\]):(\d{1,5})$/;
const hostOf = (named: string) => PORT.exec(named)?.[1] ?? named;
const portsIn = (named: readonly string[]) => [...new Set(named.flatMap((one) => PORT.exec(one)?.[2] ?? []).map(Number))];
