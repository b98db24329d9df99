/** Words that every text of a language has, and those that prompts begin with. A word of several languages speaks a little for each. */
const FUNCTION_WORDS: Readonly<Record<string, string>> = {
  en: 'the of and to in is that it for you with on are this be as at or from by have not what how can your if my an will would which was do does please write make give about between there their should could we they using create explain i me a',
  de: 'der die das und ist nicht ein eine einen einem einer zu mit auf für den dem des sich von im ich du wir sie es auch wie was wird werden oder aber kann bitte mir mich dass sind haben hat bei aus nach über schreibe schreib warum vor um noch uns',
  fr: 'le la les des est et une un dans pour que qui sur pas avec ce cette vous je nous au aux par plus du ne se en son sa comment quelle quel sont mais ou être écris moi peux peut deux l d qu j à y',
  es: 'el la los las de que y en un una es por con para no se del al lo como más su sus cómo qué este esta pero o mi me puedes escribe son entre cuál está todo hay si yo',
  it: 'il lo la gli le di che e è un una in per con non del della dei delle si come sono questo questa ma o mi puoi scrivi nel nella al alla anche più cosa perché da ci i dalla l',
  pt: 'o a os as de que e é um uma em para com não do da dos das no na por se como mais mas ou você eu me seu sua qual escreva são ao este esta isso pode quando já antes nós podes',
  nl: 'de het een en van is in te dat die niet voor op met zijn aan er om ook als bij naar maar ik je wij we hoe wat kun kan dit deze door wordt worden of schrijf uit mij nog moeten waarom heb',
  pl: 'i w nie się na z do jest to że jak o co dla ale po czy przez za od od tym jego które który są oraz napisz mi proszę można jakie może ze pod by być tego',
  sv: 'och att det som en på är av för med till den inte om jag har de ett var kan vad hur du vi från eller men skriv ska så mig oss när varför dig vill ner',
  da: 'og at det som en på er af for med til den ikke om jeg har de et var kan hvad hvordan du vi fra eller men skriv skal så mig os når hvorfor dig vil ned ud',
  nb: 'og at det som en på er av for med til den ikke om jeg har de et var kan hva hvordan du vi fra eller men skriv skal så meg oss når hvorfor deg vil må ned ut',
  fi: 'ja on ei se että mitä miten voi ovat oli tämä kun niin mutta tai minun sen hän me joka kuin vain myös kanssa kirjoita minulle ennen ylös koska',
  cs: 'a se na je v že to s z do o jak co pro ale nebo by jsem jsou mi napiš která který od k tak může můžeš jeho aby před jako po při už podle za u nás nám proč',
  ro: 'și de la în cu pe este un o nu că să din care pentru ce mai sau cum sunt al ale dar scrie îmi fi a am prin ai lui după despre',
  hu: 'a az és hogy nem egy is van mi ez de meg ha csak vagy mint el kell írj hogyan nekem azt miért még mert minden legyen lehet volt',
  tr: 've bir bu da de için ile ne mi nasıl olarak çok gibi daha var ama ben bana sen yaz mı olan kadar en veya değil her bizi önce çünkü',
  vi: 'và của là có không được cho một trong với các này những đã để tôi bạn hãy như thế nào về viết từ người khi ra gì còn chúng ta',
  id: 'yang dan di untuk dengan ini itu dari tidak pada adalah saya kamu anda dalam ke bagaimana apa akan atau bisa buat tulis karena kita juga oleh harus masih',
  ru: 'и в не на что я с как это по для к но из у за от так же мне вы ты или если он бы то все напиши о до при какие мы нам потому про нужно',
  uk: 'і й в у не на що я з як це по для до але із за від так же мені ви ти або якщо він щоб та все напиши про які ми нам потрібно чи бо є',
  bg: 'и в не на че аз с как това по за от да се са ще но или ми ти той тя какво е към си което напиши',
};

/** Letters that only few languages have. Each speaks as a word does. */
const TELLING_LETTERS: Readonly<Record<string, string>> = {
  ß: 'de',
  ä: 'de fi sv',
  ö: 'de fi sv hu tr',
  ü: 'de hu tr',
  ñ: 'es',
  '¿': 'es',
  ã: 'pt vi',
  õ: 'pt vi',
  ł: 'pl',
  ą: 'pl',
  ę: 'pl',
  ż: 'pl',
  ś: 'pl',
  å: 'sv da nb',
  ø: 'da nb',
  æ: 'da nb',
  ř: 'cs',
  ů: 'cs',
  ě: 'cs',
  ț: 'ro',
  ș: 'ro',
  ă: 'ro vi',
  ő: 'hu',
  ű: 'hu',
  ğ: 'tr',
  ı: 'tr',
  ş: 'tr',
  đ: 'vi',
  ơ: 'vi',
  ư: 'vi',
  ы: 'ru',
  э: 'ru',
  ё: 'ru',
  і: 'uk',
  ї: 'uk',
  є: 'uk',
  ґ: 'uk',
};

/** Languages that function words tell, as BCP 47 primary tags. */
export const LANGUAGES_BY_WORDS: readonly string[] = Object.keys(FUNCTION_WORDS);

const spokenFor = new Map<string, number[]>();
for (const [place, language] of LANGUAGES_BY_WORDS.entries()) {
  for (const word of new Set(FUNCTION_WORDS[language]?.split(' '))) spokenFor.set(word, [...(spokenFor.get(word) ?? []), place]);
}

/** The languages that a word or letter speaks for, as places in `LANGUAGES_BY_WORDS`. */
export const SPOKEN_FOR: ReadonlyMap<string, readonly number[]> = spokenFor;
export const LETTERS: ReadonlyMap<string, readonly number[]> = new Map(
  Object.entries(TELLING_LETTERS).map(([letter, tags]) => [letter, tags.split(' ').map((tag) => LANGUAGES_BY_WORDS.indexOf(tag))]),
);
