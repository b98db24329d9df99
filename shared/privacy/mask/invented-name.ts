import { AMBIGUOUS_NAMES, GIVEN_NAMES } from '../detectors/people/given-names.ts';
import { fold } from '../detectors/people/words.ts';
import { FAMILY, MEN, WOMEN } from './invented.ts';

/**
 * A name of nobody's for a person: a woman's for a woman's where that can be told, and one word for one word.
 * Of the value only this much is kept. Nothing past the last.
 */
export function inventedName(index: number, value: string): string | undefined {
  const words = fold(value)
    .split(/[\s,;]+/)
    .map((word) => word.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, ''))
    .filter((word) => word !== '');
  const family = FAMILY[index];
  const given = (isWoman(words) ?? index % 2 === 0) ? WOMEN[index] : MEN[index];
  if (given === undefined || family === undefined) return undefined;
  if (words.length > 1) return `${given} ${family}`;
  return GIVEN.has(words[0] ?? '') ? given : family;
}

const GIVEN = new Set([...GIVEN_NAMES, ...AMBIGUOUS_NAMES]);

const OF_WOMEN = new Set('mrs ms miss lady frau fraulein pani senora signora madame mme mlle mevrouw fru'.split(' '));
const OF_MEN = new Set('mr sir lord herr pan senor signor monsieur meneer'.split(' '));

/** Men's names that end as women's do. */
const MEN_IN_A = new Set(
  'luca andrea nikita sascha sasha joshua mustafa mischa misha ilya elia matia mattia noa ezra jona barnaba kuba'.split(' '),
);

/** Women's names that end otherwise. */
const WOMEN_ELSE = new Set(
  (
    'mary jennifer elizabeth susan margaret karen nancy betty helen carol ruth sharon michelle kimberly deborah shirley ' +
    'ashley dorothy amy kathleen catherine katherine christine janet frances joyce diane alice julie heather doris evelyn ' +
    'jean cheryl joan judith ann anne jane lauren marie rachel nicole stephanie beverly denise tammy irene lori louise ' +
    'lillian robin peggy kathy crystal gladys edith carmen rosemary ellen erin megan grace claire chloe zoe emily lucy ' +
    'sophie charlotte abigail hannah sarah esther miriam leah naomi isabel ines beatriz pilar mercedes dolores raquel belen ' +
    'consuelo soledad amelie camille juliette manon sylvie nathalie isabelle celine aurelie margaux elodie brigitte monique ' +
    'francoise dominique heike silke anke antje elke birgit ingrid astrid sigrid gudrun heidi ute gerlinde friederike ' +
    'annegret liselotte renate sabine martine simone agnes kirsten maren karin kerstin inger solveig siobhan niamh aoife ' +
    'maeve roisin sinead zeynep elif ayse yasemin aylin maryam mei yuki aiko keiko yoko naoko hye zofie lucie tereze noemi'
  ).split(' '),
);

/** Whether a folded name is a woman's, by its title or its given name; nothing where neither says. */
function isWoman(words: readonly string[]): boolean | undefined {
  for (const word of words) {
    if (OF_WOMEN.has(word)) return true;
    if (OF_MEN.has(word)) return false;
  }
  const given = words.find((word) => GIVEN.has(word) || WOMEN_ELSE.has(word)) ?? (words.length > 1 ? words[0] : undefined);
  if (given === undefined) return undefined;
  if (WOMEN_ELSE.has(given)) return true;
  if (given.endsWith('a')) return !MEN_IN_A.has(given);
  return GIVEN.has(given) ? false : undefined;
}
