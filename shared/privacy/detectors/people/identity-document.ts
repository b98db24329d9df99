import type { Detector, Finding } from '../../finding.ts';

// Only after the words for it: eight digits alone are anything.
const PASSPORT =
  /passport|reisepass|(?<!\p{L})pass-?n(?:r|ummer)|passeport|pasaporte|passaporto|paszport|passaporte|paspoort|护照|護照|パスポート|旅券/giu;
const LICENCE =
  /driv(?:er|ing|er['’]s|ers) ?licen[cs]e|driver['’]s license|\bDLN?(?: ?#| ?no| number|:)|führerschein|permis de conduire|(?:carn[ée]|licencia|permiso) de (?:conducir|manejo)|patente (?:di guida|n)|prawo? jazdy|prawa jazdy|carta de condução|\bCNH\b|rijbewijs|körkort|førerkort|kørekort|运转免许|運転免許|驾驶证|驾照/giu;

// A number with what may stand between it and the word, within a line or two. At least five digits, letters before and after.
const AFTER = /^[^\n.!?;]{0,48}?(?<![\p{L}\p{N}])((?=[\p{L}\d-]*\d{2})[A-Z]{0,5}[-– ]?\d(?:[A-Z\d]|[- ](?=\d)){4,17})(?![\p{L}\p{N}])/iu;
const BEFORE = /(?<![\p{L}\p{N}])([A-Z]{0,3}\d(?:[A-Z\d]){4,11})(?![\p{L}\p{N}])[^\n.!?;]{0,32}$/iu;

const isNumber = (raw: string): boolean => {
  const digits = raw.replace(/\D/g, '').length;
  const characters = raw.replace(/[^\p{L}\d]/gu, '').length;
  return digits >= 5 && characters >= 6 && characters <= 18 && !/^(?:19|20)\d\d-\d\d-\d\d$|^\d{1,2} \d{1,2} \d{4}$/.test(raw);
};

/** Finds numbers beside the words that `words` finds. */
function beside(words: RegExp, name: 'passport' | 'driving-licence', longest: number): Detector {
  return {
    name,
    find(text) {
      const found: Finding[] = [];
      let past = 0;
      const add = (start: number, raw: string) => {
        if (start < past || raw.length > longest || !isNumber(raw)) return false;
        past = start + raw.length;
        found.push({ type: name, start, end: past, confidence: 0.85, validator: `${name}-context` });
        return true;
      };
      for (const { 0: word, index } of text.matchAll(words)) {
        const from = index + word.length;
        const after = AFTER.exec(text.slice(from, from + 80));
        if (after?.[1] !== undefined && add(from + after.index + after[0].length - after[1].length, after[1])) continue;
        const back = Math.max(past, index - 48);
        const before = BEFORE.exec(text.slice(back, index));
        if (before?.[1] !== undefined) add(back + before.index, before[1]);
      }
      return found;
    },
  };
}

export const passport = beside(PASSPORT, 'passport', 14);
export const drivingLicence = beside(LICENCE, 'driving-licence', 20);
