import { blocks, type Frame, lines } from '../frame.ts';

export const DUTCH: readonly Frame[] = [
  ...lines(
    'nl',
    'prose',
    `
    Maak de huur over naar [[iban]] voor vrijdag.
    Mijn BSN is [[bsn]], maar het portaal herkent het niet.
    Op de loonstrook staat burgerservicenummer [[bsn]].
    Mijn rijksregisternummer is [[rijksregister]] en ik verhuis naar Gent.
    Ik woon op de [[address]] en zoek een loodgieter.
    [[person]] is geboren op [[dob]] en wil met pensioen.
    Schrijf een opzegging voor mijn nummer [[phone]].
    Bij mijn vader is [[health]] vastgesteld en we maken ons zorgen.
    Mijn zus heeft al sinds haar jeugd [[health]].
    Antwoord vriendelijk aan [[person]], het adres is [[email]].
    Mijn creditcard [[card]] werkt niet in het buitenland.
    Mijn paspoort met nummer [[passport]] verloopt in augustus.
    Mijn rijbewijs, nummer [[licence]], is in de trein gestolen.
    De BIC van het filiaal is [[bic]].
    De verdachte aanmelding komt van IP-adres [[ip]].
    Het MAC-adres van de printer is [[mac]].
    Giften in bitcoin kunnen naar [[wallet]].
    Kun je [[person]] laten weten dat de vergadering niet doorgaat?
    Bel me op [[phone]] of mail naar [[email]].
    Het pakje is bezorgd op [[street]], maar ik ben verhuisd.
    Mevrouw [[last]] van de boekhouding wacht op het rekeningnummer [[iban]].
    Ik ben geboren op [[dob]], wat is mijn sterrenbeeld?
    Het oude rekeningnummer [[account-nl]] stond nog op het contract.
    `,
  ),
  ...lines(
    'nl',
    'chat',
    `
    hoi, ik heet [[person]] en heb hulp nodig met mijn cv
    mijn iban is [[iban]], klopt die?
    bel me even op [[phone]]
    mijn mail is [[email]]
    ik heb [[health]], mag ik sporten?
    ik woon [[street]], is daar glasvezel?
    het kaartnummer is [[card]], is dat visa?
    mijn bsn [[bsn]] is toch negen cijfers?
    geboortedatum [[dob]], maak een horoscoop
    stuur maar naar [[litecoin]], dat is mijn litecoin adres
    `,
  ),
  ...blocks(
    'nl',
    'email',
    `
Geachte heer [[last]],

bijgaand het contract. Ons nieuwe adres is [[address]].

Met vriendelijke groet,
[[person]]
Tel. [[phone]]
%%
Van: [[person]] <[[email]]>
Onderwerp: nieuwe rekening

Goedemorgen,
gelieve voortaan af te schrijven van [[iban]] (BIC [[bic]]).
%%
Hoi [[first]],

hierbij de ziekmelding van [[person]], diagnose: [[health]]. Graag vertrouwelijk.

Groetjes,
[[first]]
%%
Geachte heer/mevrouw,

ik meld het verlies van mijn paspoort (paspoortnummer [[passport]]). BSN: [[bsn]].

[[person]]
`,
  ),
  ...blocks(
    'nl',
    'form',
    `
Naam: [[person]]
Geboortedatum: [[dob]]
Adres: [[address]]
Telefoon: [[phone]]
E-mail: [[email]]
%%
Machtiging
Rekeninghouder: [[person]]
IBAN: [[iban]]
BIC: [[bic]]
%%
Patiëntkaart
Patiënt: [[person]]
BSN: [[bsn]]
Diagnose: [[health]]
%%
Autoverhuur
Bestuurder: [[person]]
Rijbewijsnummer: [[licence]]
Creditcard: [[card]]
`,
  ),
];
