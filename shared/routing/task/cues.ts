import type { TaskKind } from '../task.ts';

/** Words that speak for a kind of task, and how much. Two words in one entry stand beside each other. */
type Cues = Partial<Record<TaskKind, Readonly<Record<number, string>>>>;

const ENGLISH: Cues = {
  code: {
    2: 'python javascript typescript java rust golang kotlin swift php perl ruby haskell scala matlab verilog vhdl sql mysql postgres postgresql sqlite mongodb html css jquery react vue angular django flask laravel nodejs express spring numpy pandas pytorch tensorflow keras docker dockerfile kubernetes terraform nginx linux bash powershell regex regexp algorithm refactor debug compile compiler codebase cuda opengl unity roblox github git npm webpack api apis endpoint webhook json yaml xml csv dataframe backend frontend middleware cron vba vimscript xlsx nix nixos wordpress tailwind bootstrap cpp cmake sharepoint openssl selenium streamlit tkinter arduino code,program code,snippet unit,test unit,tests stack,trace source,code data,structure binary,tree leetcode lua zig ocaml elixir clojure fortran cobol nextjs graphql redis kafka websocket pygame flutter graphviz qt gpus ios android linked,list linked,lists write,code gentoo heredoc wget curl ffmpeg c,program gcc clang makefile pip conda venv jupyter opencv sklearn matplotlib plotly seaborn scipy mutex semaphore goroutine recursion recursive iterator polymorphism callback goroutines orm sharding subquery stored,procedure ssh ssl tls dns dhcp tcp udp http https cors oauth jwt aws azure gcp ec2 s3 ansible jenkins gitlab ubuntu debian fedora macos firmware raspberry esp32 stm32 fpga gpio uart i2c yolo tokenizer shader vulkan directx unreal godot stylesheet div flexbox scraper scraping crawler parser lexer assembly asm x86 riscv syscall segfault malloc deadlock pytest junit mocking eslint ffi wasm webassembly grpc protobuf openapi swagger typescript,type pull,request merge,conflict regular,expression design,pattern error,message time,complexity',
    1.2: 'fn def const int void static printf println elif endif foreach namespace nullptr stdin stdout argv struct enum echo sudo export chmod mkdir async await code coding program programming programmer function functions script class classes method variable array arrays string loop database query server client library framework module package exception implement implementation developer software app application bug compile runtime thread pointer interface widget plugin browser website excel kernel cpu gpu import',
    0.4: 'file files error input output list table test deploy web parameter return returns install configure command terminal',
  },
  maths: {
    2: 'integral derivative theorem lemma polynomial eigenvalue probability arithmetic algebra geometry calculus trigonometry equation equations hypotenuse perimeter factorial gcd modulo isosceles parabola logarithm quadratic inequality permutations combinations dice how,many how,much how,far how,fast how,tall how,heavy square,root prime,number prime,numbers per,hour interest,rate',
    1.2: 'probabilities chance maximize minimize maximum minimum ratio linear approximate simplify voltage resistance inductance capacitor pressure energy force momentum loan salary marbles calculate compute solve prove proof integer integers sum triangle circle radius diameter matrix vector angle velocity acceleration mass percentage percent fraction decimal divided multiply average median variance deviation expected odds coin cube area volume distance speed maths math mathematics mathematical puzzle numbers digits converge continuity limit interest formula sequence cosine sine tangent cos log ln exponent exponential modulus congruent bijection injective surjective subset subspace determinant orthogonal eigenvector eigenvalues differential ode pde laplace fourier taylor converges diverges asymptote gradient hessian jacobian lagrangian binomial poisson gaussian bayes hypothesis regression correlation covariance permutation combination induction contradiction rational irrational coprime divisor divisors divisible mod lcm factors polygon hexagon pentagon rectangle trapezoid parallelogram tetrahedron cone sphere cylinder diagonal bisector centroid circumference slope intercept vertex coordinates kinetic friction newton joule watt moles enthalpy density',
    0.4: 'km kg cm meters function number value total cost rate times equal greater less find each length hours minutes days years weight height price remainder',
  },
  writing: {
    2: 'story stories poem poems poetry haiku sonnet limerick lyrics lyric song rap novel essay screenplay monologue dialogue fanfic fanfiction fiction fictional narrative joke jokes stanza stanzas verse rhyme rhyming speech slogan tagline headline blog newsletter roleplay villain protagonist blurb cover,letter short,story verses pentameter punchline punchlines tongue,twister episode playwright sonnets ballad elegy fable parable prologue epilogue cliffhanger backstory memoir autobiography diary press,release copywriting skit sitcom roast pun puns riddle couplet acrostic chorus eulogy obituary hashtags tweets slogans motto jingle storyteller greentext',
    0.9: 'write',
    1.2: 'rewrite paraphrase compose email letter article paragraph scene character characters creative humorous funny satire parody describe title titles plot chapter tone style imagine invent fantasy romantic post caption tweet instagram youtube script novelist poet writer author review advertisement essay,on world,building comedy comedian tale sketch message wish invitation',
    0.4: 'ideas name names draft proofread edit improve words chapter world hero love voice dramatic book film movie',
  },
  summary: {
    2.5: 'summarize summarise summary summaries summarization tldr synopsis recap key,points main,points main,ideas',
    1: 'condense shorten abstract gist outline',
  },
  translation: {
    3: 'translate translation translations translator translating',
    1: 'into,english into,german into,french into,spanish into,italian into,chinese into,japanese to,english to,german to,french to,spanish to,italian in,german in,french in,spanish',
  },
  extraction: {
    2.2: 'extract extraction extracting entities parse named,entities',
    1: 'identify list,all find,all pull keywords fields following,text mentioned ingredients',
  },
  classification: {
    2.2: 'classify classification categorize categorise sentiment label spam yes,no or,no or,false or,negative true,or toxic',
    1: 'category categories whether positive negative neutral rate determine choose options following,categories',
  },
  chat: { 1.5: 'hello hi hey thanks thank thx goodbye bye good,morning how,are' },
  question: { 0.8: 'what why who when where which whose how is are does explain difference meaning tell,me can should' },
};

