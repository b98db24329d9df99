import { blocks, type Frame, lines } from '../frame.ts';

export const GERMAN: readonly Frame[] = [
  ...lines(
    'de',
    'prose',
    `
    Bitte überweise die Miete auf [[iban]], Verwendungszweck „Wohnung 3“.
    Meine Steuer-ID lautet [[steuer-id]], das Finanzamt behauptet, sie sei falsch.
    Die Steueridentifikationsnummer [[steuer-id]] steht oben auf dem Bescheid.
    Laut Versichertenkarte ist die Krankenversichertennummer [[kvnr]].
    Ich wohne in der [[address]] und suche einen Klempner in der Nähe.
    [[person]] wurde am [[dob]] geboren und möchte die Rente beantragen.
    Schreib eine Kündigung für meinen Handyvertrag, Rufnummer [[phone]], zum Monatsende.
    Mein Nachbar [[person]] leidet an [[health]] und braucht Hilfe beim Einkaufen.
    Bei meiner Mutter wurde [[health]] festgestellt; welche Fragen stellen wir dem Arzt?
    Formuliere eine freundliche Absage an [[person]], [[email]].
    Meine Kreditkarte [[card]] wurde gestern gesperrt, was nun?
    Die Reisepassnummer ist [[passport]], ausgestellt in Bonn.
    Mein Führerschein mit der Nummer [[licence]] wurde mir gestohlen.
    Für Auslandszahlungen gilt der BIC [[bic]].
    Die Bankverbindung: Kontonummer [[account-de]], BLZ [[~blz]].
    Meine AHV-Nummer ist [[ahv]] und ich ziehe im Mai nach Basel.
    Die Krankenkasse fragt nach der Versichertennummer [[kvnr]], steht die auf der Karte?
    Überweise es auf Konto [[account-de]] bei der Volksbank.
    Der Angriff kam von der IP-Adresse [[ip]] und dauerte zwei Stunden.
    Der Drucker hat die MAC-Adresse [[mac]], taucht aber im Router nicht auf.
    Spenden bitte in Bitcoin an [[wallet]].
    Kannst du [[person]] ausrichten, dass der Termin ausfällt?
    Erreichbar bin ich unter [[phone]] oder per Mail an [[email]].
    Das Kind, geboren am [[dob]], bekommt ab Herbst einen Platz in der Kita.
    Frau [[last]] aus der Buchhaltung hat die falsche IBAN notiert, richtig ist [[iban]].
    Die Lieferung ging an [[street]], obwohl ich längst umgezogen bin.
    Seit dem Unfall nimmt mein Bruder Tabletten gegen [[health=Epilepsie]] und darf nicht fahren.
    `,
  ),
  ...lines(
    'de',
    'chat',
    `
    hallo ich heiße [[person]] und brauch hilfe bei einer bewerbung
    meine iban ist [[iban]] passt die so?
    ruf mich an unter [[phone]], danke
    meine mail: [[email]]
    bin am [[dob]] geboren, welches sternzeichen bin ich
    wohne [[street]], gibts da glasfaser?
    die nummer auf der karte ist [[card]], ist das visa oder mastercard?
    hab [[health]], darf ich trotzdem sport machen?
    steuernummer weiß ich nicht aber steuer-id ist [[steuer-id]]
    geht das geld an [[segwit]] oder brauch ich ne andere wallet adresse
    `,
  ),
  ...blocks(
    'de',
    'email',
    `
Sehr geehrter Herr [[last]],

anbei die Unterlagen. Unsere neue Anschrift lautet [[address]].

Mit freundlichen Grüßen
[[person]]
Tel.: [[phone]]
%%
Von: [[person]] <[[email]]>
Betreff: Änderung der Bankverbindung

Guten Tag,
bitte buchen Sie künftig von [[iban]] (BIC [[bic]]) ab.
%%
Hallo [[first]],

die Krankmeldung von [[person]] liegt bei, Diagnose [[health]]. Bitte vertraulich behandeln.

Viele Grüße
[[first]]
%%
Sehr geehrte Damen und Herren,

hiermit melde ich den Verlust meines Reisepasses. Passnummer: [[passport]], Geburtsdatum: [[dob]].

[[person]]
`,
  ),
  ...blocks(
    'de',
    'form',
    `
Name: [[person]]
Geburtsdatum: [[dob]]
Anschrift: [[address]]
Telefon: [[phone]]
E-Mail: [[email]]
%%
SEPA-Lastschriftmandat
Kontoinhaber: [[person]]
IBAN: [[iban]]
BIC: [[bic]]
%%
Aufnahmebogen
Patient: [[person]]
Versichertennummer: [[kvnr]]
geb. am: [[dob]]
Diagnose: [[health]]
%%
Personalfragebogen
Steuer-ID: [[steuer-id]]
Führerscheinnummer: [[licence]]
Reisepass-Nr.: [[passport]]
Konfession: keine
`,
  ),
];
