import type { TFunction } from 'i18next';
import type { FindingType } from '../../../shared/privacy/finding.ts';
import type { Rehearsal } from '../../stores/routing.ts';
import { formatCount } from '../../ui/format.ts';

type Summary = Rehearsal['summary'];
type Texts = TFunction<'routing'>;

/** What a draft would have changed, in a sentence or two. */
export function rehearsalWords({ requests, moved, lost, leaks }: Summary, t: Texts): string {
  if (requests === 0) return t('rehearsal.none');
  const number = formatCount(requests);
  return [
    moved === 0
      ? t('rehearsal.same', { count: requests, number })
      : t('rehearsal.moved', { count: requests, number, moved: formatCount(moved) }),
    ...(lost === 0 ? [] : [t('rehearsal.lost', { number: formatCount(lost) })]),
    ...(leaks === 0 ? [] : [t('rehearsal.leaks', { number: formatCount(leaks) })]),
  ].join(' ');
}

/** “2 × an IBAN, a person’s name”. */
export function leakWords(leaked: Summary['leaked'], t: Texts, finding: (type: FindingType) => string): string {
  if (leaked.length === 0) return t('rehearsal.nothingFound');
  return leaked
    .map(({ type, count }) => (count === 1 ? finding(type) : t('rehearsal.times', { number: count, finding: finding(type) })))
    .join(', ');
}
