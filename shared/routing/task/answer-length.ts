import type { ChatRequest } from '../../chat/request.ts';
import type { TaskKind } from '../task.ts';
import type { TextReading } from './reading.ts';

/** Tokens of a usual answer of each kind: our own estimate. Summaries and translations follow from what they are made of. */
const USUAL: Readonly<Record<Exclude<TaskKind, 'summary' | 'translation'>, number>> = {
  chat: 80,
  question: 300,
  code: 600,
  maths: 500,
  extraction: 120,
  classification: 10,
  writing: 500,
  tools: 100,
};

/** Of the text that is summed up. */
const SUMMARY_SHARE = 0.2;
const [SHORTEST_SUMMARY, LONGEST_SUMMARY] = [60, 400];

/** Tokens to one of what a prompt may count its answer in. */
const UNITS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    1.4: 'word words wörter wörtern worte worten mots palabras parole palavras woorden słów слов',
    2: '字 文字',
    28: 'sentence sentences satz sätze sätzen phrase phrases frase frases oración oraciones frasi zin zinnen zdanie zdania zdań zdaniu предложение предложения предложений line lines zeile zeilen',
    110: 'paragraph paragraphs absatz absätze absätzen paragraphe paragraphes párrafo párrafos paragrafo paragrafi parágrafo parágrafos alinea alineas akapit akapity абзац абзаца',
    35: 'items points bullets ideas examples reasons tips ways questions steps names facts titles punkte ideen beispiele gründe tipps fragen idées exemples raisons conseils ejemplos razones consejos preguntas idee esempi motivi consigli exemplos ideias razões dicas voorbeelden ideeën redenen przykładów przykłady pomysłów powodów',
    600: 'page pages seite seiten páginas pagine strony',
  }).flatMap(([tokens, words]) => words.split(' ').map((word): [string, number] => [word, Number(tokens)])),
);

const NUMBERS: ReadonlyMap<string, number> = new Map(
  [
    'one a an single ein eine einem einen un une una um uma een één jeden jednym jedno одно одном',
    'two zwei deux dos due dois duas twee dwa dwóch два',
    'three drei trois tres tre três drie trzy trzech три',
    'four vier quatre cuatro quattro quatro cztery',
    'five fünf cinq cinco cinque vijf pięć pięciu пять',
    'six sechs seis sei zes sześć',
    'seven sieben sept siete sette sete zeven siedem',
    'eight acht huit ocho otto oito osiem',
    'nine neun neuf nueve nove negen dziewięć',
    'ten zehn dix diez dieci dez tien dziesięć десять',
  ].flatMap((words, index) => words.split(' ').map((word): [string, number] => [word, index + 1])),
);

/** Words between a number and what it counts, as in “five short, funny sentences”. */
const REACH = 3;

const [BRIEF_SHARE, LONG_SHARE] = [0.4, 1.6];
/** Words that make an answer shorter or longer than usual. */
const SHARES: ReadonlyMap<string, number> = new Map(
  [
    [
      'briefly brief short shortly concise concisely succinct tldr kurz knapp bref brièvement court brève breve brevemente corto conciso resumido kort beknopt krótko krótki zwięźle кратко коротко',
      BRIEF_SHARE,
    ] as const,
    [
      'detailed detail details comprehensive thorough long elaborate extensive full complete ausführlich detailliert lang détaillé détaillée complet long detallado detallada largo completo dettagliato dettagliata lungo detalhado longo uitgebreid gedetailleerd szczegółowo szczegółowy długi подробно подробный',
      LONG_SHARE,
    ] as const,
  ].flatMap(([words, share]) => words.split(' ').map((word): [string, number] => [word, share])),
);
const SHARES_WITHIN: readonly (readonly [cue: string, share: number])[] = [
  ...['简短', '简要', '简单', '短く', '簡潔', '간단'].map((cue) => [cue, BRIEF_SHARE] as const),
  ...['详细', '長い', '詳しく', '完整', '자세히'].map((cue) => [cue, LONG_SHARE] as const),
];

/** Tokens of one value in JSON, with its name; and most values of a schema that are counted. */
const VALUE_TOKENS = 14;
const MOST_VALUES = 200;
/** Thinking aloud that nobody set a bound to. */
const USUAL_THOUGHT = 800;
const MOST_TOKENS = 32_000;

