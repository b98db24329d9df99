// What follows the check digits, by country: counts of digits (n), capital letters (a) and either (c), from the
// SWIFT IBAN Registry, and of the countries that use IBANs without being in it (from the banks' own papers).
const STRUCTURES =
  'AD8n12c AE19n AL8n16c AO21n AT16n AX14n AZ4a20c BA16n BE12n BF2c22n BG4a6n8c BH4a14c BI23n BJ2c22n BL10n11c2n BR23n1a1c BY4c4n16c ' +
  'CF23n CG23n CH5n12c CI2c22n CM23n CR18n CV21n CY8n16c CZ20n DE18n DJ23n DK14n DO4c20n DZ22n EE16n EG25n ES20n FI14n FK2a12n FO14n ' +
  'FR10n11c2n GA23n GB4a14n GE2a16n GF10n11c2n GI4a15c GL14n GP10n11c2n GQ23n GR7n16c GT4c20c GW2c19n HN4a20n HR17n HU24n IE4a14n ' +
  'IL19n IQ4a15n IR22n IS22n IT1a10n12c JO4a4n18c KM23n KW4a22c KZ3n13c LB4n20c LC4a24c LI5n12c LT16n LU3n13c LV4a13c LY21n MA24n ' +
  'MC10n11c2n MD2c18c ME18n MF10n11c2n MG23n MK3n10c2n ML2c22n MN16n MQ10n11c2n MR23n MT4a5n18c MU4a19n3a MZ21n NC10n11c2n NE2a22n ' +
  'NI4a20n NL4a10n NO11n OM3n16c PF10n11c2n PK4a16c PL24n PM10n11c2n PS4a21c PT21n QA4a21c RE10n11c2n RO4a16c RS18n RU14n15c SA2n18c ' +
  'SC4a20n3a SD14n SE20n SI15n SK20n SM1a10n12c SN2c22n SO19n ST21n SV4a20n TD23n TF10n11c2n TG2c22n TL19n TN20n TR6n16c UA6n19c ' +
  'VA18n VG4a16n WF10n11c2n XK16n YE4a4n18c YT10n11c2n';

/** What each character after the check digits may be: `n`, `a` or `c`, by country. */
export const BBAN: ReadonlyMap<string, string> = new Map(
  STRUCTURES.split(' ').map((entry) => [
    entry.slice(0, 2),
    entry.slice(2).replace(/(\d+)([nac])/g, (_, count: string, kind: string) => kind.repeat(Number(count))),
  ]),
);
