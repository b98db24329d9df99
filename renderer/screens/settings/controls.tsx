import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { languages } from '../../language.ts';
import { NEW } from '../../stores/chat.ts';
import { connection, settings, view } from '../../stores/session.ts';
import type { SettingsOf } from '../../stores/settings.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Switch } from '../../ui/switch.tsx';
import { AskShortcut } from './ask-shortcut.tsx';
import { Backup } from './backup.tsx';
import { Choice } from './choice.tsx';
import { DeleteAll } from './delete-all.tsx';
import { DESKTOP_SWITCHES } from './desktop-switches.tsx';
import { Entry } from './entry.tsx';
import { CollectorHeaders, HubToken } from './kept-once.tsx';
import { PortNumber } from './port-number.tsx';
import { Restore } from './restore.tsx';
import { SecretKeeping } from './secret-keeping.tsx';
import type { SettingId } from './sections.ts';
import { Setting } from './setting.tsx';
import { ShortcutList } from './shortcut-list.tsx';
import { Updates } from './updates.tsx';

interface ControlProps {
  readonly set: SettingsOf;
}

const GB = 1e9;

function LanguageChoice({ set }: ControlProps) {
  const { t } = useTranslation('settings');
  return (
    <Choice
      name={t('names.language')}
      detail={t('details.language')}
      value={set.window.language ?? 'system'}
      choices={[['system', t('asSystem')], ...languages.map((one) => [one, t(`languages.${one}`)] as const)]}
      onPick={(picked) => void settings.change({ window: { language: picked === 'system' ? null : picked } })}
    />
  );
}

function DesktopAlerts({ set }: ControlProps) {
  const { t } = useTranslation('settings');
  return (
    <div className="py-4">
      <Switch
        isOn={set.alerts.desktop !== false}
        detail={t('details.desktopAlerts')}
        onChange={(desktop) => void settings.change({ alerts: { desktop } })}
      >
        {t('names.desktopAlerts')}
      </Switch>
    </div>
  );
}

function Currency({ set }: ControlProps) {
  const { t } = useTranslation('settings');
  const { currency } = set;
  const save = (text: string) => {
    if (text === '') return settings.change({ currency: null });
    const [code = '', rate = ''] = text.split(/\s+/);
    const perDollar = Number(rate.replace(',', '.'));
    return settings.change({ currency: { code: code.toUpperCase(), perDollar, date: new Date().toISOString().slice(0, 10) } });
  };
  const dated = currency === undefined ? '' : ` ${t('currencyDate', { date: currency.date })}`;
  return (
    <Entry
      name={t('names.currency')}
      detail={t('details.currency') + dated}
      value={currency === undefined ? '' : `${currency.code} ${currency.perDollar}`}
      placeholder="EUR 0.92"
      onSave={save}
    />
  );
}

function LedgerDays({ set }: ControlProps) {
  const { t } = useTranslation('settings');
  return (
    <Entry
      name={t('names.ledgerDays')}
      detail={t('details.ledgerDays')}
      type="number"
      unit={t('days')}
      value={set.ledgerDays === undefined ? '' : String(set.ledgerDays)}
      placeholder={t('forGood')}
      onSave={(text) => settings.change({ ledgerDays: text === '' ? null : Number(text) })}
    />
  );
}

function FirstSteps({ set }: ControlProps) {
  const { t } = useTranslation('settings');
  const show = async () => {
    if (await settings.change({ window: { isWelcomed: false } })) view.select(NEW);
  };
  return (
    <Setting name={t('names.firstSteps')} detail={t('details.firstSteps')}>
      {({ labelledBy }) => (
        <Button aria-describedby={labelledBy} disabled={set.window.isWelcomed === false} onClick={show}>
          {t('showAgain')}
        </Button>
      )}
    </Setting>
  );
}

function ThemeChoice({ set }: ControlProps) {
  const { t } = useTranslation('settings');
  return (
    <Choice
      name={t('names.theme')}
      detail={t('details.theme')}
      value={set.window.theme ?? 'system'}
      choices={[
        ['system', t('asSystem')],
        ['light', t('themes.light')],
        ['dark', t('themes.dark')],
        ['contrast', t('themes.contrast')],
      ]}
      onPick={(theme) => void settings.change({ window: { theme: theme === 'system' ? null : theme } })}
    />
  );
}

const SIZES = ['90', '100', '110', '125', '150'] as const;

function TextSize({ set }: ControlProps) {
  const { t } = useTranslation('settings');
  return (
    <Choice
      name={t('names.textSize')}
      detail={t('details.textSize')}
      value={SIZES.find((size) => Number(size) === (set.window.textSize ?? 100)) ?? '100'}
      choices={SIZES.map((size) => [size, `${size} %`])}
      onPick={(size) => void settings.change({ window: { textSize: Number(size) } })}
    />
  );
}

function Stillness({ set }: ControlProps) {
  const { t } = useTranslation('settings');
  return (
    <div className="py-4">
      <Switch
        isOn={set.window.stillness === true}
        detail={t('details.stillness')}
        onChange={(stillness) => void settings.change({ window: { stillness: stillness ? true : null } })}
      >
        {t('names.stillness')}
      </Switch>
    </div>
  );
}

