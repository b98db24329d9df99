import { blocks, type Frame, lines } from '../frame.ts';

export const POLISH: readonly Frame[] = [
  ...lines(
    'pl',
    'prose',
    `
    Proszę przelać czynsz na konto [[iban]] do piątku.
    Mój numer PESEL to [[pesel]], ale system go nie przyjmuje.
    W umowie wpisano PESEL [[pesel]] zamiast numeru dowodu.
    Firma ma NIP [[nip]] i siedzibę w Lublinie.
    Mieszkam przy [[address]] i szukam hydraulika.
    [[person]], urodzona [[dob]], chce złożyć wniosek o emeryturę.
    Napisz wypowiedzenie umowy dla numeru [[phone]].
    U mojego ojca wykryto [[health]] i bardzo się martwimy.
    Moja siostra choruje na [[health]] od dziecka.
    Odpowiedz uprzejmie, nadawca to [[person]], adres [[email]].
    Moja karta kredytowa [[card]] została zablokowana.
    Mój paszport o numerze [[passport]] traci ważność w sierpniu.
    Skradziono mi prawo jazdy numer [[licence]].
    Kod BIC oddziału to [[bic]].
    Podejrzane logowanie z adresu IP [[ip]] miało miejsce w nocy.
    Adres MAC drukarki to [[mac]].
    Darowizny w bitcoinach proszę wysyłać na [[wallet]].
    Czy możesz sprawdzić, czy [[person]] potwierdził spotkanie?
    Proszę dzwonić pod [[phone]] albo pisać na [[email]].
    Paczkę dostarczono na [[street]], a ja się przeprowadziłem.
    Pani [[last]] z księgowości czeka na numer konta [[nrb]].
    Rachunek bankowy do zwrotu: [[nrb]], dziękuję.
    Urodziłem się [[dob]], jaki to znak zodiaku?
    `,
  ),
  ...lines(
    'pl',
    'chat',
    `
    cześć, nazywam się [[person]] i potrzebuję pomocy z cv
    mój iban to [[iban]], czy jest poprawny?
    zadzwoń do mnie [[phone]] proszę
    mój mail [[email]]
    mam [[health]], czy mogę biegać?
    mieszkam na [[street]], jest tam światłowód?
    numer karty [[card]] to visa czy mastercard?
    pesel [[pesel]], policz ile mam lat
    data urodzenia [[dob]], ułóż horoskop
    nr konta [[nrb]] czy to mbank
    `,
  ),
  ...blocks(
    'pl',
    'email',
    `
Szanowny Panie,

w załączeniu umowa. Nasz nowy adres to [[address]].

Z poważaniem
[[person]]
tel. [[phone]]
%%
Od: [[person]] <[[email]]>
Temat: zmiana rachunku

Dzień dobry,
proszę pobierać opłaty z [[iban]] (BIC [[bic]]).
%%
Witam,

przesyłam zwolnienie. Pacjent: [[person]], rozpoznanie: [[health=cukrzyca]]. To informacja poufna.

Pozdrawiam
[[person]]
%%
Szanowni Państwo,

zgłaszam utratę paszportu (numer paszportu [[passport]]). PESEL: [[pesel]].

[[person]]
`,
  ),
  ...blocks(
    'pl',
    'form',
    `
Imię i nazwisko: [[person]]
Data urodzenia: [[dob]]
Adres: [[address]]
Telefon: [[phone]]
E-mail: [[email]]
%%
Polecenie zapłaty
Właściciel rachunku: [[person]]
IBAN: [[iban]]
BIC: [[bic]]
NIP: [[nip]]
%%
Karta pacjenta
Pacjent: [[person]]
PESEL: [[pesel]]
Rozpoznanie: [[health=padaczka]]
%%
Wynajem auta
Kierowca: [[person]]
Prawo jazdy nr: [[licence]]
Karta: [[card]]
%%
Ankieta
Nr paszportu: [[passport]]
Nr rachunku: [[nrb]]
`,
  ),
];
