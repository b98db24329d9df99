import { FolderMinus, FolderPlus } from 'lucide-react';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { errorText } from '../../said.ts';
import type { Places as PlacesView } from '../../stores/models.ts';
import { models, settings } from '../../stores/session.ts';
import type { SettingsOf } from '../../stores/settings.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { FIELD } from '../../ui/field.ts';
import { formatBytes } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Switch } from '../../ui/switch.tsx';

const APPS = [
  ['lmStudio', 'lm-studio', 'LM Studio'],
  ['jan', 'jan', 'Jan'],
  ['huggingFace', 'hugging-face', 'Hugging Face'],
  ['ollama', 'ollama', 'Ollama'],
] as const;

type Place = PlacesView['places'][number];

/** Where models lie: Lintel's folder, the person's own, and those of other apps, with what each takes of the disk. */
export function Places() {
  const { t } = useTranslation('models');
  const { t: shell } = useTranslation('shell');
  const places = useStore(models.store, (current) => current.places);
  const { settings: set, error } = useStore(settings.store);
  useEffect(() => void settings.load(), []);
  if (places === undefined || set === undefined) return null;
  const own = places.places.filter(({ source }) => source === 'lintel');
  return (
    <section aria-labelledby="models-places" className="flex flex-col gap-3">
      <div>
        <h2 id="models-places" className="font-semibold">
          {t('places.title')}
        </h2>
        {places.freeBytes === undefined ? null : (
          <p className="text-small text-quiet tabular-nums">{t('places.free', { size: formatBytes(places.freeBytes) })}</p>
        )}
      </div>
      {error === undefined ? null : (
        <div role="alert">
          <Notice action={<Button onClick={settings.dismissError}>{shell('close')}</Button>}>{errorText(error)}</Notice>
        </div>
      )}
      <ul className="divide-y divide-line border-y border-line">
        {own.map((place) => (
          <li key={place.path} className="py-2">
            <Folder name={t('places.lintel')} place={place} />
          </li>
        ))}
        {set.modelFolders.map((path) => (
          <li key={path} className="flex items-center gap-2 py-2">
            <Folder
              name={t('places.yours')}
              place={places.places.find((one) => one.source === 'folder' && one.path === path) ?? { path }}
            />
            <IconButton
              name={t('places.removeFolder', { path })}
              onClick={() => void changeFolders(set.modelFolders.filter((one) => one !== path))}
            >
              <FolderMinus aria-hidden size={16} />
            </IconButton>
          </li>
        ))}
        {APPS.map(([key, source, name]) => (
          <li key={key} className="py-2">
            <App
              name={name}
              isOn={set.otherApps[key]}
              places={places.places.filter((one) => one.source === source)}
              onChange={(isOn) => void switchApp(key, isOn)}
            />
          </li>
        ))}
      </ul>
      <AddFolder set={set} />
    </section>
  );
}

async function changeFolders(modelFolders: string[]): Promise<boolean> {
  const isKept = await settings.change({ modelFolders });
  models.lookSoon();
  return isKept;
}

async function switchApp(app: (typeof APPS)[number][0], isOn: boolean): Promise<void> {
  await settings.change({ otherApps: { [app]: isOn } });
  models.lookSoon();
}

function Folder({ name, place }: { name: string; place: Partial<Place> & { readonly path: string } }) {
  const { t } = useTranslation('models');
  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-baseline justify-between gap-x-4">
      <p className="min-w-0">
        {name}
        <span className="block text-small text-quiet [overflow-wrap:anywhere]">{place.path}</span>
      </p>
      <p className="text-small text-quiet tabular-nums">
        {place.isThere === false
          ? t('places.missing')
          : t('places.holds', { count: place.models ?? 0, size: formatBytes(place.bytes ?? 0) })}
      </p>
    </div>
  );
}

function App({ name, isOn, places, onChange }: { name: string; isOn: boolean; places: readonly Place[]; onChange(isOn: boolean): void }) {
  const { t } = useTranslation('models');
  const found = places.filter(({ isThere }) => isThere);
  const count = found.reduce((sum, place) => sum + place.models, 0);
  const size = formatBytes(found.reduce((sum, place) => sum + place.bytes, 0));
  const detail = found.length === 0 ? t('places.notFound') : isOn ? t('places.holds', { count, size }) : t('places.found');
  return (
    <Switch isOn={isOn} detail={[detail, ...found.map(({ path }) => path)].join(' · ')} onChange={onChange}>
      {t('places.app', { name })}
    </Switch>
  );
}

function AddFolder({ set }: { set: SettingsOf }) {
  const { t } = useTranslation('models');
  const id = useId();
  const [path, setPath] = useState('');
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = path.trim();
    if (wanted === '' || set.modelFolders.includes(wanted)) return;
    if (await changeFolders([...set.modelFolders, wanted])) setPath('');
  };
  return (
    <form onSubmit={add} className="flex flex-col gap-1">
      <label htmlFor={id} className="text-small text-quiet">
        {t('places.addFolder')}
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          value={path}
          onChange={(event) => setPath(event.target.value)}
          placeholder={t('places.example')}
          autoComplete="off"
          spellCheck={false}
          className={`${FIELD} flex-1`}
        />
        <Button type="submit" disabled={path.trim() === ''}>
          <FolderPlus aria-hidden size={15} />
          {t('places.add')}
        </Button>
      </div>
      <p className="text-small text-quiet">{t('places.hint')}</p>
    </form>
  );
}
