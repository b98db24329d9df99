import type { TaskKind } from '../task.ts';
import { readText } from './reading.ts';

/** Verbs that say by themselves what is wanted, whatever the text under them is about. */
const DECIDING: Partial<Record<TaskKind, string>> = {
  summary:
    'summarize summarise summarizing condense shorten zusammenfassen fasse résume résumez résumer sintetiza resumir riassumi riassumere resuma samenvatten streść podsumuj резюмируй перескажи özetle',
  translation:
    'translate übersetze übersetz übersetzen traduis traduisez traduire traduce traducir traduzca traduci tradurre traduza traduz traduzir vertaal vertalen przetłumacz переведи переведите çevir',
  extraction:
    'extract extrahiere extrahieren entnimm extrais extraire extrae extraer estrai estrarre extraia extrair extraheer wyodrębnij wypisz извлеки выпиши',
  classification:
    'classify categorize categorise klassifiziere klassifizieren kategorisiere classifie classifiez clasifica clasificar classifica classifique classificeer sklasyfikuj классифицируй',
};

/** Verbs whose object says what is wanted. */
const OPEN =
  'write compose draft create make generate implement build design develop program fix debug refactor rewrite explain describe calculate compute solve prove convert schreibe schreib verfasse erstelle erkläre berechne löse beweise écris rédige crée explique calcule résous démontre escribe redacta crea explica calcula resuelve demuestra scrivi spiega calcola risolvi escreva escreve crie schrijf maak leg bereken napisz stwórz wyjaśnij oblicz напиши создай объясни реши докажи yaz oluştur açıkla hesapla';

/** Verbs that ask for a deed, where there is something to do it with. */
const ACTING =
  'search look open run execute call send book schedule set turn play delete move remind browse fetch check suche öffne starte sende buche lösche cherche ouvre lance envoie réserve supprime busca abre ejecuta envía reserva borra cerca apri esegui invia prenota procure abra execute envie zoek boek verstuur';

/** What the tools themselves are called. */
const TOOLS =
  'tool tools toolbox werkzeug werkzeuge outil outils herramienta herramientas strumento strumenti ferramenta ferramentas gereedschap narzędzia инструмент инструменты';

/** In scripts without spaces, anywhere in the sentence. */
const DECIDING_WITHIN: Partial<Record<TaskKind, string>> = {
  summary: '总结 概括 摘要 總結 要約 요약',
  translation: '翻译 译成 译为 翻譯 翻訳 訳して 번역',
  extraction: '提取 抽取 抽出 추출',
  classification: '分类 归类 分類 분류',
};

type Verb = TaskKind | 'open' | 'acting';

const entries = (lists: Partial<Record<TaskKind, string>>) =>
  (Object.entries(lists) as [TaskKind, string][]).flatMap(([kind, list]) =>
    list.split(' ').map((word): [string, TaskKind] => [word, kind]),
  );

const VERBS: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ...ACTING.split(' ').map((word): [string, Verb] => [word, 'acting']),
  ...OPEN.split(' ').map((word): [string, Verb] => [word, 'open']),
  ...entries(DECIDING),
]);
const WITHIN = entries(DECIDING_WITHIN);
const TOOL_WORDS: ReadonlySet<string> = new Set(TOOLS.split(' '));

/** Ends a sentence; what follows a colon is what the instruction is about. */
const END = /[.!?:\n。！？：]/;
/** A sentence further from the beginning or the end says nothing of what is wanted. */
const LONGEST = 400;

/** What a prompt's first and last sentence ask for. */
export interface Instruction {
  /** Words of its first sentence, and of its last one where the first has no verb of a task: what else there is may be what it is about. */
  readonly firstWords: number;
  readonly lastWords: number;
  /** What its first verb of a task wants: a kind, or what its object says, or a deed. Absent: there is no such verb. */
  readonly verb?: Verb;
  /** What stands beside those sentences is what they are about, and no more of them. */
  readonly isApart: boolean;
  readonly namesTools: boolean;
}

/** Reads the sentences in which a prompt says what is wanted. */
export function instructionOf(text: string): Instruction {
  const trimmed = text.trim();
  const first = sentence(trimmed.slice(0, LONGEST));
  const rest = trimmed.slice(first.length).replace(/[\s.!?:。！？：]+$/u, '');
  const last = rest.slice(-LONGEST).split(END).at(-1) ?? '';
  const [firstWords, lastWords] = [readText(first).words, readText(last).words];
  const inFirst = verbIn(firstWords, first);
  const verb = inFirst ?? verbIn(lastWords, last);
  const isDeciding = verb !== undefined && verb !== 'open' && verb !== 'acting';
  const isLed = inFirst !== undefined && /^(?:\s*[:：]|[.!?。]*\s*\n\s*\n)/.test(trimmed.slice(first.length));
  return {
    firstWords: firstWords.length,
    lastWords: inFirst === undefined ? lastWords.length : 0,
    ...(verb === undefined ? {} : { verb }),
    isApart: isDeciding || isLed,
    namesTools: [...firstWords, ...lastWords].some((word) => TOOL_WORDS.has(word)),
  };
}

function sentence(text: string): string {
  const end = text.search(END);
  return end < 0 ? text : text.slice(0, end);
}

/** The first verb; one that asks for a deed only where there is no other: “Look at this and sum it up”. */
function verbIn(words: readonly string[], text: string): Verb | undefined {
  let deed: Verb | undefined;
  for (const word of words) {
    const verb = VERBS.get(word);
    if (verb !== undefined && verb !== 'acting') return verb;
    deed ??= verb;
  }
  return WITHIN.find(([stretch]) => text.includes(stretch))?.[1] ?? deed;
}
