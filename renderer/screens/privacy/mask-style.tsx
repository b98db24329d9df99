import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Policy } from '../../stores/privacy.ts';
import { privacy } from '../../stores/session.ts';
import { Switch } from '../../ui/switch.tsx';
import { Section } from './section.tsx';

const STYLES = ['placeholders', 'surrogates', 'off'] as const satisfies readonly Policy['masking'][];

/** What stands for a masked value, and what is kept of what left. */
export function MaskStyle({ policy }: { policy: Policy }) {
  const { t } = useTranslation('privacy');
  const name = useId();
  return (
    <Section name={t('masking.title')} intro={t('masking.intro')}>
      <fieldset className="flex flex-col gap-2">
        <legend className="sr-only">{t('masking.legend')}</legend>
        {STYLES.map((style) => (
          <label key={style} className="flex cursor-pointer items-start gap-3">
            <input
              type="radio"
              name={name}
              checked={policy.masking === style}
              onChange={() => void privacy.change({ masking: style }, t('masking.chosen', { name: t(`masking.${style}`) }))}
              className="mt-1 size-4 shrink-0 accent-device"
            />
            <span>
              {t(`masking.${style}`)}
              <span className="block text-small text-quiet">{t(`masking.${style}Example`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="mt-5">
        <Switch
          isOn={policy.keepSentText}
          onChange={(keepSentText) => void privacy.change({ keepSentText }, keepSentText ? t('masking.kept') : t('masking.notKept'))}
          detail={t('masking.keepDetail')}
        >
          {t('masking.keep')}
        </Switch>
      </div>
    </Section>
  );
}
