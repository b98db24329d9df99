import type { NumberFormat } from '../format.ts';
import { AFRICA_MIDDLE_EAST } from './africa-middle-east.ts';
import { ASIA } from './asia.ts';
import { BANK_ACCOUNTS } from './bank-accounts.ts';
import { BRITAIN_IRELAND } from './britain-ireland.ts';
import { CANADA_OCEANIA } from './canada-oceania.ts';
import { CENTRAL_EUROPE } from './central-europe.ts';
import { EASTERN_EUROPE } from './eastern-europe.ts';
import { EU_VAT } from './eu-vat.ts';
import { FRANCE_BENELUX } from './france-benelux.ts';
import { GERMANY_AUSTRIA_SWITZERLAND } from './germany-austria-switzerland.ts';
import { IBERIA_ITALY } from './iberia-italy.ts';
import { LATIN_AMERICA } from './latin-america.ts';
import { NORDICS } from './nordics.ts';
import { UNITED_STATES } from './united-states.ts';

/** Every format that is looked for. Of two that are as sure, the first one names the finding. */
export const FORMATS: readonly NumberFormat[] = [
  ...UNITED_STATES,
  ...BRITAIN_IRELAND,
  ...GERMANY_AUSTRIA_SWITZERLAND,
  ...FRANCE_BENELUX,
  ...IBERIA_ITALY,
  ...CENTRAL_EUROPE,
  ...NORDICS,
  ...EASTERN_EUROPE,
  ...EU_VAT,
  ...LATIN_AMERICA,
  ...ASIA,
  ...AFRICA_MIDDLE_EAST,
  ...CANADA_OCEANIA,
  ...BANK_ACCOUNTS,
];
