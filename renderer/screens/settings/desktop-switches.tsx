import { useTranslation } from 'react-i18next';
import { settings } from '../../stores/session.ts';
import type { SettingsOf } from '../../stores/settings.ts';
import { Switch } from '../../ui/switch.tsx';

/** What each switch of the desktop program is while nobody has set it. */
const USUAL = { autostart: false, tray: true, staysInTray: false, notifications: true, spellCheck: true } as const;

type Name = keyof typeof USUAL;

interface Props {
  readonly set: SettingsOf;
}

function DesktopSwitch({ set, name }: Props & { readonly name: Name }) {
  const { t } = useTranslation('settings');
  return (
    <div className="py-4">
      <Switch
        isOn={set.desktop[name] ?? USUAL[name]}
        detail={t(`details.${name}`)}
        onChange={(isOn) => void settings.change({ desktop: { [name]: isOn === USUAL[name] ? null : isOn } })}
      >
        {t(`names.${name}`)}
      </Switch>
    </div>
  );
}

/** The switches of the desktop program, by the setting's name. */
export const DESKTOP_SWITCHES = {
  autostart: ({ set }: Props) => <DesktopSwitch set={set} name="autostart" />,
  tray: ({ set }: Props) => <DesktopSwitch set={set} name="tray" />,
  staysInTray: ({ set }: Props) => <DesktopSwitch set={set} name="staysInTray" />,
  notifications: ({ set }: Props) => <DesktopSwitch set={set} name="notifications" />,
  spellCheck: ({ set }: Props) => <DesktopSwitch set={set} name="spellCheck" />,
} as const;
