import { KeyRound } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Recipe } from '../../../shared/api/client-recipes.ts';
import { apps } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Trial } from './trial.tsx';

/** Shown where a key would be, until one is made. */
const NO_KEY = 'YOUR_KEY';

/** One client: its exact settings with a key of its own, and a test. @param address of the port; absent: it is off */
export function RecipeCard({ recipe, address }: { readonly recipe: Recipe; readonly address: string | undefined }) {
  const { t } = useTranslation('apps');
  const [key, setKey] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Newer browsers give a promise, which is nothing to clean up by.
    void head.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const make = async () => {
    setBusy(true);
    const { name, icon } = recipe;
    const created = await apps.create({ name, icon }, undefined, t('keys.made', { name }));
    setBusy(false);
    if (created !== undefined) setKey(created.key);
  };
  const settings = recipe.settings(address ?? 'http://127.0.0.1:5468', key ?? NO_KEY);
  return (
    <section aria-label={recipe.name} className="flex flex-col gap-3 rounded-lg border border-line p-4">
      <h2 ref={head} className="font-semibold">
        {recipe.name}
      </h2>
      <p className="text-small text-quiet">
        {t(`speech.${recipe.speech}`)} {t(recipe.isTried ? 'setup.tried' : 'setup.untried')}
      </p>
      {recipe.isRemote === true ? <Notice>{t('setup.remote', { name: recipe.name })}</Notice> : null}
      {address === undefined ? <Notice>{t('setup.off')}</Notice> : null}
      <p>{recipe.place === undefined ? t(`clients.${recipe.id as 'cline'}`) : t('setup.place', { place: recipe.place })}</p>
      <figure dir="ltr" className="rounded-lg border border-line bg-wall">
        <figcaption className="flex justify-end pe-1 pt-1">
          <CopyButton name={t('setup.copy')} text={settings} />
        </figcaption>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll by keyboard only if it can be focused. */}
        <pre tabIndex={0} className="overflow-x-auto px-3 pb-3 font-mono text-small">
          <code>{settings}</code>
        </pre>
      </figure>
      {key === undefined ? (
        <div className="flex flex-wrap items-center gap-3">
          <Button look="primary" disabled={isBusy} onClick={make}>
            <KeyRound aria-hidden size={15} />
            {t('setup.makeKey')}
          </Button>
          <span className="text-small text-quiet">{t('setup.noKey', { placeholder: NO_KEY })}</span>
        </div>
      ) : (
        <>
          <p className="text-small text-quiet">{t('setup.keyOnce')}</p>
          <Trial apiKey={key} speech={recipe.speech} />
        </>
      )}
    </section>
  );
}
