import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { drawDiagram } from './draw-diagram.ts';

/** Longer ones are drawn when somebody asks for it. */
const DRAWN_AT_ONCE = 4_000;

/** The width that a diagram was drawn in, in CSS pixels; its picture says only that it may be as wide as its place. */
function widthOf(svg: string): number | undefined {
  const [, width] = /viewBox="[-\d.]+ [-\d.]+ ([\d.]+) [\d.]+"/.exec(svg) ?? [];
  return width === undefined ? undefined : Math.ceil(Number(width));
}

/**
 * A diagram that a model wrote. It is drawn in a page of its own that reaches nothing, and shown as a picture, in which
 * nothing runs and nothing is fetched. @param children its source
 */
export function Diagram({ source, children }: { source: string; children: ReactNode }) {
  const { t } = useTranslation('chat');
  const [isWanted, setWanted] = useState(source.length <= DRAWN_AT_ONCE);
  const [picture, setPicture] = useState<{ readonly address: string; readonly width: number | undefined }>();
  const [hasFailed, setFailed] = useState(false);
  const [showsSource, setShowsSource] = useState(false);
  useEffect(() => {
    if (!isWanted) return;
    let isHere = true;
    drawDiagram(source).then(
      (svg) => isHere && setPicture({ address: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`, width: widthOf(svg) }),
      () => isHere && setFailed(true),
    );
    return () => {
      isHere = false;
    };
  }, [source, isWanted]);
  if (picture === undefined)
    return (
      <div className="flex flex-col gap-2">
        {children}
        {hasFailed ? <p className="text-small text-quiet">{t('answer.diagramFailed')}</p> : null}
        {isWanted ? null : (
          <p>
            <Button onClick={() => setWanted(true)}>{t('answer.drawDiagram')}</Button>
          </p>
        )}
      </div>
    );
  return (
    <figure className="flex flex-col gap-2">
      <div className="overflow-x-auto rounded-lg border border-line bg-diagram p-3">
        <img src={picture.address} width={picture.width} alt={t('answer.diagram')} className="diagram mx-auto max-w-full" />
      </div>
      <p>
        <Button look="bare" className="-ms-3" aria-expanded={showsSource} onClick={() => setShowsSource(!showsSource)}>
          {t(showsSource ? 'answer.hideSource' : 'answer.showSource')}
        </Button>
      </p>
      {showsSource ? children : null}
    </figure>
  );
}