const GERMAN: Cues = {
  code: { 1.5: 'programm programmiere programmieren skript quelltext funktion datenbank fehlermeldung klasse methode schnittstelle' },
  maths: {
    1.5: 'berechne berechnen beweise beweis gleichung wahrscheinlichkeit ableitung dreieck summe wurzel prozent löse wie,viele wie,viel aufgabe zahl zahlen',
  },
  writing: {
    1.6: 'geschichte gedicht lied liedtext aufsatz roman rede brief erzählung dialog schreibe schreib verfasse anzeige formuliere',
  },
  summary: { 2.5: 'zusammenfassen zusammenfassung fasse zusammen kurzfassung' },
  translation: { 3: 'übersetze übersetzen übersetzung' },
  extraction: { 2.2: 'extrahiere extrahieren entnimm', 1: 'nenne,alle liste,alle heraus' },
  classification: { 2.2: 'klassifiziere klassifizieren kategorisiere einordnen ordne oder,nein stimmung' },
  chat: { 1.5: 'hallo danke moin guten,morgen guten,tag servus' },
  question: { 0.8: 'was warum wer wann wo welche welcher welches wie wieso erkläre unterschied' },
};

const FRENCH: Cues = {
  code: { 1.5: 'programme fonction logiciel base,de requête développeur' },
  maths: {
    1.5: 'calcule calculer calculez démontre démontrer équation probabilité dérivée intégrale somme combien résous résoudre nombre',
  },
  writing: { 1.6: 'histoire poème chanson roman dissertation lettre discours récit dialogue rédige rédiger écris paroles conte' },
  summary: { 2.5: 'résume résumer résumé résumez synthèse' },
  translation: { 3: 'traduis traduire traduction traduisez' },
  extraction: { 2.2: 'extrais extraire extraction', 1: 'relève liste,tous' },
  classification: { 2.2: 'classe classer classifie classifier catégorise ou,non sentiment' },
  chat: { 1.5: 'bonjour salut merci bonsoir coucou' },
  question: { 0.8: 'que quoi pourquoi qui quand où quel quelle comment explique différence' },
};

const SPANISH: Cues = {
  code: { 1.5: 'programa función código consulta programar aplicación' },
  maths: {
    1.5: 'calcula calcular demuestra ecuación probabilidad derivada integral suma cuántos cuántas cuánto resuelve resolver triángulo',
  },
  writing: { 1.6: 'historia poema canción cuento novela ensayo carta discurso relato diálogo escribe redacta guion estrofas' },
  summary: { 2.5: 'resume resumen resumir sintetiza' },
  translation: { 3: 'traduce traducir traducción traduzca' },
  extraction: { 2.2: 'extrae extraer', 1: 'enumera todos,los' },
  classification: { 2.2: 'clasifica clasificar categoriza sí,o o,no sentimiento' },
  chat: { 1.5: 'hola gracias buenos,días buenas,tardes' },
  question: { 0.8: 'qué quién cuándo dónde cuál cómo explica diferencia porqué' },
};

const ITALIAN: Cues = {
  code: { 1.5: 'programma funzione codice applicazione' },
  maths: { 1.5: 'calcola calcolare dimostra equazione probabilità derivata integrale somma quanti quante quanto risolvi triangolo' },
  writing: { 1.6: 'storia poesia canzone racconto romanzo tema lettera discorso dialogo scrivi sceneggiatura' },
  summary: { 2.5: 'riassumi riassunto riassumere sintesi' },
  translation: { 3: 'traduci tradurre traduzione' },
  extraction: { 2.2: 'estrai estrarre', 1: 'elenca' },
  classification: { 2.2: 'classifica classificare categorizza sì,o o,no' },
  chat: { 1.5: 'ciao grazie buongiorno salve' },
  question: { 0.8: 'cosa perché chi quando dove quale come spiega differenza' },
};

