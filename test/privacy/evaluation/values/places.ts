import type { Random } from '../random.ts';
import type { Language, Made } from '../value.ts';

type Words = readonly [string, ...string[]];
const list = (words: string) => words.split('|') as unknown as Words;

interface Places {
  readonly streets: Words;
  /** Towns with their postcode, as they stand on an envelope. */
  readonly towns: Words;
  /** How the street and the number, and then the town, are written. */
  readonly street: (street: string, random: Random) => string;
}

const number = (random: Random, high = 180) => String(random.int(2, high));
const before = (street: string, random: Random) => `${number(random, 400)} ${street}`;
const after = (street: string, random: Random) => `${street} ${number(random, 120)}${random.pick(['', '', '', 'a', 'b'])}`;
const comma = (street: string, random: Random) => `${street}, ${number(random, 120)}`;

const PLACES: Record<Language, Places> = {
  en: {
    streets: list(
      'Maple Avenue|Baxter Street|Church Road|Elmwood Drive|Kings Lane|Oakfield Crescent|Harbour View Road|Lincoln Boulevard|Station Road|Willow Court|North Market St|Sycamore Ave|Park Terrace|Mill Lane',
    ),
    towns: list(
      'Leeds LS1 4DY|Bristol BS8 1TH|Austin, TX 78704|Portland, OR 97214|London SW11 6QT|Columbus, OH 43215|Edinburgh EH3 9QA|Brooklyn, NY 11215|Manchester M14 5RB|Denver, CO 80205',
    ),
    street: before,
  },
  de: {
    streets: list(
      'Lindenstraße|Bahnhofstr.|Goethestraße|Am Mühlbach|Schillerweg|Kastanienallee|Hauptstraße|Rosengasse|Berliner Platz|Friedrich-Ebert-Straße|Kirchweg|Gartenstr.',
    ),
    towns: list(
      '50667 Köln|80331 München|20095 Hamburg|04109 Leipzig|10115 Berlin|70173 Stuttgart|1010 Wien|8001 Zürich|60311 Frankfurt am Main|01067 Dresden',
    ),
    street: after,
  },
  fr: {
    streets: list(
      'rue de la République|avenue Jean Jaurès|boulevard Voltaire|rue des Lilas|place du Marché|chemin des Vignes|rue Victor Hugo|allée des Tilleuls|impasse du Moulin|quai de la Loire|avenue Foch',
    ),
    towns: list(
      '75011 Paris|69003 Lyon|13006 Marseille|31000 Toulouse|44000 Nantes|59800 Lille|33000 Bordeaux|1000 Bruxelles|35000 Rennes',
    ),
    street: (street, random) => `${number(random, 190)}${random.pick([' ', ' ', ' bis ', ', '])}${street}`,
  },
  es: {
    streets: list(
      'Calle Mayor|Calle de Alcalá|Avenida de la Constitución|Plaza de España|Paseo de la Castellana|C/ San Fernando|Avda. del Mediterráneo|Calle Gran Vía|Camino de los Olivos|Calle del Carmen',
    ),
    towns: list('28013 Madrid|08001 Barcelona|41004 Sevilla|46002 Valencia|48009 Bilbao|29015 Málaga|50003 Zaragoza|15003 A Coruña'),
    street: (street, random) => `${street}${random.pick([', ', ' ', ', nº '])}${number(random, 160)}`,
  },
  it: {
    streets: list(
      'Via Garibaldi|Via Roma|Corso Vittorio Emanuele II|Piazza della Repubblica|Viale dei Mille|Via Giuseppe Verdi|Largo Augusto|Via dei Pini|Corso Italia|Via Cavour',
    ),
    towns: list('20121 Milano|00184 Roma|10123 Torino|50122 Firenze|40126 Bologna|80132 Napoli|16121 Genova|37121 Verona'),
    street: (street, random) => `${street}${random.pick([', ', ' ', ' n. '])}${number(random, 140)}`,
  },
  pl: {
    streets: list(
      'ul. Kwiatowa|ul. Mickiewicza|al. Jerozolimskie|ul. Długa|os. Słoneczne|ul. Piłsudskiego|pl. Wolności|ul. Polna|ul. Świętego Jana|aleja Niepodległości',
    ),
    towns: list('00-950 Warszawa|31-042 Kraków|50-101 Wrocław|61-801 Poznań|80-831 Gdańsk|90-001 Łódź|20-002 Lublin'),
    street: (street, random) =>
      `${street} ${number(random, 90)}${random.pick(['', '', `/${random.int(1, 40)}`, ` m. ${random.int(1, 40)}`, 'A'])}`,
  },
  pt: {
    streets: list(
      'Rua das Flores|Avenida da Liberdade|Rua do Carmo|Praça da República|Travessa do Forno|Rua Augusta|Av. Paulista|Rua Sete de Setembro|Largo do Rato|Rua de Santa Catarina',
    ),
    towns: list(
      '1250-096 Lisboa|4000-447 Porto|3000-123 Coimbra|4700-320 Braga|01310-100 São Paulo|8000-138 Faro|22041-080 Rio de Janeiro',
    ),
    street: comma,
  },
  nl: {
    streets: list(
      'Keizersgracht|Dorpsstraat|Prins Hendriklaan|Stationsweg|Nieuwe Markt|Beatrixlaan|Oude Gracht|Molenweg|Kerkstraat|Leopoldlaan|Zuiderkade',
    ),
    towns: list(
      '1016 DV Amsterdam|3511 AB Utrecht|2514 EA Den Haag|3011 ME Rotterdam|9712 CP Groningen|5611 EM Eindhoven|2000 Antwerpen|9000 Gent',
    ),
    street: after,
  },
};

/** Street and house number alone. */
export const street = (random: Random, language: Language): string =>
  PLACES[language].street(random.pick(PLACES[language].streets), random);

/** The same with the town; to find the street is enough. */
export function address(random: Random, language: Language): Made {
  const core = street(random, language);
  const unit = language === 'en' && random.int(1, 3) === 1 ? random.pick([', Apt 4B', ', Unit 12', ', Suite 300']) : '';
  return { text: `${core}${unit}, ${random.pick(PLACES[language].towns)}`, core };
}
