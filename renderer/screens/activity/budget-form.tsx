import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CapOutlooksView, CapOutlookView } from '../../../shared/api/activity-views.ts';
import { SCOPES, WINDOWS, type Window } from '../../../shared/money/cap.ts';
import { errorText } from '../../said.ts';
import { activity } from '../../stores/session.ts';
import { FIELD } from '../../ui/field.ts';
import { FormWindow } from '../../ui/form-window.tsx';
import { Choice } from './choice.tsx';
import { useScope } from './use-scope.ts';

interface BudgetFormProps {
  readonly subjects: CapOutlooksView['subjects'];
  /** The one to change; absent: a new one is made. */
  readonly cap?: CapOutlookView;
  onClose(): void;
  /** @param notice what is to be known of it */
  onSaved(notice: string | undefined): void;
}

type Scope = Exclude<(typeof SCOPES)[number], 'conversation'>;

const KINDS = SCOPES.filter((scope): scope is Scope => scope !== 'conversation');
const NANO = 1e9;

/** A cap as a person sets it: over what, for how long, how much, and whether it holds or warns. */
export function BudgetForm({ subjects, cap, onClose, onSaved }: BudgetFormProps) {
  const { t } = useTranslation('activity');
  const shown = useScope();
  const names = useId();
  const [kind, setKind] = useState<Scope>('total');
  const [name, setName] = useState('');
  const [window, setWindow] = useState<Window>(cap?.window ?? 'month');
  const [rolling, setRolling] = useState(cap?.rolling ?? false);
  const [hardness, setHardness] = useState<'hard' | 'soft'>(cap?.soft ? 'soft' : 'hard');
  const [dollars, setDollars] = useState(cap?.limits.nanoDollars === undefined ? '' : String(cap.limits.nanoDollars / NANO));
  const [tokens, setTokens] = useState(cap?.limits.tokens === undefined ? '' : String(cap.limits.tokens));
  const [requests, setRequests] = useState(cap?.limits.requests === undefined ? '' : String(cap.limits.requests));
  const [fault, setFault] = useState<string>();
  const mayRoll = window !== 'request' && window !== 'lifetime';

  async function save(): Promise<void> {
    const [money, mostTokens, mostRequests] = [numberIn(dollars), numberIn(tokens), numberIn(requests)];
    if ([money, mostTokens, mostRequests].some(Number.isNaN)) return setFault(t('wrongNumber'));
    if (kind !== 'total' && name.trim() === '' && cap === undefined) return setFault(t('nameNeeded'));
    const { error, notice } = await activity.budgets.set({
      scope: cap?.scope ?? (kind === 'total' ? 'total' : `${kind}:${name.trim()}`),
      window,
      rolling: rolling && mayRoll,
      soft: hardness === 'soft',
      ...(money === undefined ? {} : { nanoDollars: Math.round(money * NANO) }),
      ...(mostTokens === undefined ? {} : { tokens: Math.round(mostTokens) }),
      ...(mostRequests === undefined || window === 'request' ? {} : { requests: Math.round(mostRequests) }),
    });
    if (error === undefined) onSaved(notice);
    else setFault(errorText(error));
  }

  return (
    <FormWindow
      name={cap === undefined ? t('addBudget') : t('changeBudget', { name: shown(cap.over) })}
      action={t('save')}
      problem={fault}
      onClose={onClose}
      onSubmit={save}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        {cap === undefined ? (
          <>
            <Row name={t('over')}>
              <Choice<Scope> name={t('over')} value={kind} choices={KINDS.map((one) => [one, t(`scopes.${one}`)])} onPick={setKind} />
            </Row>
            {kind === 'total' ? (
              <span />
            ) : (
              <Row name={t('itsName')}>
                <input
                  aria-label={t('itsName')}
                  value={name}
                  list={names}
                  onChange={(event) => setName(event.target.value)}
                  className={FIELD}
                />
                <datalist id={names}>
                  {subjects[kind].map((one) => (
                    <option key={one} value={one} />
                  ))}
                </datalist>
              </Row>
            )}
            <Row name={t('window')}>
              <Choice<Window>
                name={t('window')}
                value={window}
                choices={WINDOWS.map((one) => [one, t(`windows.${one}`)])}
                onPick={setWindow}
              />
            </Row>
            <Row name={t('whenReached')}>
              <Choice
                name={t('whenReached')}
                value={hardness}
                choices={[
                  ['hard', t('hard')],
                  ['soft', t('soft')],
                ]}
                onPick={(picked: 'hard' | 'soft') => setHardness(picked)}
              />
            </Row>
            {mayRoll ? (
              <label className="flex items-center gap-2 sm:col-span-2">
                <input
                  type="checkbox"
                  checked={rolling}
                  onChange={(event) => setRolling(event.target.checked)}
                  className="size-4 accent-device"
                />
                {t('rolling')}
              </label>
            ) : null}
          </>
        ) : null}
        <Amount name={t('mostDollars')} value={dollars} onChange={setDollars} />
        <Amount name={t('mostTokens')} value={tokens} onChange={setTokens} />
        {window === 'request' ? null : <Amount name={t('mostRequests')} value={requests} onChange={setRequests} />}
      </div>
      <p className="text-small text-quiet">{t('emptyIsNone')}</p>
    </FormWindow>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span aria-hidden className="text-small text-quiet">
        {name}
      </span>
      {children}
    </div>
  );
}

function Amount({ name, value, onChange }: { name: string; value: string; onChange(value: string): void }) {
  return (
    <Row name={name}>
      <input
        aria-label={name}
        inputMode="decimal"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={`${FIELD} tabular-nums`}
      />
    </Row>
  );
}

/** Nothing for nothing, NaN for what is no amount. A comma is a decimal point, as in half of the world. */
function numberIn(typed: string): number | undefined {
  const text = typed.trim().replace(',', '.');
  if (text === '') return undefined;
  const value = Number(text);
  return value >= 0 ? value : Number.NaN;
}
