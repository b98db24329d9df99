import { FINDING_NAMES } from '../../../shared/privacy/finding.ts';
import type { Rehearsal } from '../../stores/routing.ts';
import { formatCount } from '../../ui/format.ts';

type Summary = Rehearsal['summary'];

const requests = (count: number) => (count === 1 ? '1 request' : `${formatCount(count)} requests`);

/** What a draft would have changed, in a sentence or two. */
export function rehearsalWords({ requests: all, moved, lost, leaks }: Summary): string {
  if (all === 0) return 'There is no request yet to replay.';
  const sentences = [
    moved === 0
      ? `Your last ${requests(all)} would have gone where they went.`
      : `${formatCount(moved)} of your last ${requests(all)} would have gone elsewhere.`,
    ...(lost === 0 ? [] : [`${formatCount(lost)} would have had no answer.`]),
    ...(leaks === 0 ? [] : [`${formatCount(leaks)} would have left for where your policy does not let them go now.`]),
  ];
  return sentences.join(' ');
}

/** “2 × an IBAN, a person’s name”. */
export function leakWords(leaked: Summary['leaked']): string {
  if (leaked.length === 0) return 'nothing that the scan found';
  return leaked.map(({ type, count }) => (count === 1 ? FINDING_NAMES[type] : `${count} × ${FINDING_NAMES[type]}`)).join(', ');
}
