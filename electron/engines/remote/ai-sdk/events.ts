import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { LintelError } from '../../../../shared/chat/error.ts';
import type { ChatEvent, FinishReason, ToolCallEvent } from '../../../../shared/chat/event.ts';
import { say } from '../../../../shared/chat/said.ts';
import type { PromptUsage, Usage } from '../../../../shared/chat/usage.ts';
import type { RemoteModel } from '../../../../shared/providers/engine.ts';
import { type createCount, usageOf } from './counted.ts';
import type { Dialect, Extras } from './dialect.ts';
import { type Failing, failureOf } from './failure.ts';
import { signatureIn } from './signature.ts';
import { createStopTexts } from './stop-texts.ts';
import { toldInEvent } from './told.ts';

type Finish = Extract<LanguageModelV4StreamPart, { type: 'finish' }>;

interface Call {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  hasArguments: boolean;
}

export interface Source {
  readonly failing: Failing;
  readonly dialect: Dialect;
  readonly count: ReturnType<typeof createCount>;
  /** What was used, for a provider that does not tell. */
  estimate(): Usage;
  /** Told the prompt's tokens as soon as the provider says them. */
  onPrompt(usage: PromptUsage): void;
  /** The request's stop texts. */
  readonly stop: readonly string[];
  /** Tokens after which the answer ends here, where the provider takes no limit as low. */
  readonly most?: number;
  /** Absent: the caller speaks another dialect, or what was asked is masked. */
  readonly extras?: Extras;
}

/**
 * The SDK's parts as events, from the start, once the provider says anything, to a finish. Throws a LintelError for a
 * failure, and for an end that is none.
 */
export async function* eventsOf(parts: AsyncIterable<LanguageModelV4StreamPart>, source: Source): AsyncGenerator<ChatEvent> {
  const { failing, dialect, count, extras } = source;
  const { remote } = failing;
  const calls = new Map<string, Call>();
  const stops = dialect.lacksStops && source.stop.length > 0 ? createStopTexts(source.stop) : undefined;
  let beside: Partial<Usage> = {};
  let hasSaid = false;
  let hasStarted = false;
  let isThinking = false;
  for await (const part of parts) {
    switch (part.type) {
      case 'raw': {
        const told = toldInEvent(part.rawValue);
        if (told !== undefined) throw failureOf(told, failing);
        const prompt = dialect.promptUsage?.(part.rawValue);
        if (prompt !== undefined) source.onPrompt(prompt);
        const used = dialect.used?.(part.rawValue);
        if (used !== undefined) beside = { ...beside, ...used };
        if (!hasStarted) yield { type: 'start', queueMs: 0, loadMs: 0, ...(prompt === undefined ? {} : { prompt }) };
        hasStarted = true;
        for (const wire of extras?.take(part.rawValue) ?? []) {
          hasSaid = true;
          yield { type: 'text', text: '', tokens: 0, wire };
        }
        const refusal = dialect.refusal?.(part.rawValue) ?? '';
        if (refusal === '') break;
        hasSaid = true;
        yield { type: 'text', text: refusal, tokens: count.of(refusal) };
        break;
      }
      case 'text-delta': {
        if (part.delta === '' || extras?.isForeign() === true) break;
        hasSaid = true;
        const text = stops === undefined ? part.delta : stops.push(part.delta);
        if (text !== '') yield { type: 'text', text, tokens: count.of(text) };
        const stopSequence = stops?.found();
        const isLong = source.most !== undefined && count.sum() >= source.most;
        if (stopSequence === undefined && !isLong) break;
        const rest = stopSequence === undefined ? (stops?.rest() ?? '') : '';
        if (rest !== '') yield { type: 'text', text: rest, tokens: count.of(rest) };
        const reason = stopSequence === undefined ? ({ reason: 'length' } as const) : ({ reason: 'stop', stopSequence } as const);
        yield { type: 'finish', ...reason, usage: source.estimate() };
        return;
      }
      case 'text-end': {
        const text = stops?.rest() ?? '';
        if (text !== '') yield { type: 'text', text, tokens: count.of(text) };
        break;
      }
      case 'reasoning-start':
      case 'reasoning-delta':
      case 'reasoning-end': {
        if (part.type === 'reasoning-start' && dialect.provesAtEnd) {
          if (isThinking) yield { type: 'reasoning', text: '\n\n', tokens: 0 };
          break;
        }
        if (part.type === 'reasoning-delta' && part.delta !== '') {
          isThinking = true;
          yield { type: 'reasoning', text: part.delta, tokens: count.of(part.delta) };
        }
        const signature = signatureIn(part.providerMetadata, dialect);
        if (signature === undefined) break;
        isThinking = false;
        yield { type: 'reasoning', text: '', tokens: 0, signature };
        break;
      }
      case 'tool-input-start':
      case 'tool-call': {
        if (part.providerExecuted === true) break;
        const id = part.type === 'tool-call' ? part.toolCallId : part.id;
        let call = calls.get(id);
        hasSaid = true;
        if (call === undefined) {
          call = { index: calls.size, id, name: part.toolName, hasArguments: false };
          calls.set(id, call);
          const signature = signatureIn(part.providerMetadata, dialect);
          yield { ...pieceOf(call, '', count), isFirst: true, ...(signature === undefined ? {} : { signature }) };
        }
        // The whole call comes at its end; its pieces came before, if there were any.
        if (part.type === 'tool-call' && !call.hasArguments) yield pieceOf(call, part.input, count);
        break;
      }
      case 'tool-input-delta': {
        const call = calls.get(part.id);
        if (call === undefined || part.delta === '') break;
        call.hasArguments = true;
        yield pieceOf(call, part.delta, count);
        break;
      }
      case 'error':
        throw part.error;
      case 'finish': {
        const reason = reasonOf(part, remote, hasSaid);
        const text = stops?.rest() ?? '';
        if (text !== '') yield { type: 'text', text, tokens: count.of(text) };
        const usage = completed({ ...usageOf(part.usage), ...beside }, source.estimate(), hasSaid);
        const wire = extras?.rest();
        yield { type: 'finish', reason, ...stopOf(part, source), usage, ...(wire === undefined ? {} : { wire }) };
        return;
      }
    }
  }
  throw broken(remote);
}

