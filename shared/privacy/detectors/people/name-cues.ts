/**
 * What must follow a word that leads a name: the name itself, whatever it is; a known given name; that or two words, of which
 * one is known; any word that is known; or one word that nobody would greet but a person, and then a comma or the end of the line.
 */
export type Needs = 'any' | 'given' | 'given-or-two' | 'known' | 'greeted';

/** How a word of a text leads a name. Both patterns are of bounded length. */
export interface NameCue {
  readonly validator: 'introduction' | 'name-field' | 'title' | 'relation' | 'closing' | 'greeting';
  /** What stands before the word; none: anything. Tried on the last 28 characters. */
  readonly before?: RegExp;
  /** What stands between the word and the name; sticky. */
  readonly after: RegExp;
  readonly needs: Needs;
  readonly confidence: number;
  /** The word itself must begin with a capital. */
  readonly capital?: boolean;
  /** More than a space stands between the word and the name. */
  readonly isParted?: boolean;
  /** Only where the name is written without capitals. */
  readonly isSmall?: boolean;
}

const POSSESSIVE =
  /(?<!\p{L})(?:my|his|her|our|your|their|mein\p{L}{0,2}|sein\p{L}{0,2}|ihr\p{L}{0,2}|unser\p{L}{0,2}|dein\p{L}{0,2}|mon|ma|mes|son|sa|ses|notre|votre|mi|su|nuestr[oa]|tu|mi[oa]|su[oa]|moj\p{L}{0,3}|mój|moim|meu|minha|seu|sua|mijn|zijn|haar|onze|min|mitt|hans|hennes) (?:[\p{L}-]{2,14} )?$/iu;
