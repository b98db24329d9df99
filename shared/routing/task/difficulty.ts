import type { TaskKind } from '../task.ts';
import type { Density } from './kind.ts';
import type { TextReading } from './reading.ts';

/** Where each kind begins, in logits: 0 is a difficulty of one half. */
const BY_KIND: Readonly<Record<TaskKind, number>> = {
  chat: -1.6,
  question: -0.7,
  code: 0.1,
  maths: 0.1,
  extraction: -0.9,
  classification: -1,
  summary: -0.9,
  translation: -0.9,
  writing: -0.8,
  tools: -0.3,
};

const wordList = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Words that ask for thought, in the languages that prompts are most often written in. */
const DEMANDING = wordList(
  'prove proof derive design optimize optimise optimal optimized analyze analyse analysis architecture strategy compare evaluate implement implementation algorithm complexity constraints requirements efficient concurrency distributed asymptotic theorem rigorous debug refactor reasoning detailed comprehensive advanced tradeoffs justify simulate simulation model convert framework integrate beweise entwirf optimiere analysiere begründe ausführlich démontre démontrer conçois optimise analyse détaillé demuestra diseña optimiza analiza detallado dimostra progetta ottimizza analizza dettagliato demonstre projete otimize analise detalhado bewijs ontwerp optimaliseer analyseer udowodnij zaprojektuj zoptymalizuj przeanalizuj докажи докажите спроектируй оптимизируй проанализируй',
);

/** Words that ask for little. */
const SIMPLE = wordList(
  'simple simply easy basic short brief briefly hello hi thanks rewrite paraphrase sentence grammar spelling correct suggest recipe name list tell einfach kurz korrigiere simple court bref corrige sencillo corto corrige semplice breve corretto simples curto corrija eenvoudig kort verbeter prosty krótki popraw простой кратко исправь',
);

/** In scripts without spaces. */
const DEMANDING_WITHIN = ['证明', '设计', '优化', '分析', '算法', '实现', '証明', '設計', '最適', '分析', '증명', '설계'];

const MOST_BY_WORDS = 3;
/** Letters that make a word a term. */
const LONG_WORD = 9;

/** A prompt whose length adds nothing, in tokens. */
const USUAL_TOKENS = 40;

interface Facts {
  readonly kind: TaskKind;
  /** Tokens of the last message. */
  readonly tokens: number;
  /** Tokens of all that the model must read. */
  readonly inputTokens: number;
  readonly turns: number;
  readonly hasCode: boolean;
  readonly wantsJson: boolean;
}

/**
 * How hard a prompt is, 0 to 1, from its kind, its length and its structure. Length alone nearly ties what is learned from pairs of
 * answers, so it weighs most beside the kind; the rest is our own estimate, measured with `npm run evaluate:task`.
 */
export function difficultyOf({ words, listItems }: TextReading, density: Density, facts: Facts): number {
  let demanding = 0;
  let simple = 0;
  let terms = 0;
  for (const word of words) {
    if (word.length >= LONG_WORD) terms++;
    if (DEMANDING.has(word)) demanding++;
    else if (SIMPLE.has(word)) simple++;
    else if (word.charCodeAt(0) >= 0x3000) for (const cue of DEMANDING_WITHIN) if (word.includes(cue)) demanding++;
  }
  const logit =
    BY_KIND[facts.kind] +
    Math.max(-2, Math.min(3, Math.log2(Math.max(facts.tokens, 1) / USUAL_TOKENS))) * 0.35 +
    Math.log2(1 + facts.inputTokens / 4_000) * 0.25 +
    Math.min(demanding, MOST_BY_WORDS) * 0.4 -
    Math.min(simple, MOST_BY_WORDS) * 0.4 +
    Math.min((terms / Math.max(words.length, 8)) * 4, 1) * 0.6 +
    Math.min(density.code + density.formulas + density.digits, 1) * 0.6 +
    Math.min(listItems, 10) * 0.04 +
    Math.min(facts.turns, 12) * 0.03 +
    (facts.hasCode ? 0.2 : 0) +
    (facts.wantsJson ? 0.2 : 0);
  return 1 / (1 + Math.exp(-logit));
}
