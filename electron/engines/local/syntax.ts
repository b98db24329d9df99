import { type ChatWrapper, LlamaText, SpecialTokensText } from 'node-llama-cpp';

type Text = string | LlamaText;

/** How a model marks its thoughts and its calls in what it says, as its chat template has it. */
export interface Syntax {
  readonly thought?: {
    /** Absent: the prompt has opened it already, so the answer begins with thought. */
    readonly prefix?: string;
    readonly suffix: string;
  };
  readonly call: CallSyntax;
}

export interface CallSyntax {
  /** What the model says before the first call's name. */
  readonly opening: LlamaText;
  /** Texts that show that a call begins, however the rest of the opening is spaced. */
  readonly triggers: readonly string[];
  /** Between a call and the name of the next; absent: one call at a time. */
  readonly between?: string;
  /** After the last call. */
  readonly closing: string;
  /** From a name to its arguments, and after them. */
  prefix(name: string): string;
  suffix(name: string): string;
}

/** Fewer characters than this are too common in answers to be a trigger. */
const SHORTEST_TRIGGER = 4;

export function syntaxOf({ settings }: ChatWrapper): Syntax {
  const { call, parallelism } = settings.functions;
  const sections: Text[] = [parallelism?.call.sectionPrefix ?? '', ...(parallelism?.call.sectionPrefixAlternateMatches ?? [])];
  const prefixes: Text[] = [call.prefix, ...(call.prefixAlternateMatches ?? [])];
  const openings = sections.flatMap((section) => prefixes.map((prefix) => plain(section) + plain(prefix)));
  const between = parallelism === undefined ? undefined : plain(parallelism.call.betweenCalls ?? '') + plain(call.prefix);
  const thought = thoughtOf(settings);
  return {
    ...(thought === undefined ? {} : { thought }),
    call: {
      opening: LlamaText([parallelism?.call.sectionPrefix ?? '', call.prefix]),
      triggers: [...new Set(openings.map(triggerOf).filter((trigger) => trigger.length >= SHORTEST_TRIGGER))],
      ...(between === undefined ? {} : { between }),
      closing: plain(parallelism?.call.sectionSuffix ?? ''),
      prefix: (name) => plain(call.paramsPrefix).replaceAll('{{functionName}}', name),
      suffix: (name) => plain(call.suffix).replaceAll('{{functionName}}', name),
    },
  };
}

function thoughtOf({ segments }: ChatWrapper['settings']): Syntax['thought'] {
  const thought = segments?.thought;
  const suffix = thought?.suffix ?? segments?.closeAllSegments;
  if (thought === undefined || suffix === undefined) return undefined;
  const { prefix } = thought;
  const isOpened = (typeof prefix === 'object' && !LlamaText.isLlamaText(prefix)) || thought.openOnResponseStart === true;
  // The white space around a mark is the template's habit, not the mark.
  const end = plain(suffix).trim();
  return isOpened ? { suffix: end } : { prefix: plain(prefix as Text).trim(), suffix: end };
}

/** The part of an opening that no spacing changes: up to its first line break, or to the brace that a tag is followed by. */
function triggerOf(opening: string): string {
  const trimmed = opening.trim();
  const end = trimmed.search(/[\n{]/);
  return end >= SHORTEST_TRIGGER ? trimmed.slice(0, end).trimEnd() : trimmed;
}

/** A template's text as the model says it; built-in tokens such as the end of a sequence have none. */
export function plain(text: Text): string {
  return LlamaText(text)
    .values.map((value) => (typeof value === 'string' ? value : value instanceof SpecialTokensText ? value.value : ''))
    .join('');
}