/** An address that is set or taken back. */
function Address({
  id,
  value,
  example,
  save,
}: {
  id: SettingId;
  value: string | undefined;
  example: string;
  save(value: string | null): Promise<boolean>;
}) {
  const { t } = useTranslation('settings');
  return (
    <Entry
      name={t(`names.${id}`)}
      detail={t(`details.${id}`)}
      type="url"
      value={value ?? ''}
      placeholder={example}
      onSave={(text) => save(text === '' ? null : text)}
    />
  );
}

const ProxyAddress = ({ set }: ControlProps) => (
  <Address
    id="proxy"
    value={set.downloads.proxy}
    example="http://proxy.example.org:3128"
    save={(proxy) => settings.change({ downloads: { proxy } })}
  />
);

const HubEndpoint = ({ set }: ControlProps) => (
  <Address
    id="hubEndpoint"
    value={set.downloads.hubEndpoint}
    example="https://hub.example.org"
    save={(hubEndpoint) => settings.change({ downloads: { hubEndpoint } })}
  />
);

const Collector = ({ set }: ControlProps) => (
  <Address
    id="collector"
    value={set.telemetry.endpoint}
    example="http://127.0.0.1:4318"
    save={(endpoint) => settings.change({ telemetry: { endpoint } })}
  />
);

/** A switch of what the collector gets; it says nothing while there is none. */
function ToCollector({ set, what }: ControlProps & { readonly what: 'traces' | 'metrics' }) {
  const { t } = useTranslation('settings');
  const { endpoint } = set.telemetry;
  return (
    <div className="py-4">
      <Switch
        isOn={endpoint !== undefined && set.telemetry[what] !== false}
        isDisabled={endpoint === undefined}
        detail={t(`details.${what}`)}
        onChange={(isOn) => void settings.change({ telemetry: { [what]: isOn ? null : false } })}
      >
        {t(`names.${what}`)}
      </Switch>
    </div>
  );
}

const Traces = ({ set }: ControlProps) => <ToCollector set={set} what="traces" />;
const Metrics = ({ set }: ControlProps) => <ToCollector set={set} what="metrics" />;

const Webhook = ({ set }: ControlProps) => (
  <Address
    id="webhook"
    value={set.alerts.webhook}
    example="https://hooks.example.org/lintel"
    save={(webhook) => settings.change({ alerts: { webhook } })}
  />
);

function DataFolder() {
  const { t } = useTranslation('settings');
  const folder = useStore(connection.store, ({ state }) => state?.dataFolder) ?? '';
  return (
    <Setting name={t('names.dataFolder')} detail={t('details.dataFolder')}>
      {() => (
        <div className="flex items-center gap-1 rounded-lg border border-line bg-wall py-1 ps-3 pe-1">
          <code className="min-w-0 flex-1 font-mono text-small [overflow-wrap:anywhere]">{folder}</code>
          <CopyButton name={t('copyFolder')} text={folder} />
        </div>
      )}
    </Setting>
  );
}

function MemoryHeadroom({ set }: ControlProps) {
  const { t } = useTranslation('settings');
  const { memoryHeadroomBytes: bytes } = set;
  return (
    <Entry
      name={t('names.memoryHeadroom')}
      detail={t('details.memoryHeadroom')}
      type="number"
      unit="GB"
      value={bytes === undefined ? '' : String(bytes / GB)}
      placeholder={t('usual')}
      onSave={(text) => settings.change({ memoryHeadroomBytes: text === '' ? null : Math.round(Number(text.replace(',', '.')) * GB) })}
    />
  );
}

function Version() {
  const { t } = useTranslation('settings');
  const state = useStore(connection.store, (current) => current.state);
  return (
    <Setting name={t('names.version')} detail={t('details.version')}>
      {() => <p className="tabular-nums">Lintel {state?.version}</p>}
    </Setting>
  );
}

function Licences() {
  const { t } = useTranslation('settings');
  return (
    <Setting name={t('names.licences')} detail={t('details.licences')}>
      {() => <p className="text-small text-quiet">MIT</p>}
    </Setting>
  );
}

/** The control of each setting. */
export const CONTROLS: Readonly<Record<SettingId, ComponentType<ControlProps>>> = {
  language: LanguageChoice,
  desktopAlerts: DesktopAlerts,
  currency: Currency,
  ledgerDays: LedgerDays,
  firstSteps: FirstSteps,
  theme: ThemeChoice,
  textSize: TextSize,
  stillness: Stillness,
  shortcuts: ShortcutList,
  ...DESKTOP_SWITCHES,
  askShortcut: AskShortcut,
  updates: Updates,
  proxy: ProxyAddress,
  hubEndpoint: HubEndpoint,
  hubToken: HubToken,
  port: PortNumber,
  collector: Collector,
  collectorHeaders: CollectorHeaders,
  traces: Traces,
  metrics: Metrics,
  webhook: Webhook,
  dataFolder: DataFolder,
  secretKeeping: SecretKeeping,
  memoryHeadroom: MemoryHeadroom,
  backup: Backup,
  restore: Restore,
  deleteAll: DeleteAll,
  version: Version,
  licences: Licences,
};
