import { FINDING_TYPES } from '../../../shared/privacy/finding.ts';
import type { Variable } from '../../../shared/routing/rules/variables.ts';
import { heard } from '../../said.ts';

/** What may be written at a place of a condition. */
export interface Proposal {
  readonly label: string;
  /** What kind of value it holds. */
  readonly detail?: string;
  /** What it is, in a sentence. */
  readonly info?: string;
  /** What is written instead of the label. */
  readonly apply?: string;
}

/** Names that are known here beside the language's own words. */
export interface Known {
  readonly tags: readonly string[];
  /** Models, by their ids. */
  readonly targets: readonly string[];
}

const VALUED = /([a-zA-Z.]+) *(?:==|!=) *$|([a-zA-Z.]+) +in +\[[^\]]*$/;

const plain = (labels: readonly string[]): readonly Proposal[] => labels.map((label) => ({ label }));

/** What may follow the text before the cursor, and where what it replaces starts. */
export function proposalsAfter(
  before: string,
  variables: readonly Variable[],
  { tags, targets }: Known,
): { readonly from: number; readonly options: readonly Proposal[] } {
  const quotes = [...before.matchAll(/"/g)];
  const opened = quotes.length % 2 === 1 ? quotes.at(-1)?.index : undefined;
  if (opened !== undefined) return { from: opened + 1, options: texts(before.slice(0, opened), variables, tags, targets) };
  const word = /[a-zA-Z.]*$/.exec(before)?.[0] ?? '';
  const from = before.length - word.length;
  if (word.startsWith('findings.'))
    return { from: from + 'findings.'.length, options: plain(FINDING_TYPES.filter((type) => !type.includes('-'))) };
  return {
    from,
    options: variables.map(({ name, type, unit, doc }) => ({
      label: name,
      detail: heard(unit ?? type, { said: unit ?? type }),
      info: heard(doc, { said: doc }),
    })),
  };
}

/** The texts that a variable can hold; where none is named yet, those that can be asked for as “…” in tags. */
function texts(before: string, variables: readonly Variable[], tags: readonly string[], targets: readonly string[]): readonly Proposal[] {
  if (/findings\[ *$/.test(before)) return plain(FINDING_TYPES);
  const [, compared, among] = VALUED.exec(before) ?? [];
  const variable = variables.find(({ name }) => name === (compared ?? among));
  if (variable?.name === 'model') return plain(['auto', ...targets]);
  if (variable !== undefined) return plain((variable.values ?? variable.own ?? []).filter((value) => value !== ''));
  const needs = variables.find(({ name }) => name === 'needs')?.values ?? [];
  const member = (list: string) => (label: string) => ({ label, detail: `in ${list}`, apply: `${label}" in ${list}` });
  return [...tags.map(member('tags')), ...needs.map(member('needs'))];
}
