import { FINDING_TYPES } from '../../../shared/privacy/finding.ts';
import { falseAlarms, measure, measureChecked, type Quality, type Verdict } from './score.ts';

interface Row extends Quality {
  readonly group: string;
  readonly name: string;
}

const under = (verdicts: readonly Verdict[], group: string, value: string) =>
  verdicts.filter(({ subject }) => subject.groups[group] === value);

/** Groups by what the texts are of: language, setting, half, or what another corpus tells. */
function rows(verdicts: readonly Verdict[]): Row[] {
  const groups = [...new Set(verdicts.flatMap(({ subject }) => Object.keys(subject.groups)))];
  return [
    ...FINDING_TYPES.filter((type) => type !== 'own-term').map((type) => ({
      group: 'type',
      name: type,
      ...measure(verdicts, (other) => other === type),
    })),
    ...groups.flatMap((group) =>
      [...new Set(verdicts.map(({ subject }) => subject.groups[group] ?? ''))].flatMap((name) => {
        const part = under(verdicts, group, name);
        return [
          { group, name, ...measure(part), texts: part.length },
          ...(group === 'half' || group === 'scope'
            ? [{ group, name: `${name}, checked`, ...measureChecked(part), texts: part.length }]
            : []),
        ];
      }),
    ),
    { group: 'total', name: 'secrets and check digits', ...measureChecked(verdicts), texts: verdicts.length },
    { group: 'total', name: 'all', ...measure(verdicts), texts: verdicts.length },
  ];
}

const decimals = (value: number) => value.toFixed(3).padStart(10);

/** A table for a person. */
export function table(verdicts: readonly Verdict[]): string {
  const head = `${'group'.padEnd(10)}${'name'.padEnd(26)}${['texts', 'found', 'stray', 'missed'].map((name) => name.padStart(8)).join('')}${['precision', 'recall', 'F1'].map((name) => name.padStart(10)).join('')}`;
  const body = rows(verdicts).map(
    ({ group, name, texts, found, stray, missed, precision, recall, f1 }) =>
      group.padEnd(10) +
      name.padEnd(26) +
      [texts, found, stray, missed].map((count) => String(count).padStart(8)).join('') +
      [precision, recall, f1].map(decimals).join(''),
  );
  const { clean, perThousand } = falseAlarms(verdicts);
  return `${[head, ...body].join('\n')}\n\nClean texts with a false alarm: ${perThousand.toFixed(1)} in 1,000 (of ${clean}).\n`;
}

/** The same for a program. */
export const asJson = (verdicts: readonly Verdict[]): string =>
  JSON.stringify({ texts: verdicts.length, falseAlarms: falseAlarms(verdicts), rows: rows(verdicts) }, null, 2);

const excerpt = (text: string, start: number, end: number) =>
  JSON.stringify(`${text.slice(Math.max(0, start - 40), start)}⟦${text.slice(start, end)}⟧${text.slice(end, end + 25)}`);

/** Every error in a line: what was missed or found by mistake, and where. */
export function errors(verdicts: readonly Verdict[]): string {
  return verdicts
    .flatMap(({ subject, missed, stray }) => [
      ...missed.map((miss) =>
        typeof miss === 'string'
          ? `missed ${miss.padEnd(16)} ${subject.id} ${JSON.stringify(subject.text.slice(0, 120))}`
          : `missed ${miss.type.padEnd(16)} ${subject.id} ${excerpt(subject.text, miss.start, miss.end)}`,
      ),
      ...stray.map(
        ({ type, start, end, validator }) => `stray  ${type.padEnd(16)} ${subject.id} ${excerpt(subject.text, start, end)} (${validator})`,
      ),
    ])
    .sort()
    .join('\n');
}