const pieceOf = ({ index, id, name }: Call, text: string, count: Source['count']): ToolCallEvent => ({
  type: 'tool-call',
  index,
  id,
  name,
  arguments: text,
  tokens: count.of(text),
});

/** The stop text that the provider names. */
function stopOf({ providerMetadata }: Finish, { dialect, stop }: Source): { stopSequence?: string } {
  const named = providerMetadata?.[dialect.namespace]?.stopSequence;
  return typeof named === 'string' && stop.includes(named) ? { stopSequence: named } : {};
}

const broken = ({ provider }: RemoteModel) =>
  new LintelError('stream-broken', say`${provider.name} stopped in the middle of the answer. Try again.`);

/** What a provider told of its use; what it did not tell is estimated. */
function completed(told: Usage, estimate: Usage, hasSaid: boolean): Usage {
  if (told.inputTokens > 0 && (told.outputTokens > 0 || !hasSaid)) return told;
  const { inputTokens, outputTokens } = estimate;
  return { ...told, inputTokens: told.inputTokens || inputTokens, outputTokens: told.outputTokens || outputTokens, isEstimate: true };
}

/** What the SDK itself makes of an end that needed no reason. */
const WHOLE = new Set(['stop', 'tool-calls']);

/** Why the provider stopped. Where it gave no reason it was cut off: the SDK ends every stream in good order. */
function reasonOf({ finishReason: { unified, raw } }: Finish, remote: RemoteModel, hasSaid: boolean): FinishReason {
  const { name } = remote.provider;
  if (raw === undefined && !WHOLE.has(unified)) throw broken(remote);
  switch (unified) {
    case 'content-filter':
      if (hasSaid) return unified;
      throw new LintelError('content-refused', say`${name} would not answer this. Change what is asked, or choose another model.`);
    case 'error':
      if (/malformed|unexpected|tool/i.test(raw ?? ''))
        throw new LintelError('bad-output', say`${name} called a tool in a way that makes no sense. Try again.`);
      throw new LintelError('provider-failed', say`${name} failed in the middle of the answer. Try again.`);
    case 'other':
      return 'stop';
    default:
      return unified;
  }
}
