/** Tokens to one of what a prompt may count its answer in. */
export const UNITS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    1.4: 'word words wörter wörtern worte worten mots palabras parole palavras woorden słów слов',
    2: '字 文字',
    28: 'sentence sentences satz sätze sätzen phrase phrases frase frases oración oraciones frasi zin zinnen zdanie zdania zdań zdaniu предложение предложения предложений line lines zeile zeilen',
    110: 'paragraph paragraphs absatz absätze absätzen paragraphe paragraphes párrafo párrafos paragrafo paragrafi parágrafo parágrafos alinea alineas akapit akapity абзац абзаца',
    35: 'items points bullets ideas examples reasons tips ways questions steps names facts titles punkte ideen beispiele gründe tipps fragen idées exemples raisons conseils ejemplos razones consejos preguntas idee esempi motivi consigli exemplos ideias razões dicas voorbeelden ideeën redenen przykładów przykłady pomysłów powodów',
    600: 'page pages seite seiten páginas pagine strony',
  }).flatMap(([tokens, words]) => words.split(' ').map((word): [string, number] => [word, Number(tokens)])),
);

export const NUMBERS: ReadonlyMap<string, number> = new Map(
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

export const BRIEF_SHARE = 0.4;
const LONG_SHARE = 1.6;
/** Words that make an answer shorter or longer than usual. */
export const SHARES: ReadonlyMap<string, number> = new Map(
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
/** In scripts without spaces. */
export const SHARES_WITHIN: readonly (readonly [cue: string, share: number])[] = [
  ...['简短', '简要', '简单', '短く', '簡潔', '간단'].map((cue) => [cue, BRIEF_SHARE] as const),
  ...['详细', '長い', '詳しく', '完整', '자세히'].map((cue) => [cue, LONG_SHARE] as const),
];
