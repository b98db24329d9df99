import { useTranslation } from 'react-i18next';
import type { PlanView } from '../../../shared/api/views.ts';
import { nameIn } from '../../ui/chip-facts.ts';
import { formatDuration, formatMoney } from '../../ui/format.ts';
import { ZoneMark } from '../../ui/zone.tsx';

const PERCENT = 100;

/** The permitted targets, best first, each with what was expected of it. */
export function Expectations({ plan }: { plan: PlanView }) {
  const { t } = useTranslation('explain');
  const hasAny = plan.permitted.some(({ expected }) => expected !== undefined);
  return (
    <table className="w-full table-fixed text-small tabular-nums">
      <thead className={hasAny ? 'text-quiet' : 'sr-only'}>
        <tr>
          {(['cost', 'firstToken', 'inAll', 'serves'] as const).map((name) => (
            <th key={name} scope="col" className="py-1 pe-2 text-start align-bottom font-normal [overflow-wrap:anywhere] hyphens-auto">
              {t(`expected.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      {plan.permitted.map((target) => (
        <tbody key={target.targetId} className="border-t border-line">
          <tr>
            <th scope="rowgroup" colSpan={4} className="pt-2 pb-1 text-start font-medium">
              <span className="flex items-start justify-between gap-3">
                <span className="min-w-0 [overflow-wrap:anywhere]">
                  {nameIn(plan, target)}
                  {target.masked === true ? <span className="font-normal text-quiet">, {t('masked')}</span> : null}
                </span>
                <ZoneMark place={target.zone} />
              </span>
            </th>
          </tr>
          {target.expected === undefined ? null : (
            <tr className="text-quiet">
              <td className="pb-2">{formatMoney(target.expected.costNanoDollars)}</td>
              <td className="pb-2">{formatDuration(target.expected.firstTokenMs)}</td>
              <td className="pb-2">{formatDuration(target.expected.totalMs)}</td>
              <td className="pb-2">{Math.round(target.expected.quality * PERCENT)} %</td>
            </tr>
          )}
        </tbody>
      ))}
    </table>
  );
}
