import { randomBytes } from 'node:crypto';
import type { ToolCallEvent } from '../../../shared/chat/event.ts';
import { createCallReader } from './call-reader.ts';
import { createMarkerFilter } from './marker-filter.ts';
import type { Syntax } from './syntax.ts';

/** Text of an answer, told apart. */
export type Read =
  | { readonly type: 'text' | 'reasoning'; readonly text: string }
  | Omit<ToolCallEvent, 'tokens'>
  /** A stop text was met: the answer is over. */
  | { readonly type: 'stop'; readonly text: string }
  /** A call begins at this offset in all that was generated; what follows must be generated anew, under a grammar. */
  | { readonly type: 'engage'; readonly at: number }
  /** The model has thought to its end. */
  | { readonly type: 'thought-over' };

/** Takes an answer apart while it is generated: thought, text, calls. No mark of them is ever shown as text. */
export interface AnswerReader {
  push(text: string): Read[];
  /** What was held back, once nothing follows. */
  end(): Read[];
  /** From here on the text is calls, from the first one's name. */
  readCalls(): void;
  /** The thought was closed from outside. */
  endThought(): void;
  readonly isThinking: boolean;
  readonly calls: number;
}

export interface AnswerReaderParts {
  readonly syntax: Syntax;
  /** Names of the tools that may be called; none where calls are not looked for. */
  readonly tools: readonly string[];
  readonly stop: readonly string[];
  /** The grammar covers calls from the first token: nothing need be generated anew. */
  readonly isGrammarOn: boolean;
  /** The prompt has opened a thought. */
  readonly startsThinking: boolean;
}

type Mode = 'thought' | 'answer' | 'calls';

export function createAnswerReader({ syntax, tools, stop, isGrammarOn, startsThinking }: AnswerReaderParts): AnswerReader {
  const triggers = tools.length === 0 ? [] : syntax.call.triggers;
  const thoughtStart = syntax.thought?.prefix === undefined || startsThinking ? [] : [syntax.thought.prefix];
  let mode: Mode = startsThinking && syntax.thought !== undefined ? 'thought' : 'answer';
  /** Characters of all text that went into filters, and of what they still hold. */
  let taken = 0;
  /** White space that parts a thought from its answer belongs to neither. */
  let skipsSpace = mode === 'thought';
  let hasText = false;
  let filter = filterOf(mode);
  const callReader = createCallReader(syntax.call, tools, () => `call_${randomBytes(12).toString('hex')}`);

  function filterOf(next: Mode) {
    if (next === 'thought') return createMarkerFilter([syntax.thought?.suffix ?? '']);
    return createMarkerFilter([...stop, ...triggers, ...(hasText ? [] : thoughtStart)]);
  }

  function enter(next: Mode): void {
    mode = next;
    filter = filterOf(next);
    skipsSpace = true;
  }

  function show(text: string): Read[] {
    const shown = skipsSpace ? text.trimStart() : text;
    if (shown === '') return [];
    skipsSpace = false;
    if (mode === 'answer') hasText = true;
    return [{ type: mode === 'thought' ? 'reasoning' : 'text', text: shown }];
  }

  function push(text: string): Read[] {
    if (mode === 'calls') return callReader.push(text);
    taken += text.length;
    const { text: before, mark, after } = filter.push(text);
    const reads = show(before);
    if (mark === undefined) return reads;
    taken -= after.length;
    if (mode === 'thought') {
      enter('answer');
      return [...reads, { type: 'thought-over' }, ...push(after)];
    }
    if (thoughtStart.includes(mark)) {
      enter('thought');
      return [...reads, ...push(after)];
    }
    if (!triggers.includes(mark)) return [...reads, { type: 'stop', text: mark }];
    if (!isGrammarOn) return [...reads, { type: 'engage', at: taken - mark.length }];
    mode = 'calls';
    return [...reads, ...callReader.pushOpening(mark + after)];
  }

  return {
    push,
    end() {
      if (mode === 'calls') return [];
      return show(filter.rest());
    },
    readCalls() {
      mode = 'calls';
    },
    endThought() {
      enter('answer');
    },
    get isThinking() {
      return mode === 'thought';
    },
    get calls() {
      return callReader.calls;
    },
  };
}
