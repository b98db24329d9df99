import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { PlannedView } from '../../../shared/api/views.ts';
import { heard } from '../../said.ts';
import { EMPTY_DRAFT } from '../../stores/drafts.ts';
import { chat, connection, drafts, leaving, prediction, view } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { chipOfPlan, nameIn } from '../../ui/chip-facts.ts';
import { formatCount, formatMoney } from '../../ui/format.ts';
import { Meter } from '../../ui/meter.tsx';
import { RouteChip } from '../../ui/route-chip.tsx';

/** Whether there is something to see before it goes: it would leave, or only its ceiling keeps it from that. */
const mayLeave = ({ permitted: [best], refused }: PlannedView) =>
  (best !== undefined && best.zone !== 'device') || refused.some(({ constraint }) => constraint === 'zone');

/** The chip before sending, with what it would cost. Its row keeps its height, so that nothing moves while typing. */
export function Predicted({ id, isBlank }: { id: string; isBlank: boolean }) {
  const { t } = useTranslation('chat');
  const draft = useStore(drafts.store, (all) => all[id]) ?? EMPTY_DRAFT;
  const models = useStore(connection.store, ({ state }) => state?.models);
  const isDown = useStore(connection.store, ({ phase }) => phase === 'down');
  const plan = useStore(prediction.store, (current) => current.plan);
  const isOpen = useStore(view.store, ({ subject }) => subject === 'prediction');

  // biome-ignore lint/correctness/useExhaustiveDependencies: other models, or a connection that is back, change the prediction.
  useEffect(() => {
    prediction.about(isBlank || isDown ? undefined : chat.prompt(id));
  }, [id, draft, isBlank, isDown, models]);

  if (plan === undefined || isBlank)
    return (
      <div className="mt-2 flex h-7 items-center text-small text-quiet max-sm:h-auto max-sm:min-h-14 max-sm:items-start">
        <span className="hidden sm:inline">{t('composer.keys')}</span>
      </div>
    );
  return (
    <div className="mt-2 flex h-7 items-center gap-x-2 text-small text-quiet max-sm:h-auto max-sm:min-h-14 max-sm:flex-wrap max-sm:content-start">
      <RouteChip
        {...chipOfPlan(plan)}
        label={t('prediction')}
        id="route-prediction"
        isOpen={isOpen}
        onOpen={() => (isOpen ? view.closeExplanation() : view.explain('prediction'))}
      />
      <Context plan={plan} window={models?.find((model) => model.id === plan.permitted[0]?.targetId)?.contextWindow} />
      <Price plan={plan} />
      <span className="hidden min-w-0 flex-1 basis-0 truncate md:inline" title={heard(plan.sentence, plan.said)}>
        {heard(plan.sentence, plan.said)}
      </span>
      {mayLeave(plan) ? (
        <Button look="bare" className="ms-auto shrink-0" onClick={() => void leaving.show(id)}>
          {t('whatWouldLeave')}
        </Button>
      ) : null}
    </div>
  );
}

/** How much of the context window of the best place the whole conversation would take. Said by a bar alone: the number is beside it. */
function Context({ plan, window }: { plan: PlannedView; window: number | undefined }) {
  const { t } = useTranslation('chat');
  const [best] = plan.permitted;
  if (best === undefined || plan.traits === undefined || window === undefined) return null;
  const { inputTokens } = plan.traits;
  const words = t('composer.ofContext', { tokens: formatCount(inputTokens), window: formatCount(window) });
  return (
    <span className="w-10 shrink-0" title={words}>
      <Meter name={`${t('composer.contextName', { model: nameIn(plan, best) })}: ${words}`} part={inputTokens / window} />
    </span>
  );
}

/** How many tokens would go, and what the best place would take for them and its answer: an estimate. */
function Price({ plan: { permitted, traits } }: { plan: PlannedView }) {
  const { t } = useTranslation('chat');
  const expected = permitted[0]?.expected;
  if (traits === undefined) return null;
  const facts = [
    t('composer.tokens', { count: traits.inputTokens, tokens: formatCount(traits.inputTokens) }),
    ...(expected === undefined ? [] : [t('composer.cost', { cost: formatMoney(expected.costNanoDollars) })]),
  ];
  return (
    <span className="shrink-0 tabular-nums" title={t('composer.estimate')}>
      {facts.join(' · ')}
    </span>
  );
}
