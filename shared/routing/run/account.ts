import type { LintelErrorShape } from '../../chat/error.ts';
import type { ChatEvent } from '../../chat/event.ts';
import type { ChatRequest } from '../../chat/request.ts';
import { NO_USAGE, type Usage } from '../../chat/usage.ts';
import { type Beside, besideOf, wishesOf, withFewer, withoutHaste } from '../../money/beside.ts';
import { costOf, type Most, type Price } from '../../money/price.ts';
import { usedOf } from '../../money/used.ts';
import { LONGEST_ANSWER, MOST_SEARCHES, mostOf, OVERRUN } from '../most.ts';
import type { Candidate, Plan } from '../plan.ts';
import type { Ports } from '../ports.ts';
import { energyJoules } from '../predict/predict.ts';
import type { Attempt } from '../record.ts';
import { conversationName } from '../rehearsal/keep.ts';
import type { Reservation } from '../spending.ts';
import type { Target } from '../target.ts';
import { sizesOf, soundTokensOf } from '../tokens/size.ts';

/** What one try may use, and what it came to. */
export interface Account {
  /**
   * Sets aside the most that sending this request can use. Returns it as it may go: under a cap no answer is longer than what
   * was set aside for it. Throws what `Budgets.reserve` throws.
   */
  open(request: ChatRequest): ChatRequest;
  /** Counts an event, and puts what was truly used into the last one; that ends the answer early where more came than was set aside. */
  note(event: ChatEvent): ChatEvent;
  /** Writes down what the try came to, where it was ever sent. Once only. Throws what the ledger throws. */
  close(outcome: Attempt['outcome'], error?: LintelErrorShape): void;
}

interface Opened {
  readonly reservation: Reservation;
  readonly request: ChatRequest;
  /** What it can cost by its price, in nano-dollars. */
  readonly possible: number;
  readonly beside: Beside;
  /** It was asked for before others'. */
  readonly isFaster: boolean;
  /** When it was sent, by the clock that never jumps, in milliseconds. */
  readonly at: number;
  readonly most: Most & { readonly nanoDollars: number };
}

/** Tokens a second that no model makes which hides its thought: our own figure, more than twice what the quickest do. */
const FASTEST = 1_000;

/** Prices that a provider raised since they were read are hardly more than so many times dearer. */
const DEAR = 10;

const NOTHING = { inputTokens: 0, outputTokens: 0, nanoDollars: 0 };

