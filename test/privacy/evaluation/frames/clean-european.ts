import { type Frame, lines } from '../frame.ts';

/** Ordinary questions in the other seven languages. */
export const CLEAN_EUROPEAN: readonly Frame[] = [
  ...lines(
    'de',
    'prose',
    `
    Was sind die ersten Anzeichen von Diabetes?
    Wie ist eine IBAN aufgebaut und wofür steht die Prüfziffer?
    Wer hat die Relativitätstheorie entwickelt?
    Fasse den Faust von Goethe in drei Sätzen zusammen.
    Wie beantrage ich einen neuen Reisepass?
    Was ist der Unterschied zwischen Depression und Burnout?
    Die Bestellnummer [[order]] ist noch offen.
    Die Sendung [[parcel]] liegt seit gestern im Paketzentrum.
    Die Sitzung ist am 12.03.2026 um 15 Uhr in Raum 204.
    Am 9. November 1989 fiel die Mauer.
    Erkläre mir den Zinseszins mit 1.000 Euro und 3,5 Prozent.
    Welche Straße in Berlin ist die längste?
    Wie lautet die Vorwahl von Österreich?
    Die Artikelnummer [[ean]] ist nicht mehr lieferbar.
    Wie sicher ist ein Passwort mit acht Zeichen?
    Schreibe ein Gedicht über den Herbst.
    Rechnung 2026-[[number]] beläuft sich auf 1.240,50 Euro.
    Der Zählerstand beträgt [[number]] kWh.
    Das Aktenzeichen 3 C 118/25 wurde vertagt.
    Die Prüfsumme [[sha256]] stimmt nicht.
    Wofür braucht man eine Steuer-ID?
    Der Rat der Stadt tagt jeden zweiten Dienstag.
    Sehr geehrte Damen und Herren, die Kantine bleibt am Freitag geschlossen.
    Wann ist ein Asthmaanfall gefährlich?
    Übersetze „Guten Morgen“ ins Japanische.
  `,
  ),
  ...lines(
    'fr',
    'prose',
    `
    Quels sont les premiers signes du diabète ?
    Comment se compose un IBAN et à quoi sert sa clé ?
    Qui a écrit Les Misérables ?
    Résume la Révolution française en trois phrases.
    Comment renouveler un passeport ?
    Quelle est la différence entre une grippe et un rhume ?
    Ma commande numéro [[order]] n'est pas arrivée.
    Le colis [[parcel]] est bloqué au centre de tri.
    La réunion a lieu le 12/03/2026 à 15 h en salle 204.
    La Bastille a été prise le 14 juillet 1789.
    Explique les intérêts composés avec 1 000 euros à 3,5 %.
    Quelle est la plus longue rue de Paris ?
    Quel est l'indicatif téléphonique de la Suisse ?
    L'article [[ean]] n'est plus disponible.
    Un mot de passe de huit caractères est-il assez sûr ?
    Écris un poème sur l'automne.
    La facture 2026-[[number]] s'élève à 1 240,50 euros.
    La somme de contrôle [[md5]] ne correspond pas.
    À quoi sert le numéro de sécurité sociale ?
    Le conseil municipal se réunit un mardi sur deux.
    Madame, Monsieur, la cantine sera fermée vendredi.
    Traduis « bonjour » en japonais.
    L'asthme est-il héréditaire ?
  `,
  ),
  ...lines(
    'es',
    'prose',
    `
    ¿Cuáles son los primeros síntomas de la diabetes?
    ¿Cómo se calcula la letra del DNI?
    ¿Quién pintó el Guernica?
    Resume el Quijote en tres frases.
    ¿Cómo renuevo el pasaporte?
    ¿En qué se diferencia la gripe del resfriado?
    Mi pedido número [[order]] no ha llegado.
    El paquete [[ups]] sigue en el almacén.
    La reunión es el 12/03/2026 a las 15:00 en la sala 204.
    La Constitución se aprobó el 6 de diciembre de 1978.
    Explica el interés compuesto con 1.000 euros al 3,5 %.
    ¿Cuál es la calle más larga de Madrid?
    ¿Cuál es el prefijo telefónico de México?
    El artículo [[ean]] está agotado.
    ¿Es segura una contraseña de ocho letras?
    Escribe un poema sobre el otoño.
    La factura 2026-[[number]] asciende a 1.240,50 euros.
    La suma [[sha1]] no coincide.
    ¿Para qué sirve el NIE?
    El pleno se celebra cada dos martes.
    Estimados compañeros: el comedor cierra el viernes.
    Traduce «buenos días» al japonés.
    ¿El asma es hereditaria?
  `,
  ),
  ...lines(
    'it',
    'prose',
    `
    Quali sono i primi sintomi del diabete?
    Come si calcola il codice fiscale?
    Chi ha dipinto la Gioconda?
    Riassumi I promessi sposi in tre frasi.
    Come si rinnova il passaporto?
    Che differenza c'è tra influenza e raffreddore?
    Il mio ordine numero [[order]] non è arrivato.
    Il pacco [[ups]] è fermo in magazzino.
    La riunione è il 12/03/2026 alle 15 in sala 204.
    La Repubblica è nata il 2 giugno 1946.
    Spiega l'interesse composto con 1.000 euro al 3,5%.
    Qual è la via più lunga di Roma?
    Qual è il prefisso della Svizzera?
    L'articolo [[ean]] è esaurito.
    Una password di otto lettere è sicura?
    Scrivi una poesia sull'autunno.
    La fattura 2026-[[number]] ammonta a 1.240,50 euro.
    L'impronta [[sha256]] non corrisponde.
    A cosa serve la partita IVA?
    Gentili colleghi, la mensa resta chiusa venerdì.
    Traduci «buongiorno» in giapponese.
    L'asma è ereditaria?
  `,
  ),
  ...lines(
    'pl',
    'prose',
    `
    Jakie są pierwsze objawy cukrzycy?
    Jak oblicza się cyfrę kontrolną numeru PESEL?
    Kto napisał „Pana Tadeusza”?
    Streść „Lalkę” w trzech zdaniach.
    Jak wyrobić nowy paszport?
    Czym różni się grypa od przeziębienia?
    Moje zamówienie numer [[order]] nie dotarło.
    Przesyłka [[parcel]] utknęła w sortowni.
    Spotkanie jest 12.03.2026 o 15:00 w sali 204.
    Konstytucję uchwalono 3 maja 1791 roku.
    Wyjaśnij procent składany na przykładzie 1000 zł i 3,5%.
    Która ulica w Warszawie jest najdłuższa?
    Jaki jest numer kierunkowy Czech?
    Towar [[ean]] jest niedostępny.
    Czy hasło z ośmiu liter jest bezpieczne?
    Napisz wiersz o jesieni.
    Faktura 2026/[[number]] opiewa na 1240,50 zł.
    Suma kontrolna [[md5]] się nie zgadza.
    Do czego służy NIP?
    Szanowni Państwo, stołówka będzie w piątek zamknięta.
    Przetłumacz „dzień dobry” na japoński.
    Czy astma jest dziedziczna?
  `,
  ),
  ...lines(
    'pt',
    'prose',
    `
    Quais são os primeiros sintomas da diabetes?
    Como se calcula o dígito verificador do CPF?
    Quem escreveu Os Lusíadas?
    Resume Dom Casmurro em três frases.
    Como se renova o passaporte?
    Qual é a diferença entre gripe e constipação?
    A minha encomenda número [[order]] não chegou.
    O pacote [[ups]] continua no armazém.
    A reunião é a 12/03/2026 às 15h na sala 204.
    A revolução foi a 25 de abril de 1974.
    Explica os juros compostos com 1.000 euros a 3,5%.
    Qual é a rua mais comprida de Lisboa?
    Qual é o indicativo de Espanha?
    O artigo [[ean]] está esgotado.
    Uma senha de oito letras é segura?
    Escreve um poema sobre o outono.
    A fatura 2026-[[number]] soma 1.240,50 euros.
    O resumo [[sha1]] não coincide.
    Para que serve o NIF?
    Caros colegas, a cantina fecha na sexta-feira.
    Traduz «bom dia» para japonês.
    A asma é hereditária?
  `,
  ),
  ...lines(
    'nl',
    'prose',
    `
    Wat zijn de eerste tekenen van diabetes?
    Hoe werkt de elfproef van een burgerservicenummer?
    Wie schilderde de Nachtwacht?
    Vat Max Havelaar samen in drie zinnen.
    Hoe vraag ik een nieuw paspoort aan?
    Wat is het verschil tussen griep en verkoudheid?
    Mijn bestelling met nummer [[order]] is niet aangekomen.
    Pakket [[parcel]] ligt nog in het sorteercentrum.
    De vergadering is op 12-03-2026 om 15.00 uur in zaal 204.
    Nederland werd bevrijd op 5 mei 1945.
    Leg samengestelde rente uit met 1.000 euro en 3,5 procent.
    Wat is de langste straat van Rotterdam?
    Wat is het landnummer van België?
    Artikel [[ean]] is uitverkocht.
    Is een wachtwoord van acht tekens veilig?
    Schrijf een gedicht over de herfst.
    Factuur 2026-[[number]] bedraagt 1.240,50 euro.
    De controlesom [[sha256]] klopt niet.
    Waarvoor dient een BSN?
    Beste collega's, de kantine is vrijdag gesloten.
    Vertaal "goedemorgen" in het Japans.
    Is astma erfelijk?
  `,
  ),
  ...lines(
    'de',
    'chat',
    `
    danke, das hat geholfen
    wie setze ich mein passwort zurück
    mach das bitte kürzer
    was kostet ein neuer führerschein
  `,
  ),
  ...lines(
    'fr',
    'chat',
    `
    merci, c'est parfait
    comment réinitialiser mon mot de passe ?
    fais plus court stp
    c'est quoi une adresse ip
  `,
  ),
  ...lines(
    'es',
    'chat',
    `
    gracias, justo lo que buscaba
    cómo cambio la contraseña del wifi
    hazlo más corto
    qué es una clave api
  `,
  ),
  ...lines(
    'it',
    'chat',
    `
    grazie mille, perfetto
    come cambio la password del wifi
    fallo più breve
    cos'è un indirizzo mac
  `,
  ),
  ...lines(
    'pl',
    'chat',
    `
    dzięki, super
    jak zmienić hasło do wifi
    skróć to proszę
    co to jest adres ip
  `,
  ),
  ...lines(
    'pt',
    'chat',
    `
    obrigado, perfeito
    como mudo a senha do wifi
    faz mais curto
    o que é uma chave de api
  `,
  ),
  ...lines(
    'nl',
    'chat',
    `
    dank je, helemaal goed
    hoe verander ik het wachtwoord van mijn wifi
    maak het korter
    wat is een ip-adres
  `,
  ),
];
