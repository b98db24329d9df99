import type { TFunction } from 'i18next';
import type { Zone } from '../../../shared/privacy/zones.ts';
import type { RuleAction, Share, TargetMatch } from '../../../shared/routing/rules/rule.ts';

type Texts = TFunction<'routing'>;

/** What is told in the window's language. */
interface Telling {
  readonly t: Texts;
  /** The zones' names. */
  readonly zone: (zone: Zone) => string;
  /** As `Intl` names it. */
  readonly language: string;
}

/** What a rule does, in words that follow its condition: “keeps it on this device and masks what was found”. */
export function effectWords(action: RuleAction, { t, zone, language }: Telling): string {
  // British English sets no comma before the last “and”, as the rest of the window does not.
  const joined = (words: readonly string[], type: Intl.ListFormatType) =>
    new Intl.ListFormat(language === 'en' ? 'en-GB' : language, { type }).format(words);
  const quoted = (words: readonly string[], type: Intl.ListFormatType) =>
    joined(
      words.map((word) => t('effects.quoted', { word })),
      type,
    );
  const match = ({ targets, zones, providers, regions }: TargetMatch, type: Intl.ListFormatType): string => {
    const places = (zones ?? []).map(zone);
    let subject = targets === undefined ? joined(places, type) || t('effects.targets') : quoted(targets, type);
    if (targets !== undefined && places.length > 0) subject = t('effects.on', { subject, places: joined(places, 'disjunction') });
    if (providers !== undefined) subject = t('effects.from', { subject, providers: quoted(providers, 'disjunction') });
    return regions === undefined ? subject : t('effects.in', { subject, regions: quoted(regions, 'disjunction') });
  };
  const shares = (all: readonly Share[]) => {
    const total = all.reduce((sum, { weight }) => sum + weight, 0);
    const part = (weight: number) => ((weight / total) * 100).toLocaleString(language, { maximumFractionDigits: 1 });
    return joined(
      all.map(({ target, weight }) => t('effects.share', { target, share: part(weight) })),
      'conjunction',
    );
  };
  const { tags, ceiling, require, forbid, prefer, mask, objective, maxCostUsd, deny, split } = action;
  const effects = [
    tags && t('effects.tags', { count: tags.length, list: quoted(tags, 'conjunction') }),
    ceiling && t(`effects.ceiling.${ceiling}`),
    require && t('effects.require', { match: match(require, 'disjunction') }),
    forbid && t('effects.forbid', { match: match(forbid, 'conjunction') }),
    prefer && t('effects.prefer', { match: match(prefer, 'disjunction') }),
    mask && t('effects.mask'),
    typeof objective === 'string' && t('effects.objective', { objective: t(`objective.names.${objective}`) }),
    typeof objective === 'object' && t('effects.ownWeights'),
    maxCostUsd !== undefined && t('effects.maxCostUsd', { usd: maxCostUsd }),
    deny !== undefined && t('effects.deny', { words: deny }),
    split && t('effects.split', { list: shares(split) }),
  ];
  return joined(
    effects.filter((effect) => typeof effect === 'string'),
    'conjunction',
  );
}