const FIELD = /(?:["']?\s{0,2}[:=|]|["']?>|\t)[ \t]{0,8}["'“]?/uy;
const IS =
  /(?: is|['’]s| was| are| ist| war| est| es| è| era| é| jest|:|\?(?: (?:User|A|Answer):)?| to| on the account(?: is|\?)?(?: User:)?) /uy;
const NEXT = /:? /uy;
const DOTTED = /\.?(?:ssa|ra|na|ri)?\.?[ \u00a0]/uy;
const FULLY_DOTTED = /\.(?:ssa|ra|na|ri)?\.?[ \u00a0]/uy;

const LINE_START = /(?:^|[\n.!?>:"“„«(])[ \t]{0,4}$/u;
const GREETINGS = 'hi hoi hello hey hallo bonjour salut hola ciao cześć olá oi hej';
const GREETING_ADJECTIVES =
  'dear liebe lieber cher chère querido querida estimado estimada caro cara gentile drogi droga witaj szanowny szanowna prezado prezada beste geachte lieve kära hei';

const words = (cue: NameCue, list: string): [string, NameCue][] => list.split(' ').map((word) => [word, cue]);

const introduction = (before: RegExp, after = NEXT, needs: Needs = 'any', confidence = 0.85): NameCue => ({
  validator: 'introduction',
  before,
  after,
  needs,
  confidence,
});
/** Not the name of a project, a school or a file. */
const OF_NO_THING =
  /(?<!(?:project|product|company|business|organi[sz]ation|file|folder|team|school|place|street|venue|park|hotel|event|brand|app|game|song|film|server|host|domain|branch|repo|model|dataset|table|column|variable|function|class|package|city|town|village|station|building|restaurant)(?:'s)?[ _-])$/iu;
const WHOSE =
  /(?<!\p{L})(?:my|his|her|your|their|whose|first|last|maiden|full|real|middle|partner's|mon|son|votre|mi|su|mio|suo|tuo|meu|seu|mein|sein|ihr|mijn|zijn|haar|mitt|mit|'s)[ -]?(?:(?:full|first|last|maiden|real|sur|legal|current|new|family|given) ?)?$/iu;

/** Words that lead a name, in languages whose names are written with capitals. Several cues of one word are tried in turn. */
export const NAME_CUES: readonly (readonly [string, NameCue])[] = [
  ...words(introduction(WHOSE, IS), 'name surname nom nombre nome naam namn navn vorname nachname apellido cognome'),
  ...words(
    {
      validator: 'introduction',
      after: NEXT,
      before: /(?:(?:under|add) (?:my )?(?:\p{L}+'s )?|in the )$/u,
      needs: 'given-or-two',
      confidence: 0.75,
    },
    'name',
  ),
  ...words({ validator: 'introduction', before: OF_NO_THING, after: IS, needs: 'given-or-two', confidence: 0.75 }, 'name account correct'),
  ...words(introduction(/(?<!\p{L})(?:ich|er|sie) $/iu), 'heiße heisse heißt heisst'),
  ...words(introduction(/(?<!\p{L})[ms]['’]$/iu), 'appelle'),
  ...words(introduction(/(?<!\p{L})(?:me|se) $/iu), 'llamo llama chamo chama'),
  ...words(introduction(/(?<!\p{L})(?:mi|si) $/iu), 'chiamo chiama'),
  ...words(introduction(/(?:^|\P{L})$/u, / (?:si[ęe]) /uy), 'nazywam nazywa'),
  ...words(introduction(/(?:^|\P{L})$/u, / (?:na )?imi[ęe] /uy), 'mam ma'),
  ...words(introduction(/(?:^|\P{L})$/u, /-(?:me|se) /uy), 'chamo chama'),
  ...words(introduction(/(?<!\p{L})(?:ik|hij|zij|ze|jag|hon|han|jeg) $/iu), 'heet heter hedder'),
  ...words({ validator: 'introduction', before: /(?<!\p{L})I(?: |['’])$/iu, after: NEXT, needs: 'given', confidence: 0.75 }, 'am m'),
  ...words(
    {
      validator: 'introduction',
      before: /(?:^|\n|[.,!?;] |(?<!\p{L})(?:hey|hi|hello|yo|and|so) )$/iu,
      after: NEXT,
      needs: 'given',
      confidence: 0.7,
      isSmall: true,
    },
    'im',
  ),
  ...words(
    {
      validator: 'introduction',
      before: /(?<!\p{L})(?:ich|je|ik|jag|jeg|this|here|speaking|hier|hier|yo|ja|eu) $/iu,
      after: NEXT,
      needs: 'given',
      confidence: 0.75,
    },
    'bin suis ben is är er ist spricht',
  ),
  ...words({ validator: 'introduction', after: NEXT, needs: 'given', confidence: 0.7 }, 'soy jestem sono sou'),
  ...words(
    { validator: 'introduction', after: NEXT, needs: 'given-or-two', confidence: 0.7 },
    'named called namens nommé nommée llamado llamada chiamato imieniem chamado genaamd',
  ),
  ...words(
    { validator: 'name-field', isParted: true, after: FIELD, needs: 'any', confidence: 0.85 },
    'vorname nachname familienname prénom apellido apellidos cognome imię nazwisko voornaam achternaam firstname lastname fullname surname forename patientname customername maidenname givenname familyname cardholder accountholder cardholdername accountname contactname sobrenome etternavn fornavn förnamn efternamn',
  ),
  ...words(
    {
      validator: 'name-field',
      isParted: true,
      before: /(?<!\p{L})(?:first|last|full|sur|maiden|given|family|middle)[ _-]?$/iu,
      after: FIELD,
      needs: 'any',
      confidence: 0.85,
    },
    'name names',
  ),
  ...words(
    { validator: 'name-field', isParted: true, after: FIELD, before: OF_NO_THING, needs: 'given-or-two', confidence: 0.75 },
    'name nom nombre nombres nome naam namn navn',
  ),
  ...words(
    { validator: 'name-field', isParted: true, after: FIELD, needs: 'given-or-two', confidence: 0.75 },
    'user patient patientin paciente paziente pacjent pacjentka patiënt kunde kundin klient klientka client cliente klant customer employee employer mitarbeiter mitarbeiterin empleado dipendente pracownik werknemer contact recipient sender attn holder beneficiary beneficiario payee assignee author reporter owner manager candidate applicant tenant landlord student teacher guardian witness insured signed signature from to cc bcc von an od do de da attendee attendees participant participants caller doctor physician member spouse billing titular begünstigter empfänger absender kontoinhaber destinataire expéditeur destinatario remitente mittente nadawca odbiorca remetente ontvanger afzender address by',
  ),
  ...words(
    { validator: 'title', after: DOTTED, needs: 'any', confidence: 0.8, capital: true },
    'mr mrs ms mx dr dra prof profa professor herr herrn frau fräulein monsieur madame mademoiselle mme mlle maître maitre sr sra srta señor señora señorita don doña sig signor signora signore signorina dott dottoressa dottor doctor doctora docteur doktor doutor doutora profesor profesora professeur professoressa dhr mevr mevrouw mw meneer senhor senhora dona fru hr avv mec',
  ),
  ...words(
    { validator: 'title', after: DOTTED, needs: 'any', confidence: 0.7 },
    'mr mrs dr dra prof señor señora señorita signor signora monsieur madame pani mevrouw meneer heer senhor senhora herr fru dhr mevr mme mlle docteur doctora dottor dottoressa doutor doutora profesora professeure professoressa',
  ),
  ...words({ validator: 'title', after: FULLY_DOTTED, needs: 'any', confidence: 0.7 }, 'dott sig avv mec mgr ing sr sra srta rev ms mw'),
  ...words(
    { validator: 'title', after: DOTTED, needs: 'known', confidence: 0.7 },
    'doctor doktor profesor professore professor maître maitre mecenas',
  ),
  ...words(
    { validator: 'title', after: DOTTED, needs: 'known', confidence: 0.7, capital: true },
    'miss pan pani sir me pr chancellor senator judge sergeant inspector detective nurse',
  ),
  ...words(
    { validator: 'title', before: /(?:^|\n|[.,:;!?] |\p{Ll} )$/u, after: /\. /uy, needs: 'known', confidence: 0.7, capital: true },
    'm',
  ),
  ...words(
    {
      validator: 'title',
      before: /(?<!\p{L})(?:à|de|par|avec|chez|pour|et|que|cher|bonjour|contacter|appeler) $/iu,
      after: /\. /uy,
      needs: 'any',
      confidence: 0.7,
      capital: true,
    },
    'm',
  ),
  ...words({ validator: 'title', after: / /uy, needs: 'known', confidence: 0.7 }, 'pan pana panem panu'),
  ...words(
    { validator: 'relation', before: POSSESSIVE, after: /,? (?:is |named |called |, )?/uy, needs: 'any', confidence: 0.7 },
    'wife husband son daughter mother father mom mum dad brother sister boyfriend girlfriend partner fiancé fiancée uncle aunt cousin nephew niece boss colleague coworker friend neighbor neighbour roommate landlord therapist grandmother grandfather grandma grandpa child kid patient ex mann sohn tochter mutter vater bruder schwester freund freundin kollege kollegin chef chefin nachbar nachbarin femme mari fils fille mère père frère sœur soeur ami amie collègue voisin voisine esposa esposo marido mujer hijo hija madre padre hermano hermana amigo amiga jefe jefa vecino vecina moglie marito figlio figlia fratello sorella amico amica collega żona żoną żony mąż mężem syn synem córka córką matka ojciec brat bratem siostra siostrą kolega koleżanka przyjaciel szef filho filha mãe pai irmão irmã colega chefe vrouw man zoon dochter moeder vader broer zus vriend vriendin buurman hustru fru mor far bror syster dotter vän',
  ),
  ...words(
    { validator: 'closing', isParted: true, after: /[,.!]?[ \t]{0,3}\r?\n\s{0,4}(?:[-–—]{1,2} ?)?/uy, needs: 'any', confidence: 0.75 },
    'regards sincerely cheers thanks truly yours faithfully wishes grüßen grüssen gruß grüße gruss cordialement salutations sentiments amicalement bises saludos saludo abrazo atentamente cordialmente saluti distinti pozdrawiam poważaniem pozdrowieniami cumprimentos atenciosamente abraço abraços obrigado obrigada groet groeten groetjes hälsningar hilsen gracias merci danke dziękuję grazie love thanx best toi vous besos presto abbraccio baci kus liefs',
  ),
  ...words({ validator: 'greeting', after: / /uy, needs: 'given', confidence: 0.65 }, GREETINGS),
  ...words({ validator: 'greeting', after: / /uy, needs: 'given', confidence: 0.65, capital: true }, GREETING_ADJECTIVES),
  ...words(
    { validator: 'greeting', before: LINE_START, after: / /uy, needs: 'greeted', confidence: 0.65, capital: true },
    `${GREETINGS} ${GREETING_ADJECTIVES}`,
  ),
];