/** The account of one try of one target. */
export function createAccount(
  { plan, candidate, number }: { readonly plan: Plan; readonly candidate: Candidate; readonly number: number },
  { budgets, fleet, clock }: Pick<Ports, 'budgets' | 'fleet' | 'clock'>,
): Account {
  const targets = fleet.targets();
  const target = targets.find(({ id }) => id === candidate.targetId);
  const price = target?.price;
  const isHere = candidate.zone === 'device';
  let opened: Opened | undefined;
  let startedAt: number | undefined;
  let produced = 0;
  let used: Usage | undefined;

  function usageOf(reported: Usage | undefined): Usage {
    if (opened === undefined) return NO_USAGE;
    const inputTokens = sizesOf(opened.request)[target?.tokenizer ?? 'unknown'];
    const sound = price?.audio === undefined ? {} : { audioTokens: soundTokensOf(opened.request) };
    const ranked = withService(reported, opened.isFaster);
    const counted = usedOf(ranked, { inputTokens, outputTokens: produced, ...sound }, opened.most);
    const isTold = reported !== undefined && reported.isEstimate !== true;
    const usage = asPriced(isTold ? counted : withUnseen(counted, opened), price);
    // What a provider that has prices says it charged is what is paid: no more than was set aside, or than a dear day explains.
    const charged = reported?.costNanoDollars ?? 0;
    const isCharge = price !== undefined && candidate.zone !== 'lan' && !isHere && Number.isSafeInteger(charged) && charged > 0;
    const cost = costOf(price, usage) + inPlace(price, usage, opened.beside.percent);
    if (!isCharge) return { ...usage, costNanoDollars: cost };
    return { ...usage, costNanoDollars: Math.min(charged, opened.most.nanoDollars, Math.max(cost, opened.possible) * DEAR) };
  }

  /**
   * What was used that nobody told of, such as thought that is not shown: under a cap as much as may have been in that time, and
   * never more than was set aside.
   */
  function withUnseen(usage: Usage, { reservation, request, most, beside, at }: Opened): Usage {
    if (!reservation.isCapped || isHere) return usage;
    const thinks = target?.thinksUnseen === true && request.reasoning?.enabled !== false;
    const possible = thinks ? Math.ceil(((clock.elapsed() - at) / 1_000) * FASTEST) * (request.choices ?? 1) : 0;
    return {
      ...usage,
      outputTokens: Math.min(most.outputTokens, Math.max(usage.outputTokens, possible)),
      ...(beside.reads > 0 ? { inputTokens: most.inputTokens } : {}),
      ...(beside.searches ? { searches: most.searches } : {}),
      isEstimate: true,
    };
  }

  /** Whoever refused before beginning charges nothing. Whoever was left or waited for in vain may. */
  const mayCharge = (outcome: Attempt['outcome'], error: LintelErrorShape | undefined) =>
    startedAt !== undefined || (!isHere && (outcome === 'cancelled' || (error?.code === 'timeout' && error.unsent !== true)));

  return {
    open(request) {
      const { app, conversationId, project } = request;
      const { inputTokens, outputTokens, nanoDollars } = isHere ? NOTHING : mostOf(request, target ?? { contextWindow: LONGEST_ANSWER });
      const isPaid = candidate.zone === 'trusted' || candidate.zone === 'cloud';
      const isUnpriced = price === undefined && isPaid;
      const beside = besideOf(wishesOf(request), target);
      const hasUnpricedTools = isPaid && (beside.others || (beside.searches && price?.search === undefined));
      const reservation = budgets.reserve({
        requestId: plan.requestId,
        number,
        app,
        tags: plan.tags ?? [],
        ...(project === undefined ? {} : { project }),
        ...(conversationId === undefined ? {} : { conversationId: conversationName(conversationId) }),
        target: {
          id: candidate.targetId,
          zone: candidate.zone,
          ...(target?.provider === undefined ? {} : { provider: target.provider }),
        },
        most: { inputTokens, outputTokens, ...(isUnpriced ? {} : { nanoDollars }) },
        ...(hasUnpricedTools ? { unpricedTools: true as const } : {}),
        ...(candidate.expected === undefined ? {} : { expectedNanoDollars: candidate.expected.costNanoDollars }),
        ...(plan.maxCostNanoDollars === undefined ? {} : { requestMostNanoDollars: plan.maxCostNanoDollars }),
      });
      const searches = beside.searches ? MOST_SEARCHES : 0;
      const bounded = reservation.isCapped && isPaid ? withinPrice(request, beside, price) : request;
      const { isFaster } = bounded === request ? beside : besideOf(wishesOf(bounded), target);
      const most = reservation.isCapped
        ? { inputTokens, outputTokens, searches, isFaster, isSlower: beside.isSlower, nanoDollars }
        : {
            inputTokens: Number.MAX_SAFE_INTEGER,
            outputTokens: Number.MAX_SAFE_INTEGER,
            searches: Number.MAX_SAFE_INTEGER,
            isFaster: true,
            isSlower: true,
            nanoDollars: Number.MAX_SAFE_INTEGER,
          };
      opened = { reservation, request, most, possible: nanoDollars, beside, isFaster, at: clock.elapsed() };
      if (!reservation.isCapped) return request;
      if (bounded.maxOutputTokens !== undefined) return bounded;
      return { ...bounded, maxOutputTokens: Math.min(LONGEST_ANSWER, target?.contextWindow ?? LONGEST_ANSWER) };
    },
    note(event) {
      if (event.type === 'queued' || event.type === 'error') return event;
      startedAt ??= clock.elapsed();
      if (event.type === 'finish') {
        used = usageOf(event.usage);
        return { ...event, usage: used };
      }
      if (event.type === 'start') return event;
      produced += event.tokens;
      // What comes without tokens of its own is never too much.
      if (event.tokens === 0 || opened === undefined || produced <= opened.most.outputTokens - OVERRUN || !opened.reservation.isCapped)
        return event;
      used = usageOf(undefined);
      return { type: 'finish', reason: 'length', usage: used };
    },
    close(outcome, error) {
      if (opened === undefined) return;
      const usage = used ?? (mayCharge(outcome, error) ? usageOf(undefined) : NO_USAGE);
      const ms = startedAt === undefined ? 0 : clock.elapsed() - startedAt;
      const wouldCost = isHere ? cheapestElsewhere(plan, targets, usage) : undefined;
      opened.reservation.settle({
        outcome,
        usage,
        energyJoules: target === undefined ? 0 : energyJoules(target, ms),
        ...(wouldCost === undefined ? {} : { wouldCostNanoDollars: wouldCost }),
      });
    },
  };
}

/** What its tokens cost more for being made in one place; searches cost the same everywhere. */
const inPlace = (price: Price | undefined, usage: Usage, percent: number): number =>
  price === undefined || percent === 100 ? 0 : Math.ceil((costOf({ ...price, request: 0, search: 0 }, usage) * (percent - 100)) / 100);

/** Who does not say how a request was ranked ranked it as was asked. */
const withService = (reported: Usage | undefined, isFaster: boolean): Usage | undefined =>
  reported === undefined || reported.service !== undefined || !isFaster ? reported : { ...reported, service: 'priority' };

/** What went before others' at a price that nobody recorded cost more than is counted here. */
const asPriced = (usage: Usage, price: Price | undefined): Usage =>
  usage.service === 'priority' && price !== undefined && price.priority === undefined ? { ...usage, isEstimate: true } : usage;

/** Under a cap nothing is asked for that can cost more than was set aside for it. */
function withinPrice(request: ChatRequest, { isFaster, reads }: Beside, price: Price | undefined): ChatRequest {
  if (!isFaster && reads === 0) return request;
  const wire = isFaster ? withoutHaste(request.wire, price?.priority !== undefined) : request.wire;
  return { ...request, wire: reads > 0 ? withFewer(wire, MOST_SEARCHES) : wire };
}

/** What as many tokens would have cost at the cheapest place that the plan permits and that charges. */
function cheapestElsewhere({ permitted }: Plan, targets: readonly Target[], { inputTokens, outputTokens }: Usage): number | undefined {
  const ids = new Set(permitted.map(({ targetId }) => targetId));
  const costs = targets.flatMap(({ id, price }) =>
    price === undefined || !ids.has(id) ? [] : [costOf(price, { inputTokens, cachedInputTokens: 0, outputTokens })],
  );
  return costs.length === 0 ? undefined : Math.min(...costs);
}
