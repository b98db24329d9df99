import { autocompletion, type Completion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import { linter } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { tags as marks } from '@lezer/highlight';
import { checkCondition } from '../../../shared/routing/rules/condition.ts';
import { VARIABLES } from '../../../shared/routing/rules/variables.ts';
import { errorText } from '../../said.ts';
import { type Known, type Proposal, proposalsAfter } from './completions.ts';

interface EditorOptions {
  readonly text: string;
  /** What it is called by those who hear it. */
  readonly label: string;
  readonly example: string;
  onChange(text: string): void;
  /** Read anew at every completion. */
  known(): Known;
}

/** As much as a condition may hold. */
const LONGEST = 2000;

/** Words by weight and slant: colours mean places here. */
const LOOK = HighlightStyle.define([
  { tag: marks.variableName, fontWeight: '600' },
  { tag: marks.string, fontStyle: 'italic' },
  { tag: marks.keyword, color: 'var(--quiet)' },
  { tag: marks.operator, color: 'var(--quiet)' },
]);

/** Enough of the language to tell its words apart; what is right in it is checked elsewhere. */
const WORDS = StreamLanguage.define<null>({
  startState: () => null,
  token(stream) {
    if (stream.eatSpace()) return null;
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/) || stream.match(/^'(?:[^'\\]|\\.)*'?/)) return 'string';
    if (stream.match(/^\d+(?:\.\d+)?/)) return 'number';
    if (stream.match(/^(?:in|true|false|null)\b/)) return 'keyword';
    if (stream.match(/^[a-zA-Z_][\w.]*/)) return 'variableName';
    if (stream.match(/^(?:&&|\|\||[=!<>]=|[<>!?:+\-*/%])/)) return 'operator';
    stream.next();
    return null;
  },
});

const THEME = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'var(--paper)', border: '1px solid var(--edge)', borderRadius: '8px', fontSize: '13px' },
  '&.cm-focused': { outline: '2px solid var(--device)', outlineOffset: '-1px' },
  '.cm-scroller': { fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace', lineHeight: '1.55' },
  '.cm-content': { padding: '8px 0', minHeight: '3.6em', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 12px' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-placeholder': { color: 'var(--quiet)' },
  '.cm-tooltip': {
    color: 'var(--ink)',
    backgroundColor: 'var(--paper)',
    border: '1px solid var(--line)',
    borderRadius: '8px',
    boxShadow: 'var(--drop)',
    overflow: 'hidden',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '4px 12px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--hover)', color: 'var(--ink)' },
  '.cm-completionDetail': { color: 'var(--quiet)', fontStyle: 'normal' },
  '.cm-completionInfo': { padding: '8px 12px', maxWidth: '18rem' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--refused)' },
});

/** An entry whose text closes its own quotes replaces those that closed by themselves. */
function offered({ apply, ...rest }: Proposal): Completion {
  if (apply === undefined) return { ...rest };
  return {
    ...rest,
    apply(view, _completion, from, to) {
      const end = view.state.sliceDoc(to, to + 1) === '"' ? to + 1 : to;
      view.dispatch({ changes: { from, to: end, insert: apply }, selection: { anchor: from + apply.length }, userEvent: 'input.complete' });
    },
  };
}

/**
 * Puts an editor for a condition into a box, under a root of its own: its styles are made by script, which the page allows only there.
 * Gives the way to put the cursor into it, and to take it away.
 */
export function openEditor(box: HTMLElement, { text, label, example, onChange, known }: EditorOptions) {
  const root = box.shadowRoot ?? box.attachShadow({ mode: 'open' });
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: text,
      selection: { anchor: text.length },
      extensions: [
        history(),
        closeBrackets(),
        WORDS,
        syntaxHighlighting(LOOK),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
        EditorState.changeFilter.of(({ newDoc }) => newDoc.length <= LONGEST),
        placeholder(example),
        autocompletion({
          icons: false,
          override: [
            ({ state, pos, explicit }) => {
              const before = state.sliceDoc(0, pos);
              const { from, options } = proposalsAfter(before, VARIABLES, known());
              const isStarted = from < pos || before.endsWith('"');
              return isStarted || explicit ? { from, options: options.map(offered), validFor: /^[\w.-]*$/ } : null;
            },
          ],
        }),
        linter(({ state }) => {
          const written = state.doc.toString();
          const problem = written.trim() === '' ? undefined : checkCondition(written);
          return problem === undefined ? [] : [{ from: problem.start, to: problem.end, severity: 'error', message: errorText(problem) }];
        }),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) onChange(state.doc.toString());
        }),
        THEME,
      ],
    }),
  });
  return { focus: () => view.focus(), close: () => view.destroy() };
}