const PORTUGUESE: Cues = {
  code: { 1.5: 'programa função código aplicativo' },
  maths: { 1.5: 'calcule calcula demonstre equação probabilidade derivada soma quantos quantas quanto resolva triângulo' },
  writing: { 1.6: 'história poema canção conto romance redação carta discurso diálogo escreva escreve invente roteiro' },
  summary: { 2.5: 'resuma resumo resumir' },
  translation: { 3: 'traduza traduz traduzir tradução' },
  extraction: { 2.2: 'extraia extrai extrair', 1: 'liste' },
  classification: { 2.2: 'classifique classifica categorize ou,não' },
  chat: { 1.5: 'olá oi obrigado obrigada bom,dia boa,tarde' },
  question: { 0.8: 'que porquê quem quando onde qual como explique explica diferença' },
};

const DUTCH: Cues = {
  code: { 1.5: 'programma functie programmeer broncode databank' },
  maths: { 1.5: 'bereken bewijs vergelijking kans afgeleide driehoek som hoeveel wortel' },
  writing: { 1.6: 'verhaal gedicht lied roman opstel brief toespraak dialoog schrijf' },
  summary: { 2.5: 'samenvatten samenvatting vat,samen' },
  translation: { 3: 'vertaal vertalen vertaling' },
  extraction: { 2.2: 'haal,uit extraheer' },
  classification: { 2.2: 'classificeer categoriseer of,nee' },
  chat: { 1.5: 'hallo hoi bedankt dank goedemorgen' },
  question: { 0.8: 'wat waarom wie wanneer waar welke hoe verschil uitleg' },
};

const POLISH: Cues = {
  code: { 1.5: 'program funkcja funkcję skrypt kod aplikację' },
  maths: { 1.5: 'oblicz udowodnij równanie prawdopodobieństwo pochodna pochodną suma sumę ile rozwiąż trójkąt' },
  writing: { 1.6: 'opowiadanie historię historia wiersz piosenkę piosenka powieść wypracowanie list przemówienie dialog napisz esej' },
  summary: { 2.5: 'streść podsumuj streszczenie podsumowanie' },
  translation: { 3: 'przetłumacz przetłumaczyć tłumaczenie' },
  extraction: { 2.2: 'wyodrębnij wypisz' },
  classification: { 2.2: 'sklasyfikuj skategoryzuj zaklasyfikuj czy,nie' },
  chat: { 1.5: 'cześć dziękuję dzięki witaj dzień,dobry' },
  question: { 0.8: 'co dlaczego kto kiedy gdzie który która jak wyjaśnij różnica' },
};

const RUSSIAN: Cues = {
  code: { 1.5: 'код программа программу функция функцию скрипт массив класс базы,данных приложение python' },
  maths: {
    1.5: 'вычислить вычисли вычислите докажи доказать докажите уравнение уравнений вероятность вероятностей интеграл производная треугольник сумма сколько реши решить решите задача найти найдите скорость посчитай рассчитай рассчитайте определите определить чисел',
  },
  writing: {
    1.6: 'рассказ стих стихотворение песня песню сказка сказку басню басня роман сочинение письмо речь диалог напиши написать придумай расскажи стихи срифмуй сценарий историю',
  },
  summary: { 2.5: 'резюмируй перескажи кратко,изложи краткое,содержание' },
  translation: { 3: 'переведи перевести перевод' },
  extraction: { 2.2: 'извлеки извлечь выпиши' },
  classification: { 2.2: 'классифицируй классифицировать или,нет' },
  chat: { 1.5: 'привет спасибо здравствуй здравствуйте' },
  question: { 0.8: 'что почему кто когда где какой какая какие как объясни' },
};

const VIETNAMESE: Cues = {
  code: { 1.5: 'lập,trình chương,trình' },
  maths: { 1.5: 'tính phương,trình xác,suất bao,nhiêu giải chứng,minh' },
  writing: { 1.6: 'bài,thơ câu,chuyện bài,hát kịch,bản thơ truyện bài,viết viết', 0.6: 'bài' },
  summary: { 2.5: 'tóm,tắt' },
  translation: { 3: 'dịch' },
  chat: { 1.5: 'chào' },
  question: { 0.8: 'gì sao nào' },
};

