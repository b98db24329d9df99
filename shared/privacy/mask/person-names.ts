/** Fewest letters of a name's part that is looked for alone. */
const SHORTEST_PART = 3;

// Titles and particles: they stand in a name, and say nobody's.
const NO_PART = new Set(
  'mrs miss sir lady lord prof herr frau fräulein pan pani panu pana señor señora signor signora monsieur madame mme mlle von van der den del della dos das las los bin ibn ben abu the und and'.split(
    ' ',
  ),
);

// Names that are words as well. In lower case they are taken for the word.
const ALSO_WORDS = new Set(
  (
    'amber angel april art august autumn baker bauer bill black bishop bob brook brown bush carol chance chase church clay cliff cook cross dale daisy dawn dean drew earl eve ' +
    'faith fischer fisher forest fox frank gene glen grace grant gray green guy hall harmony hart heath heather hill holly hope hunter ivy iris jack jade joy kaiser ' +
    'king klein kurz lake lance lang law lee lily long lord love major marina mark marsh mason matt may mercy miles miller moon moore nick noble north olive pat patience ' +
    'pearl penny pierce porter price prince rain ray reed rich rob robin rock roman rose ruby sage sandy sharp short sky smith snow song south sterling stone storm story ' +
    'summer sun sunny taylor tucker turner victor violet walker ward weber weiss west white will winter wolf wood wood young braun groß koch vogel berg stern herz ' +
    'blanc petit grand rose leblanc roux mari flor luz sol cruz rey costa reina paz luna vera'
  ).split(' '),
);

// What German, English and Slavic languages add to a name: “Annas”, “Kowalskiego”, “Novákem”, “Иванова”.
const ENDINGS = new Set(
  's es a u y i em ą ę ę om owi ego emu iem im ie iej ej owej ová ovi ovy ově ému ým ím а у ым ом ем е ой ою ого ому ы и'.split(' '),
);

/** The parts of a person's name that are looked for alone: “Anna”, “Kowalska”. None of a name of one word. */
export function partsOfName(name: string): string[] {
  const words = name.split(/[\s,;]+/).map((word) => word.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, ''));
  const parts = words.filter((word) => [...word].length >= SHORTEST_PART && !NO_PART.has(word.toLowerCase()));
  return words.filter((word) => word !== '').length < 2 ? [] : parts;
}

/** Shortest name whose ending may be another. */
const SHORTEST_INFLECTED = 6;

/** What is left of names that end in a vowel before another ending: “Kowalsk” of “Kowalska”, for “Kowalskiej”. */
export function stemsOfName(name: string): string[] {
  const words = name.split(/[\s,;]+/).filter((word) => word.length >= SHORTEST_INFLECTED && /^\p{L}+[aeioyаеиоыяё]$/u.test(word));
  return words.map((word) => word.slice(0, -1));
}

/** True unless a name of one word is written here in lower case and is a word of a language as well. */
export function mayBeName(written: string, name: string): boolean {
  const lower = written.toLowerCase();
  return written !== lower || name === name.toLowerCase() || !ALSO_WORDS.has(lower);
}

/** True where a case ending follows `index` and then the word ends. Only for names long enough to be known without it. */
export function isEndingAt(text: string, index: number, name: string): boolean {
  const rest = /^\p{L}{1,4}(?![\p{L}\p{N}])/u.exec(text.slice(index, index + 6))?.[0];
  if (rest === undefined || !ENDINGS.has(rest.toLowerCase())) return false;
  return rest.toLowerCase() === 's' || name.length >= 5;
}
