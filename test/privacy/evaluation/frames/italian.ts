import { blocks, type Frame, lines } from '../frame.ts';

export const ITALIAN: readonly Frame[] = [
  ...lines(
    'it',
    'prose',
    `
    Il bonifico dell'affitto va fatto su [[iban]] entro venerdì.
    Il mio codice fiscale è [[codice-fiscale]], ma il portale lo rifiuta.
    Sulla ricetta compare il codice fiscale [[codice-fiscale]].
    La ditta ha partita IVA [[partita-iva]] e sede a Modena.
    Abito in [[address]] e cerco un idraulico.
    [[person]] è nata il [[dob]] e vorrebbe andare in pensione.
    Scrivi una disdetta per il numero [[phone]].
    A mio padre hanno diagnosticato [[health]] e siamo preoccupati.
    Mia sorella soffre di [[health]] da quando era piccola.
    Rispondi con garbo a [[person]], la sua mail è [[email]].
    La mia carta di credito [[card]] è stata clonata.
    Il mio passaporto numero [[passport]] scade ad agosto.
    La patente numero [[licence]] mi è stata rubata in treno.
    Il codice BIC della filiale è [[bic]].
    L'accesso sospetto arriva dall'indirizzo IP [[ip]].
    L'indirizzo MAC della stampante è [[mac]].
    Le donazioni in bitcoin vanno a [[wallet]].
    Puoi avvisare [[person]] che la riunione è annullata?
    Mi trovi al [[phone]] oppure a [[email]].
    Il pacco è stato consegnato in [[street]], ma mi sono trasferito.
    La signora [[last]] dell'amministrazione aspetta le coordinate: [[iban]].
    Sono nato il [[dob]], che segno sono?
    `,
  ),
  ...lines(
    'it',
    'chat',
    `
    ciao, mi chiamo [[person]] e mi serve una mano col curriculum
    il mio iban è [[iban]], va bene?
    chiamami al [[phone]] grazie
    ti lascio la mail [[email]]
    soffro di [[health]], posso fare sport?
    abito in [[street]], arriva la fibra?
    il numero della carta è [[card]], è una visa?
    cod fisc [[codice-fiscale]] mi dici se è giusto
    data di nascita [[dob]], fammi l'oroscopo
    `,
  ),
  ...blocks(
    'it',
    'email',
    `
Gentile signor [[last]],

in allegato il contratto. Il nostro nuovo indirizzo è [[address]].

Cordiali saluti
[[person]]
Tel. [[phone]]
%%
Da: [[person]] <[[email]]>
Oggetto: cambio conto

Buongiorno,
d'ora in poi addebitate su [[iban]] (BIC [[bic]]).
%%
Ciao [[first]],

ti mando il certificato di [[person]], diagnosi: [[health]]. È riservato.

A presto
[[first]]
%%
Spett.le ufficio,

denuncio lo smarrimento del passaporto (numero di passaporto [[passport]]).
Codice fiscale: [[codice-fiscale]]

[[person]]
`,
  ),
  ...blocks(
    'it',
    'form',
    `
Nome: [[person]]
Data di nascita: [[dob]]
Indirizzo: [[address]]
Telefono: [[phone]]
E-mail: [[email]]
%%
Mandato di addebito
Intestatario: [[person]]
IBAN: [[iban]]
BIC: [[bic]]
Codice fiscale: [[codice-fiscale]]
%%
Scheda paziente
Paziente: [[person]]
Nato il: [[dob]]
Diagnosi: [[health]]
%%
Noleggio auto
Conducente: [[person]]
Patente n.: [[licence]]
Carta di credito: [[card]]
%%
Fattura
Partita IVA: [[partita-iva]]
BIC: [[bic]]
Totale: 1.240,50 euro
`,
  ),
];
