/** Parts of regular expressions (flags `u`): the words that make a line of text an address, by where they stand. */

/** After the name, which comes after the number: `221B Baker Street`. */
export const ENGLISH_STREETS =
  'Street|St|Str|Road|Rd|Avenue|Ave?|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Square|Sq|Terrace|Ter|Crescent|Cres|Close|Way|Parkway|Pkwy|Highway|Hwy|Circle|Cir|Trail|Trl|Row|Mews|Gardens|Gdns|Grove|Walk|Alley|Quay|Wharf|Esplanade|Parade|Pde|Broadway|Turnpike|Plaza|Bypass|Loop|Crossing|Heights|Hill|Rise|Strand|Yard';

/** As many more of the United States’ postal suffixes, which are words of other things too. */
export const RARE_STREETS =
  'Squares|Burgs?|Coves?|Rapids|Ridges?|Forges?|Forks?|Glens?|Greens?|Haven|Harbors?|Hollow|Inlet|Islands?|Isle|Junctions?|Keys?|Knolls?|Lakes?|Landing|Lights?|Locks?|Manors?|Meadows?|Mills?|Mission|Motorway|Mountains?|Mount|Neck|Orchard|Oval|Overpass|Park|Pass|Passage|Path|Pike|Pines?|Plains?|Points?|Ports?|Prairie|Ranch|Roads|Shoals?|Shores?|Skyway|Springs?|Spurs?|Station|Stravenue|Stream|Streets|Summit|Throughway|Trace|Track|Trafficway|Tunnel|Underpass|Unions?|Valleys?|Viaduct|Views?|Villages?|Ville|Vista|Walks|Wells?|Courts|Brooks?|Bridge|Branch|Bend|Beach|Canyon|Cape|Causeway|Center|Centers|Circles|Cliffs?|Club|Common|Corners?|Course|Creek|Crest|Curve|Dale|Dam|Divide|Drives|Estates?|Expressway|Extensions?|Falls|Ferry|Fields?|Flats?|Fords?|Forest|Fort|Freeway|Gateway|Groves';

/** Between number and name: `12 rue de Rivoli`. */
export const FRENCH_STREETS =
  'rue|avenue|av\\.|boulevard|bd\\.?|blvd|place|chemin|impasse|all[ée]e|quai|cours|square|passage|route|faubourg|sentier|esplanade|promenade|cit[ée]|ruelle|villa|rond-point|cour|r\\.';

/** The end of the one word before the number: `Musterstraße 12`, `Keizersgracht 123`, `Drottninggatan 5`. None ends an English word that a number often follows. */
export const STREET_ENDINGS =
  'stra(?:ß|ss)e|str\\.|weg|platz|allee|gasse|damm|ufer|chaussee|steig|graben|promenade|straat|laan|gracht|plein|kade|dijk|singel|hof|spad|gatan|(?<![ie])gata|vägen|vagen|gränd|torget|stigen|gade|(?<![ei])gate|gaten|vej|vejen|vei|veien|vegen|stræde|stien|allé|plads|katu|kuja|ntie|utca|braut|vegur|stígur';

/** Those that are one whatever their case. */
export const SURE_ENDINGS = 'stra(?:ß|ss)e|straat|gracht|gatan|vägen|chaussee|utca|katu|intie|kuja';

/** Before the name, which comes before the number: `Calle Mayor 5`, `via Roma 3`, `ul. Długa 7`, `Rua Augusta, 1200`. */
export const LEADING_STREETS =
  'c/|calle|avda\\.?|avenida|av\\.|paseo|plaza|pza\\.|pl\\.|carrer|ronda|camino|carretera|traves[ií]a|glorieta|callej[óo]n|colonia|via|viale|v\\.le|piazza|p\\.zza|piazzale|corso|largo|vicolo|strada|contrada|ul\\.|ulica|ulicy|ulicę|al\\.|aleja|alei|aleje|os\\.|osiedle|osiedlu|plac|placu|rua|r\\.|travessa|praça|alameda|estrada|rodovia|beco|rue|avenue|boulevard|chemin|chaussée|quai|bulevardul|str\\.|trg|cesta|ulice|náměstí';

export const POST_BOXES =
  '(?:[ADF]PO A[AEP]|[Pp]\\.? ?[Oo]\\.? ?[Bb]ox|Post(?:al)? (?:Office )?Box|(?:PSC|Unit) \\d{1,5},? Box|Postfach|Postbus|Apartado(?: de Correos| Postal)?|Apdo\\.?(?: de Correos)?|Casella Postale|Caixa Postal|skr(?:ytka|\\.) poczt(?:owa|\\.)|(?:[Zz][Ii][Pp]|[Pp]ost(?:al)?) ?[Cc]ode(?: is|:)?)';

export const UNITS =
  'Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Fl|Room|Rm|Wohnung|Whg|App|Appartement|Bât|bâtiment|esc|piso|puerta|pta|interno|int|scala|lok|m|apto|andar|bus|lgh';

/** What people write before an address. */
export const ABOUT_ADDRESSES =
  /(?<!(?:\bip|mac|mail|web|wallet|memory|bitcoin|netz|bus|hardware|speicher|netzwerk)[ -]?)(?:address|adress|direcci[óo]n|domicilio|indirizzo|endere[çc]o|morada)|anschrift|\badres|住所|地址|street["_\s]*(?:name|line)?["']?\s*[:=]|\bliv(?:e|es|ing|ed) (?:at|on)|located (?:at|on)|moved to|please return to|resid(?:e|es|ing) (?:at|in)|meet (?:you|me|us) at|drops? you off at|(?:send|sent|ship|deliver)[^.]{0,30} (?:to|at)|arrived at|\bwohn(?:e|en|t|haft)\b|habit(?:e|ons|ez) (?:au|à)|\bviv[eo] en|\babit[oai]|mieszka|\bmoro |\bwoon/u;
