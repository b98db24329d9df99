import type { Language } from '../value.ts';

type Words = readonly [string, ...string[]];
const list = (words: string) => words.split('|') as unknown as Words;

/** What a doctor may have found, as it stands after "was diagnosed with"; to find what stands between asterisks is enough. */
export const AILMENTS: Record<Language, Words> = {
  en: list(
    'type 2 *diabetes*|breast *cancer*|*bipolar* disorder|epilepsy|multiple *sclerosis*|asthma|depression|*hepatitis* C|*Parkinson*’s disease|HIV|schizophrenia|leukaemia|*Crohn*’s disease|hypertension',
  ),
  de: list(
    '*Diabetes* Typ 2|Brustkrebs|Epilepsie|Depressionen|Multiple *Sklerose*|Asthma|Parkinson|HIV|Schizophrenie|Leukämie|Morbus *Crohn*|Bluthochdruck|*Hepatitis* C',
  ),
  fr: list(
    'un *diabète*|un *cancer* du sein|une *épilepsie*|une *dépression*|une *sclérose* en plaques|de l’*asthme*|une *leucémie*|une *hépatite* C|une *schizophrénie*|une *hypertension*',
  ),
  es: list(
    'diabetes|*cáncer* de mama|epilepsia|depresión|*esclerosis* múltiple|asma|VIH|esquizofrenia|leucemia|hipertensión|*hepatitis* C',
  ),
  it: list('diabete|epilessia|depressione|*sclerosi* multipla|asma|HIV|schizofrenia|leucemia|ipertensione|*epatite* C|morbo di *Crohn*'),
  pl: list(
    'cukrzycę|*raka* piersi|padaczkę|depresję|*stwardnienie* rozsiane|astmę|HIV|schizofrenię|białaczkę|nadciśnienie|chorobę *Parkinsona*',
  ),
  pt: list('diabetes|*cancro* da mama|epilepsia|depressão|*esclerose* múltipla|asma|VIH|esquizofrenia|leucemia|hipertensão|*hepatite* C'),
  nl: list(
    'diabetes|borstkanker|epilepsie|depressie|multiple *sclerose*|astma|hiv|schizofrenie|leukemie|een *hoge bloeddruk*|de ziekte van *Crohn*|*hepatitis* C',
  ),
};
