import { ImageOff } from 'lucide-react';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import { Button } from './button.tsx';
import { type PictureSource, PictureSourceContext, WithinLink } from './picture-source.ts';
import { safeLink } from './safe-link.ts';

/** Characters of an address beyond its host that a picture's name needs; more may be a message. */
const USUAL_PATH = 80;

interface RemotePictureProps {
  readonly src: string | undefined;
  readonly alt: string | undefined;
}

/**
 * A picture that an answer names. Fetching it tells its server that the answer is read, and whatever the model put into the
 * address: nothing is fetched before a person asks for this one.
 */
export function RemotePicture({ src, alt = '' }: RemotePictureProps) {
  const { t } = useTranslation('chat');
  const source = useContext(PictureSourceContext);
  const isInLink = useContext(WithinLink);
  const address = safeLink(src);
  const isWeb = address !== undefined && !address.startsWith('mailto:');
  if (!isWeb || source === undefined || isInLink) return <span>{alt === '' ? t('answer.image') : t('answer.imageOf', { alt })}</span>;
  return <Held address={address} alt={alt} source={source} />;
}

function Held({ address, alt, source }: { readonly address: string; readonly alt: string; readonly source: PictureSource }) {
  const { t } = useTranslation('chat');
  const loaded = useStore(source.store, (all) => all[address]);
  const { host, pathname, search } = new URL(address);
  if (loaded?.phase === 'there')
    return (
      <img
        src={loaded.picture}
        width={loaded.width}
        height={loaded.height}
        alt={alt === '' ? t('answer.image') : alt}
        title={host}
        className="h-auto max-w-full rounded-lg border border-line"
      />
    );
  // The name of a site is its last two parts; what stands before them may say as much as a path.
  const beyond = pathname.length + search.length + host.split('.').slice(0, -2).join('.').length;
  const mayTell = search !== '' || beyond > USUAL_PATH;
  return (
    <span className="my-1 inline-flex max-w-full flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-line bg-wall px-3 py-2 align-middle text-small">
      <ImageOff aria-hidden size={16} className="shrink-0 text-quiet" />
      <span className="min-w-0 flex-1 basis-48 [overflow-wrap:anywhere]">
        <bdi>{alt === '' ? t('picture.none') : alt}</bdi>{' '}
        <a href={address} title={address} target="_blank" rel="noreferrer noopener" className="text-quiet!">
          <bdi>{t('picture.from', { host })}</bdi>
        </a>
        {mayTell ? <span className="block text-quiet">{t('picture.words', { count: beyond })}</span> : null}
        <span role="alert" className="block text-refused empty:hidden">
          {loaded?.phase === 'failed' ? loaded.reason : ''}
        </span>
      </span>
      <Button disabled={loaded?.phase === 'loading'} aria-label={t('picture.loadOf', { host })} onClick={() => void source.load(address)}>
        {t(loaded === undefined ? 'picture.load' : loaded.phase === 'loading' ? 'picture.loading' : 'picture.again')}
      </Button>
    </span>
  );
}
