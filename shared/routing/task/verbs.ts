import type { TaskKind } from '../task.ts';

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

/** What a verb wants: a kind of task, what its object says, or a deed. */
export type Verb = TaskKind | 'open' | 'acting';

const entries = (lists: Partial<Record<TaskKind, string>>) =>
  (Object.entries(lists) as [TaskKind, string][]).flatMap(([kind, list]) =>
    list.split(' ').map((word): [string, TaskKind] => [word, kind]),
  );

export const VERBS: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ...ACTING.split(' ').map((word): [string, Verb] => [word, 'acting']),
  ...OPEN.split(' ').map((word): [string, Verb] => [word, 'open']),
  ...entries(DECIDING),
]);
/** Stretches that stand for a verb in scripts without spaces. */
export const VERBS_WITHIN = entries(DECIDING_WITHIN);
export const TOOL_WORDS: ReadonlySet<string> = new Set(TOOLS.split(' '));
