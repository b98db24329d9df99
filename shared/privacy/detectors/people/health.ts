import type { Finding } from '../../finding.ts';
import { ACRONYMS, OTHERWISE_USED } from './health-terms.ts';
import type { Word } from './words.ts';

// Who it is about: the one who writes, somebody of theirs, somebody in care.
const SOMEBODY =
  /(?<!\p{L})(?:I|I['’]m|I['’]ve|[Mm]y|[Hh]e|[Ss]he|[Hh]is|[Hh]er|[Hh]im|[Mm]e|[Pp]atient(?:in)?|[Pp]t|[Ii]ch|[Mm]ein\p{L}{0,2}|[Mm]ir|[Ee]r|[Ss]ein\p{L}{0,2}|[Ii]hr\p{L}{0,2}|[Jj]e|[Jj]['’]ai|[Mm]on|[Mm]a|[Mm]es|[Ee]lle|[Ii]l|[Ss]on|[Ss]a|[Yy]o|[Mm]i|[Mm]e|[Ss]u|[Ee]lla|[Ii]o|[Mm]io|[Mm]ia|[Ll]ui|[Ll]ei|[Mm]oja|[Mm]ój|[Mm]oj\p{L}{1,3}|[Mm]am|[Jj]estem|[Jj]ego|[Jj]ej|[Mm]nie|[Uu] mnie|[Cc]horuj\p{L}{1,2}|[Bb]iorę|[Ee]u|[Mm]eu|[Mm]inha|[Ee]le|[Ee]la|[Ss]eu|[Ss]ua|[Ii]k|[Mm]ijn|[Hh]ij|[Zz]ij|[Zz]ijn|[Hh]aar|[Pp]atiënte?|[Pp]aciente|[Pp]aziente|[Pp]acjent(?:k[aięą]|a|owi)?|[Jj]ag|[Mm]in|[Hh]an|[Hh]on|[Tt]engo|[Tt]iene|[Ss]ufro|[Pp]adezco|[Tt]omo|[Ee]stoy|[Ss]oy|[Hh]o|[Ss]offro|[Pp]rendo|[Ss]ono|[Tt]enho|[Ss]ofro|[Ss]ou|[Ee]stou)(?!\p{L})/u;
// What happened to them with it.
const HAVING =
  /(?<!\p{L})(?:diagnos\p{L}*|suffer\p{L}*|ha(?:s|ve|d|ving)(?! to)|['’](?:m|ve)|am|is|was|been|being|got|take[sn]?|taking|took|on|prescri\p{L}*|positive|treat(?:ed|ment)|living with|liv(?:es|ed) with|battl\p{L}*|undergo\p{L}*|history|allerg\p{L}*|recover\p{L}*|due to|because of|died|after|since|against|my|his|her|leide[tn]?|wurde|festgestellt|habe?|hat|hatte|nehme|nimmt|bekomm\p{L}*|erkrankt|bin|ist|wegen|seit|gegen|an|souffr\p{L}*|ai|a|atteinte?|prend[s]?|suis|est|sous|traité\p{L}*|tengo|tiene|tuvo|sufr\p{L}*|padec\p{L}*|tom[oa]|estoy|está|soy|es|con|ho|ha|soffr\p{L}*|prend[eo]|sono|è|affett[oa]|assum[oe]|mam|ma|miał\p{L}?|choruj\p{L}*|chor[ay]|cierpi\p{L}*|bior\p{L}*|bierze|zażywa\p{L}?|jest\p{L}*|zdiagnozowano|wykryto|leczy|leczę|po|na|w|tenho|tem|teve|sofr[eo]|toma|tomo|sou|estou|está|com|heb|heeft|had|lijdt?|slik\p{L}?|gebruik\p{L}?|ben|is|voor|har|fick|lider|äter|tar)(?!\p{L})/iu;
/** A question of knowledge, a piece of writing, a study: about an illness, and nobody’s. */
const IN_GENERAL =
  /(?<!\p{L})(?:what (?:are|is|causes)|symptoms of|causes of|explain|define|how do(?:es)?|essay|article|paper|research\p{L}*|study|studies|report on|novel|story|poem|character|model|dataset|classif\p{L}*|predict\p{L}*|(?:patients|people|persons|individuals|students|adults|women|men|children|subjects) (?:with|who|diagnosed|suffering|on|taking)|risk of|awareness|question about|information (?:about|on)|learn about|interested in|write (?:a|an|about)|app for|est-(?:il|elle)|was (?:ist|sind)|symptome von|erkläre|aufsatz|studie|quels? sont|qu['’]est|explique|article|étude|cuáles son|qué es|explica|artículo|quali sono|cos['’]è|spiega|articolo|jakie są|czym jest|wyjaśnij|artykuł|quais são|o que é|explique|artigo|wat (?:is|zijn)|leg uit|artikel)(?!\p{L})/iu;
/** Words that say so themselves, whatever else the sentence asks. */
const SURELY =
  /(?<!\p{L})(?:I (?:was|am|have been|['’]ve been|take|suffer|have(?! to| a question| an? (?:essay|project|exam|assignment)))|I['’](?:m|ve)(?= (?:been |on |taking |diabetic|pregnant|allergic|hiv|autistic|bipolar|suicidal))|diagnosed with|tested positive|prescribed|(?:my|his|her|your|our) (?:own )?(?:\p{L}+ )?(?:wife|husband|son|daughter|mother|father|mom|mum|dad|brother|sister|partner|child|doctor|depression|anxiety|diabetes|cancer|asthma|adhd|ptsd)|(?:she|he|patient|mom|dad|mother|father|wife|husband|son|daughter) (?:has|is|had|was|suffered|takes)|(?:mein|sein|ihr)e?[mrsn]? (?:frau|mann|mutter|vater|sohn|tochter|bruder|schwester|freund(?:in)?)|(?:ma|mon|sa) (?:femme|mari|mère|père|fils|fille|frère|sœur)|(?:mi|su) (?:mujer|esposa|esposo|marido|madre|padre|hij[oa]|herman[oa])|mi[oa] (?:moglie|marito|madre|padre|figli[oa]|fratello|sorella)|moj[aąeą] (?:żona|mama|matka|córka|siostra)|mój (?:mąż|ojciec|tata|syn|brat)|(?:meu|minha) (?:mulher|esposa|marido|mãe|pai|filh[oa]|irmão|irmã)|mijn (?:vrouw|man|moeder|vader|zoon|dochter|broer|zus)|ich (?:habe|leide|nehme|bin)|j['’]ai|je (?:souffre|prends|suis)|tengo|sufro|padezco|soffro|mam|choruję|cierpię|biorę|tenho|sofro|ik (?:heb|slik|ben|lijd))(?!\p{L})/iu;
const FIELD =
  /(?:diagnos[ei]s?|conditions?|illness|disease|medications?|medicine|drugs?|prescriptions?|allerg(?:y|ies)|medical[ _]history|health|diagnose|erkrankung|medikamente?|allergien?|diagnostic|maladies?|médicaments?|antécédents|diagnóstico|enfermedad(?:es)?|medicación|medicamentos?|alergias?|diagnosi|patologi[ae]|farmac[oi]|rozpoznanie|choroby|leki|alergie|doenças?|medicação|diagnose|ziektes?|medicatie)["']?\s?[:=]\s?["'[]{0,2}[^\n:{}]{0,40}$/iu;

const STOP = /[.!?\n](?!\d)/u;

/** The sentence around a word, at most 140 characters before it and 80 after. */
function sentenceAround(text: string, { start, end }: Word): string {
  const before = text.slice(Math.max(0, start - 140), start);
  const after = text.slice(end, end + 80);
  const stop = after.search(STOP);
  return before.slice(before.search(/[^.!?\n]*$/)) + text.slice(start, end) + (stop === -1 ? after : after.slice(0, stop + 1));
}

/** What a word for an illness or a medicine says of somebody; undefined where it is of nobody in particular. */
export function healthAt(text: string, word: Word, isMedicine: boolean, isNear: (from: number) => boolean): Finding | undefined {
  const written = text.slice(word.start, word.end);
  if (ACRONYMS.has(word.folded) && written !== written.toUpperCase()) return undefined;
  const sentence = sentenceAround(text, word);
  const finding = (confidence: number, validator: string): Finding => ({
    type: 'health',
    start: word.start,
    end: word.end,
    confidence,
    validator,
  });
  if (FIELD.test(text.slice(Math.max(0, word.start - 64), word.start)))
    return finding(isNear(word.start - 240) ? 0.8 : 0.65, 'health-field');
  const isSomebody = SOMEBODY.test(sentence) || isNear(word.start - sentence.length);
  if (!isSomebody || !HAVING.test(sentence)) return undefined;
  if (!SURELY.test(sentence) && (IN_GENERAL.test(sentence) || OTHERWISE_USED.has(word.folded))) return undefined;
  return finding(isMedicine ? 0.7 : 0.75, 'person-and-health');
}

// The same in Chinese and Japanese, where words are not parted.
const UNPARTED =
  /(?=[糖が癌う鬱抑艾喘哮高妊怀肝て癫白認精統肺脳心])(?:糖尿病|がん|癌|うつ病|鬱病|抑郁症|艾滋病|喘息|哮喘|高血圧|高血压|妊娠|怀孕|肝炎|てんかん|癫痫|白血病|認知症|精神分裂|統合失調症|肺炎|脳梗塞|心臓病|心脏病)/gu;
const UNPARTED_SOMEBODY = /私|僕|俺|妻|夫|母|父|息子|娘|彼|患者|さん|我|妈妈|爸爸|他|她|儿子|女儿|老婆|老公/u;

/** What Chinese and Japanese texts say of somebody’s health. */
export function unpartedHealth(text: string): Finding[] {
  const found: Finding[] = [];
  for (const { 0: term, index } of text.matchAll(UNPARTED)) {
    const sentence = text.slice(Math.max(0, index - 30), index);
    if (!UNPARTED_SOMEBODY.test(sentence.slice(sentence.search(/[^。？！\n]*$/u)))) continue;
    found.push({ type: 'health', start: index, end: index + term.length, confidence: 0.65, validator: 'person-and-health' });
  }
  return found;
}