/**
 * Tokens that the answer will have, thought included: what the prompt asks for where it says so, else what is usual for its kind.
 * @param tokens of the last message
 */
export function answerTokens(kind: TaskKind, reading: TextReading, tokens: number, difficulty: number, request: ChatRequest): number {
  const { maxOutputTokens = MOST_TOKENS, output, reasoning } = request;
  const answer =
    (output.type === 'json-schema' ? schemaTokens(output.schema) : undefined) ??
    countedTokens(kind, reading) ??
    usualTokens(kind, reading, tokens, difficulty);
  const thought =
    reasoning?.enabled === true ? Math.min(reasoning.budgetTokens ?? Number.POSITIVE_INFINITY, USUAL_THOUGHT * (0.5 + difficulty)) : 0;
  return Math.max(1, Math.round(Math.min(answer + thought, maxOutputTokens, MOST_TOKENS)));
}

const UNCOUNTED: ReadonlySet<TaskKind> = new Set(['classification', 'translation', 'maths', 'code']);

/** As the prompt counts it: “in two sentences”, “500 words”, “a list of 10”. */
function countedTokens(kind: TaskKind, { words }: TextReading): number | undefined {
  // The counts in a text to be classified or translated, in a task of maths or code are not the answer's.
  if (UNCOUNTED.has(kind)) return undefined;
  let number = 0;
  let at = -REACH;
  let most: number | undefined;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as string;
    const found = NUMBERS.get(word) ?? (isNumber(word) ? Number(word) : undefined);
    const unit = number > 0 && index - at <= REACH ? (UNITS.get(word) ?? unitWithin(word)) : undefined;
    if (unit !== undefined) most = Math.max(most ?? 0, number * unit);
    if (found !== undefined) {
      const before = words[index - 1];
      // “List 10 …”, “a list of 10 …”
      if (found > 2 && (before === 'list' || (before === 'of' && words[index - 2] === 'list'))) most = Math.max(most ?? 0, found * 20);
      number = found;
      at = index;
    }
  }
  return most;
}

const LONGEST_NUMBER = 5;
const isNumber = (word: string) => word.length <= LONGEST_NUMBER && word.charCodeAt(0) >= 0x30 && word.charCodeAt(0) <= 0x39;
const unitWithin = (word: string) =>
  word.charCodeAt(0) >= 0x3000 && (word.startsWith('字') || word.startsWith('文字')) ? UNITS.get('字') : undefined;

function usualTokens(kind: TaskKind, { words }: TextReading, tokens: number, difficulty: number): number {
  if (kind === 'classification') return USUAL.classification;
  if (kind === 'translation') return Math.max(8, tokens * 1.1);
  const usual =
    kind === 'summary' ? Math.min(LONGEST_SUMMARY, Math.max(SHORTEST_SUMMARY, tokens * SUMMARY_SHARE)) : USUAL[kind] * (0.5 + difficulty);
  let share = 1;
  for (const word of words) {
    const said = SHARES.get(word) ?? (word.charCodeAt(0) >= 0x3000 ? SHARES_WITHIN.find(([cue]) => word.includes(cue))?.[1] : undefined);
    // Who wants it both short and full of detail gets it short.
    if (said !== undefined && share !== BRIEF_SHARE) share = said;
  }
  return usual * share;
}

/** By its values; a list counts as a few. Keeps its own stack, since a schema has any depth. */
function schemaTokens(schema: unknown): number {
  const waiting: unknown[] = [schema];
  let values = 0;
  for (let seen = 0; waiting.length > 0 && seen < MOST_VALUES * 4 && values < MOST_VALUES; seen++) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null) continue;
    const { type, properties, items } = next as Readonly<Record<string, unknown>>;
    if (typeof properties === 'object' && properties !== null) waiting.push(...Object.values(properties).slice(0, MOST_VALUES));
    else if (items !== undefined) waiting.push(items, items, items);
    else if (type !== undefined || 'enum' in next || 'const' in next) values++;
  }
  return Math.max(1, values) * VALUE_TOKENS;
}