const TURKISH: Cues = {
  code: { 1.5: 'program fonksiyon kod uygulama' },
  maths: { 1.5: 'hesapla hesaplayın denklem olasılık kaç toplam' },
  writing: { 1.6: 'hikaye hikâye şiir şarkı şarkısı roman makale mektup yaz' },
  summary: { 2.5: 'özetle özet' },
  translation: { 3: 'çevir tercüme' },
  chat: { 1.5: 'merhaba teşekkürler selam' },
  question: { 0.8: 'ne neden nasıl kim nerede hangi' },
};

const BY_WORD: readonly Cues[] = [ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN, PORTUGUESE, DUTCH, POLISH, RUSSIAN, VIETNAMESE, TURKISH];

/** In scripts without spaces a cue is a stretch of letters anywhere. */
const WITHIN: Cues = {
  code: {
    1: '函数',
    2: '代码 程序 编程 数组 数据库 脚本 算法 线段树 二叉树 プログラム コード 関数 スクリプト データベース アルゴリズム 코드 함수 프로그램',
  },
  maths: {
    1.5: '计算 估算 どれくらい いくら 证明 求 比例 求解 方程 概率 积分 导数 三角形 多少 公式 数学 计算 計算 証明 方程式 確率 積分 微分 いくつ 계산 방정식 확률',
  },
  writing: {
    2: '故事 诗 歌词 小说 作文 写 文章 标题 对仗 写一篇 写一首 邮件 剧本 文案 物語 小説 詩 歌詞 作文 メール 台詞 手紙 이야기 소설 시를',
  },
  summary: { 2.5: '总结 摘要 概括 归纳 總結 要約 まとめ 요약' },
  translation: { 3: '翻译 译成 译为 翻譯 翻訳 訳して 번역' },
  extraction: { 2.2: '提取 抽取 抽出 추출' },
  classification: { 2.2: '分类 归类 判断 是否 情感 分類 カテゴリ はいか 분류' },
  chat: { 1.5: '你好 谢谢 您好 こんにちは ありがとう おはよう 안녕' },
  question: { 0.8: '什么 为什么 怎么 如何 哪 谁 解释 何 なぜ どう いつ どこ 무엇 왜 어떻게' },
};

export interface Cue {
  readonly kind: TaskKind;
  readonly weight: number;
}

/** A cue of a single word. */
export interface WordCue extends Cue {
  /** It counts only beside what surely speaks for its kind. */
  readonly isFaint: boolean;
}

/** Words of program text that prose has as well: they count once something else says that it is about code. */
const ALSO_IN_PROSE: ReadonlySet<string> = new Set(
  'function functions class classes method string strings loop query server client library framework module package exception thread pointer interface widget browser import export file files error input output list table test deploy web parameter return returns install configure command terminal bootstrap swift go rust ruby scala spring express funktion klasse methode schnittstelle fonction requête función consulta funzione função functie funkcja funkcję класс программа'.split(
    ' ',
  ),
);

/** Words that weigh so little for maths are everywhere that something is counted. */
const LEAST_MATHS = 0.5;

const isFaint = (word: string, { kind, weight }: Cue): boolean =>
  (kind === 'code' && ALSO_IN_PROSE.has(word)) || (kind === 'maths' && weight < LEAST_MATHS);

function* entriesOf(cues: Cues): Generator<[text: string, cue: Cue]> {
  for (const [kind, byWeight] of Object.entries(cues) as [TaskKind, Readonly<Record<number, string>>][]) {
    for (const [weight, texts] of Object.entries(byWeight))
      for (const text of texts.split(' ')) yield [text, { kind, weight: Number(weight) }];
  }
}

const words = new Map<string, WordCue[]>();
const pairs = new Map<string, Map<string, Cue>>();
const stretches = new Map<string, [stretch: string, cue: Cue][]>();
for (const cues of BY_WORD) {
  for (const [text, cue] of entriesOf(cues)) {
    const [first = '', second] = text.split(',');
    if (second !== undefined) pairs.set(first, (pairs.get(first) ?? new Map()).set(second, cue));
    else if (!words.get(first)?.some(({ kind }) => kind === cue.kind))
      words.set(first, [...(words.get(first) ?? []), { ...cue, isFaint: isFaint(first, cue) }]);
  }
}
for (const [text, cue] of entriesOf(WITHIN)) stretches.set(text.charAt(0), [...(stretches.get(text.charAt(0)) ?? []), [text, cue]]);

/** A word's cues: one kind may be meant in one language and another in the next. */
export const WORD_CUES: ReadonlyMap<string, readonly WordCue[]> = words;
/** Of two words beside each other, by the first. */
export const PAIR_CUES: ReadonlyMap<string, ReadonlyMap<string, Cue>> = pairs;
/** Of stretches of letters in scripts without spaces, by the first letter. */
export const STRETCH_CUES: ReadonlyMap<string, readonly (readonly [stretch: string, cue: Cue])[]> = stretches;
