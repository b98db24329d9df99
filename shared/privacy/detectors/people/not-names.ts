/** Words that begin with a capital and are no part of a name, however they stand beside one. Folded as `fold` does. */
export const NOT_NAMES = new Set(
  `explain describe discuss compare write tell list give ask mail message remind summarize summarise translate review read solve analyze analyse define prove apply visit meet thank
  the a an and or but if then else when while for from to of in on at by with without as is are was were be been has have had do does did not no yes this that these those it its he she they we you i me him her them us my your his our their who what where which why how can could will would shall should may might must please thanks thank dear hi hello hey regards sincerely best kind warm cheers
  feb mar apr jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun opus sonnet haiku code pro max ultra plus mini investments investment capital insurance airlines motors foods pharmaceuticals river avenue
  monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar marz juni juli oktober dezember lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miercoles jueves viernes sabado domingo
  street st road rd avenue ave boulevard blvd lane ln drive dr court place square park hill lake river mountain mount valley island bay beach bridge station airport hotel hospital clinic school college university institute academy library museum church cathedral temple tower building house hall center centre plaza apt suite unit floor box
  inc ltd llc gmbh corp corporation company co group holdings partners bank foundation association society council committee department ministry agency office team club league cup award prize orchestra band records studios pictures games technologies solutions systems services software labs consulting industries international global national united states kingdom republic north south east west new old great central american british english french german spanish italian polish dutch portuguese european asian african chinese japanese indian russian
  theorem theory law laws equation effect principle method model test distribution function algorithm transform series paradox conjecture lemma inequality constant number matrix space operator process problem scale index coefficient correction regression optimizer classifier machine network language syndrome disease
  server client user admin api app web site page database table column row field file folder code script version update release android windows linux mac chrome firefox google microsoft apple amazon facebook twitter instagram youtube tiktok linkedin github python java javascript typescript react node docker kubernetes postgres mysql mongodb oracle azure aws gpt chatgpt openai claude gemini llama siri alexa id uuid url http https json xml html css sql pdf csv null true false none undefined string int integer boolean float date time name email phone address city state country zip code
  day night morning evening week month year christmas easter halloween eve festival carnival war battle revolution treaty agreement convention act amendment bill declaration constitution cross stadium trophy gospel bible book novel story song album movie film show episode chapter season part volume section figure question answer note summary introduction conclusion example task input output step option choice
  doctor professor president minister senator governor mayor king queen prince princess lord lady sir saint pope bishop captain general colonel major sergeant officer judge director manager engineer developer designer analyst consultant assistant teacher student nurse lawyer attorney agent customer client patient employee member hiring support service sales marketing team all everyone everybody friend friends colleague colleagues sirs madam
  ich du er sie wir ihr der die das ein eine und oder aber mit von zu bei nach aus uber bitte danke herr frau je tu il elle nous vous le la les un une et ou mais avec pour dans merci yo el nosotros los las una y pero con por para gracias io lui lei noi gli uno ma per grazie jestem jest oraz lub ale dla dzieki o os as um uma e mas com obrigado ik jij hij zij wij het een en of maar met voor dank senior junior account bot agent assistant human person me you mr mrs ms mx dr prof mme mlle maitre chancellor repubblica republique republica copilot dyrektor mecenas profesor profesorze doktorze prezes prezesie redaktor kierownik direktor direktorin prasident kollege kollegin directeur directrice presidente ministre maire directora gerente diretor direttore direttrice avvocato ingegnere professore dottore dottoressa notaio beheerder voorzitter`.split(
    /\s+/,
  ),
);

/** Of those, the ones that are surnames too: taken for one after a title or a word that leads a name. */
export const CUED_SURNAMES = new Set(
  `park hill hills lake lakes river rivers mountain mount valley island bay beach bridge bridges hospital school church temple tower towers house hall center place court square street road lane plaza field fields
  north south east west great central english french german irish law laws page day knight night winter summer easter king queen prince princess pope bishop lord judge major captain general minister story bell cross price stone
  may march april june july august best kind warm mini banks case root club drive banda`.split(/\s+/),
);

/** And those that so many are called that a known given name before one is enough. */
export const PLACE_SURNAMES = new Set(
  'park hill hills field fields lake hall church king prince bishop west east knight winter cross price rivers banks lane street stone page bell day may'.split(
    ' ',
  ),
);

/** Where such a pair is a place, a film, a firm or a custom. */
export const NAMED_PLACES = new Set(
  [
    'hyde park, victoria park, bryant park, james park, lincoln park, phoenix park, alexandra park, guell park, griffith park, jackson park, south park, jurassic park, linkin park, stanley park, olympia park, luna park, menlo park, winter park, grant park, washington park, regent park, regents park, douglas park, wicker park',
    'capitol hill, notting hill, forest hill, victoria hill, george hill, sugar hill, nob hill, silent hill, beverly hills, bunker hill, castle hill, tower hill, box hill, rose hill',
    'albert hall, carnegie hall, annie hall, stephen hall, victoria cross, george cross, victoria lake, louise lake, charles lake, christ church, mary church, peter church, paul church, martin church, christ king, lion king',
    'james street, john street, george street, peter street, mary street, jane street, elizabeth street, king street, queen street, victoria street, albert street, sesame street, church street, william street, charles street, penny lane, lois lane, rolling stone',
    'fannie may, valentine day, valentines day, george day, patrick day, andrew day, david day, green day, anzac day, key west',
  ]
    .join(', ')
    .split(', '),
);

/** Who else is greeted: everybody, relatives by what they are, machines, and what a first program says. */
export const NOT_GREETED = new Set(
  'panie panowie pani pania panstwa world welt monde mundo mondo swiat wereld everyone everybody everyones there folks guys people mom mum mommy mummy dad daddy grandma grandpa mama papa maman sir madam sirs ma madame monsieur messieurs mesdames zusammen alle alles allerseits leute kollegen kolleginnen kollege kollegin damen herren freunde tous toutes todos todas tutti tutte amigo amigos amiga amigas wszystkim panstwo iedereen allemaal mensen jongens copilot bing grok mistral deepseek jarvis cortana perplexity bard assistant robot computer internet reddit twitter neighbour neighbours neighbor neighbors parents students class community readers reader diary santa god heart love darling sweetheart honey dear valued recruiter recruiters candidate applicant fellow fellows ladies gentlemen gentleman staff professor doctor sunshine beautiful again hi hello hey mate buddy bro dude man boss chef stranger kitty senhor senhora signore signora senor senora seniora herr frau heer mevrouw meneer pan pani docteur maitre landlord tenant manager director principal teacher coach committee board council members subscribers followers gang crew boys girls kids children'.split(
    ' ',
  ),
);
