import { useTranslation } from 'react-i18next';
import type { AnswerView, PlanView } from '../../../shared/api/views.ts';
import { formatCount, formatDuration, formatMoney, formatRate } from '../../ui/format.ts';
import { Part } from './part.tsx';

/** Its name, what happened, and what was expected. */
type Fact = readonly [name: string, happened: string, expected?: string | undefined];

/** What was expected of the target that answered, as the plan said it. */
function expectedOf({ permitted }: PlanView, { target }: AnswerView): PlanView['permitted'][number]['expected'] {
  return permitted.find(({ targetId }) => targetId === target?.targetId)?.expected;
}

/** What happened, beside what was expected where that was foretold. */
export function Happened({ plan, answer }: { plan: PlanView; answer: AnswerView }) {
  const { t } = useTranslation('explain');
  const { usage, timings } = answer;
  const expected = expectedOf(plan, answer);
  const hasTokens = usage.outputTokens > 0;
  const { queueMs, loadMs, firstTokenMs, totalMs, tokensPerSecond } = timings;
  const rows: readonly (Fact | false)[] = [
    [t('facts.tokensIn'), formatCount(usage.inputTokens)],
    usage.cachedInputTokens > 0 && [t('facts.cached'), formatCount(usage.cachedInputTokens)],
    [t('facts.tokensOut'), formatCount(usage.outputTokens), expected && formatCount(expected.outputTokens)],
    tokensPerSecond !== undefined && [t('facts.speed'), formatRate(tokensPerSecond)],
    queueMs >= 0.5 && [t('facts.queue'), formatDuration(queueMs)],
    loadMs >= 0.5 && [t('facts.load'), formatDuration(loadMs)],
    hasTokens && [t('facts.firstToken'), formatDuration(firstTokenMs), expected && formatDuration(expected.firstTokenMs)],
    [t('facts.total'), formatDuration(totalMs), expected && formatDuration(expected.totalMs)],
    [t('facts.cost'), formatMoney(usage.costNanoDollars), expected && formatMoney(expected.costNanoDollars)],
  ];
  return (
    <Part title={t(expected === undefined ? 'happened.title' : 'happened.both')}>
      <table className="w-full text-small tabular-nums">
        <thead className={expected === undefined ? 'sr-only' : 'text-quiet'}>
          <tr>
            <td />
            {expected === undefined ? null : (
              <th scope="col" className="py-1 text-end font-normal">
                {t('happened.expected')}
              </th>
            )}
            <th scope="col" className="py-1 text-end font-normal">
              {t('happened.happened')}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row) => (row === false ? null : <Row key={row[0]} row={row} hasExpectations={expected !== undefined} />))}
        </tbody>
      </table>
      {expected?.basis === 'estimated' ? <p className="mt-1 text-small text-quiet">{t('happened.estimates')}</p> : null}
    </Part>
  );
}

function Row({ row: [name, happened, expected], hasExpectations }: { row: Fact; hasExpectations: boolean }) {
  return (
    <tr>
      <th scope="row" className="py-1.5 text-start font-normal text-quiet">
        {name}
      </th>
      {hasExpectations ? <td className="text-end text-quiet">{expected}</td> : null}
      <td className="text-end">{happened}</td>
    </tr>
  );
}
