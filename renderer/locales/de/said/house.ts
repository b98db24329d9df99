/** Lintel itself: what is kept, what is set, apps, budgets, notices. */
export const house: Readonly<Record<string, string>> = {
  'Something failed inside Lintel. Its log has the details; trying again may work.':
    'In Lintel ist etwas schiefgegangen. Im Protokoll steht mehr; vielleicht hilft es, es noch einmal zu versuchen.',

  // The window itself, where main cannot be heard.
  'This page’s session has ended. Open the address that Lintel printed when it started.':
    'Die Sitzung dieser Seite ist beendet. Die Adresse öffnen, die Lintel beim Start ausgegeben hat.',
  'Lintel is not answering. It may have stopped or be starting again; try again in a moment.':
    'Lintel antwortet nicht. Vielleicht wurde es beendet oder startet gerade; gleich noch einmal versuchen.',
  'Lintel’s reply could not be read. Its version may have changed: reload this window.':
    'Lintels Antwort ließ sich nicht lesen. Vielleicht hat sich die Fassung geändert: Dieses Fenster neu laden.',
  'The connection to Lintel ended before the answer did. Try again.':
    'Die Verbindung zu Lintel endete vor der Antwort. Noch einmal versuchen.',
  'Lintel could not do that (status {0}). Its log has the details.': 'Lintel konnte das nicht tun (Status {0}). Im Protokoll steht mehr.',
  'Stopped.': 'Angehalten.',

  // Budgets. A budget follows “dein” or “deinem”.
  'a request': 'je Anfrage',
  'an hour': 'pro Stunde',
  'a day': 'pro Tag',
  'a week': 'pro Woche',
  'a month': 'pro Monat',
  altogether: 'insgesamt',
  'in 60 minutes': 'in 60 Minuten',
  'in 24 hours': 'in 24 Stunden',
  'in 7 days': 'in 7 Tagen',
  'in 30 days': 'in 30 Tagen',
  '{0} token': '{0} Token',
  '{0} tokens': '{0} Tokens',
  '{0} request': '{0} Anfrage',
  '{0} requests': '{0} Anfragen',
  'cap of {0} {1}': 'Budget von {0} {1}',
  'cap of {0} {1} for {2}': 'Budget von {0} {1} für {2}',
  'provider {0}': 'den Anbieter {0}',
  'model {0}': 'das Modell {0}',
  'one of your apps': 'eine deiner Apps',
  'the app {0}': 'die App {0}',
  'the tag “{0}”': 'das Tag „{0}“',
  'the project “{0}”': 'das Projekt „{0}“',
  'one chat': 'einen Chat',
  'rule for what a request may cost': 'Höchstbetrag je Anfrage',
  'It can take up to {0}, and your {1} has {2} left.': 'Es kann bis zu {0} brauchen, und in deinem {1} sind noch {2}.',
  'Your {0} is used up.': 'Dein {0} ist aufgebraucht.',
  '{0} % of your {1} is used.': '{0} % von deinem {1} sind verbraucht.',
  'Nobody recorded what it costs, and your {0} is set. Enter its price.':
    'Es ist nicht eingetragen, was es kostet, und dein {0} ist gesetzt. Den Preis eintragen.',
  'Nobody recorded what the searches or tools cost that its provider is to run, and your {0} is set. Leave them out.':
    'Es ist nicht eingetragen, was die Suchen oder Werkzeuge kosten, die der Anbieter dabei ausführen soll, und dein {0} ist gesetzt. Sie weglassen.',
  'The clock of this computer is behind the last use on {0}. Until it is past that, windows of caps stay as they are.':
    'Die Uhr dieses Computers liegt vor der letzten Nutzung am {0}. Bis sie darüber hinaus ist, bleiben die Zeiträume der Budgets, wie sie sind.',
  'There is no cap {0}. See them with: lintel budget list': 'Ein Budget {0} gibt es nicht.',
  'Nothing is called “{0}” yet; the cap holds once something is.': 'Noch heißt nichts „{0}“; das Budget gilt, sobald etwas so heißt.',
  'No app is called “{0}” yet: the cap holds nothing. Set it again once the app has its key.':
    'Noch heißt keine App „{0}“: Das Budget hält nichts auf. Es neu setzen, sobald die App ihren Schlüssel hat.',
  'A cap limits money, tokens or requests: name an amount': 'begrenzt Geld, Tokens oder Anfragen: einen Betrag nennen',
  'Only an hour, a day, a week or a month can roll': 'kann nur bei Stunde, Tag, Woche oder Monat gleiten',
  'A cap on single requests limits money or tokens': 'begrenzt bei einzelnen Anfragen Geld oder Tokens',
  'The request {0} has no charge that is an estimate. See them with: lintel ledger export':
    'Bei der Anfrage {0} ist kein Betrag geschätzt.',
  'The tries {0} of this request are estimates. Name one with --attempt.':
    'Die Versuche {0} dieser Anfrage sind Schätzungen. Einen davon nennen.',

  // Fields of a form.
  text: 'Text',
  'a whole number': 'eine ganze Zahl',
  'an object': 'ein Objekt',
  'The request is malformed.': 'Die Anfrage hat nicht die richtige Form.',
  'The body': 'Der Inhalt',
  'is missing': 'fehlt',
  'is missing; it must be {0}': 'fehlt; erwartet: {0}',
  'must be {0}': 'muss so sein: {0}',
  'must be one of {0}': 'muss eines hiervon sein: {0}',
  'must not be empty': 'darf nicht leer sein',
  'must hold at least {0} entries': 'muss mindestens {0} Einträge haben',
  'must hold at least {0} characters': 'muss mindestens {0} Zeichen haben',
  'must be at least {0}': 'muss mindestens {0} sein',
  'must hold at most {0} entries': 'darf höchstens {0} Einträge haben',
  'must hold at most {0} characters': 'darf höchstens {0} Zeichen haben',
  'must be at most {0}': 'darf höchstens {0} sein',
  'holds what Lintel does not know: {0}': 'enthält, was Lintel nicht kennt: {0}',
  'does not have a form that Lintel can read': 'hat keine Form, die Lintel lesen kann',
  'is not right: {0}': 'stimmt nicht: {0}',
  'may hold {0} names at most': 'darf höchstens {0} Namen haben',
  'must hold either a text or a picture': 'muss entweder einen Text oder ein Bild enthalten',

  // Chats.
  '“text” must hold something to ask.': 'Die Frage darf nicht leer sein.',
  'Only a question can be asked once more.': 'Nur eine Frage lässt sich noch einmal stellen.',
  'A picture must be a PNG, JPEG or WebP. Convert it, and attach it again.':
    'Ein Bild muss PNG, JPEG oder WebP sein. Es umwandeln und neu anhängen.',
  'Name a format: json or markdown.': 'Ein Format nennen: JSON oder Markdown.',
  'Name a format: csv or json.': 'Ein Format nennen: CSV oder JSON.',
  'In “{0}” a message follows one that is not there. The file is damaged.':
    'In „{0}“ folgt eine Nachricht auf eine, die fehlt. Die Datei ist beschädigt.',
  'This attachment is gone. Attach the file again.': 'Dieser Anhang ist nicht mehr da. Die Datei neu anhängen.',
  'This conversation no longer exists. Start a new chat.': 'Diese Unterhaltung gibt es nicht mehr. Einen neuen Chat beginnen.',
  'This project or preset no longer exists. Choose another.': 'Dieses Projekt oder diese Vorlage gibt es nicht mehr. Etwas anderes wählen.',
  'This preset no longer exists. Choose another.': 'Diese Vorlage gibt es nicht mehr. Eine andere wählen.',
  'This message is no longer in the conversation. Reload the window.':
    'Diese Nachricht ist nicht mehr in der Unterhaltung. Das Fenster neu laden.',
  'This question is no longer in the conversation. Reload the window.':
    'Diese Frage ist nicht mehr in der Unterhaltung. Das Fenster neu laden.',
  'This project no longer exists. Choose another.': 'Dieses Projekt gibt es nicht mehr. Ein anderes wählen.',
  'Projects lie in one another one level deep. Choose another place.':
    'Projekte liegen nur eine Ebene tief ineinander. Einen anderen Ort wählen.',
  'No model is loaded on this device. Load one on the page of models, and ask again.':
    'Auf diesem Gerät ist kein Modell geladen. Unter „Modelle“ eines laden und noch einmal fragen.',
  'What would leave has changed since you looked. Look at it again, then send it.':
    'Was hinausginge, hat sich seit deinem Blick geändert. Noch einmal ansehen, dann senden.',
  'The rehearsal was stopped.': 'Die Probe wurde angehalten.',

  // Calls of the window.
  'This computer was not looked at yet. Try again in a moment.':
    'Dieser Computer wurde noch nicht betrachtet. Gleich noch einmal versuchen.',
  'There is no {0} here.': '{0} gibt es hier nicht.',
  'There is no {0} {1} here.': '{0} {1} gibt es hier nicht.',
  'There is no {0} {1} in the window’s API.': '{0} {1} gibt es in der Schnittstelle des Fensters nicht.',
  'Calls that change something need the header “x-lintel-window: 1”.': 'Aufrufe, die etwas ändern, brauchen den Kopf „x-lintel-window: 1“.',
  'The message is over the limit of {0} MiB. Send less at once.':
    'Die Nachricht ist über der Grenze von {0} MiB. Weniger auf einmal senden.',
  'The body is not valid JSON.': 'Der Inhalt ist kein gültiges JSON.',
  'There is no folder {0}. Check its name.': 'Einen Ordner {0} gibt es nicht. Den Namen prüfen.',
  '{0} is a file. Name the folder that it lies in.': '{0} ist eine Datei. Den Ordner nennen, in dem sie liegt.',
  'Your policy comes from the file {0}. Make the change there.': 'Deine Regeln kommen aus der Datei {0}. Dort ändern.',
  'There is no policy {0}. See those there are with: lintel policy history': 'Eine Fassung {0} der Regeln gibt es nicht.',
  'There is no policy {0} to go back to. See those there are with: lintel policy history':
    'Eine Fassung {0}, zu der es zurückginge, gibt es nicht.',
  'The policy is not whole, so it could only change the one in force. See a whole one with: lintel policy export':
    'Die Regeln sind nicht vollständig und könnten die geltenden nur ändern. Unter „Regeln“ lassen sich vollständige als Datei sichern.',
  'This window comes through the port, so it stays as it is. Stop Lintel to close it.':
    'Dieses Fenster kommt durch den Port, darum bleibt er, wie er ist. Zum Schließen Lintel beenden.',
  'The request {0} is not kept. How long requests are kept is set in the settings.':
    'Die Anfrage {0} wird nicht aufbewahrt. Wie lange Anfragen bleiben, steht in den Einstellungen.',
  'There is no file in the request.': 'In der Anfrage ist keine Datei.',
  'There is not room enough on the disk for this backup. Free some space, then try again.':
    'Auf dem Datenträger ist für diese Sicherung zu wenig Platz. Platz schaffen und noch einmal versuchen.',
  'These are no headers. Write them as name=value,other=value, with %20 for a space.':
    'Das sind keine Kopfzeilen. Als name=wert,anderer=wert schreiben, mit %20 für ein Leerzeichen.',
  'The port is off. Switch it on under Apps, Connected.': 'Der Port ist aus. Ihn unter „Apps“, „Verbunden“ einschalten.',
  'The port did not answer. Try again in a moment.': 'Der Port hat nicht geantwortet. Gleich noch einmal versuchen.',

  // Apps.
  'No rule says what {0} may reach, so all that comes with this key stays here.':
    'Keine Regel sagt, was {0} erreichen darf, darum bleibt alles mit diesem Schlüssel hier.',
  'The key of this app was revoked.': 'Der Schlüssel dieser App wurde zurückgezogen.',
  'The user of this Lintel ended this request.': 'Diese Anfrage wurde in Lintel beendet.',
  'This request is over already.': 'Diese Anfrage ist schon vorbei.',
  'There is no key with the id {0}. List them with: lintel keys list': 'Einen Schlüssel mit der Kennung {0} gibt es nicht.',
  'The key {0} was revoked. Make another with: lintel keys create': 'Der Schlüssel {0} wurde zurückgezogen. Einen anderen anlegen.',
  'Other computers in your network can use Lintel’s models at {0}, each with a key. Its window, its settings and its metrics stay on this computer.':
    'Andere Computer in deinem Netzwerk können Lintels Modelle unter {0} nutzen, jeder mit einem Schlüssel. Fenster, Einstellungen und Messwerte bleiben auf diesem Computer.',
  'What they send and get is not encrypted: anybody in the same network can read it, and the keys with it.':
    'Was sie senden und bekommen, ist nicht verschlüsselt: Jeder im selben Netzwerk kann es lesen, und die Schlüssel dazu.',
  'What they send and get is encrypted. Compare the certificate’s fingerprint on the other computer before you trust it: SHA-256 {0}.':
    'Was sie senden und bekommen, ist verschlüsselt. Bevor du vertraust, den Fingerabdruck des Zertifikats auf dem anderen Computer vergleichen: SHA-256 {0}.',
  'Other computers cannot be let in at {0}:{1} ({2}). Choose an address of this computer, or another port.':
    'Unter {0}:{1} lassen sich andere Computer nicht einlassen ({2}). Eine Adresse dieses Computers oder einen anderen Port wählen.',
  'Other computers are let in only with a key, and there is none yet. Make one first with: lintel keys create NAME':
    'Andere Computer kommen nur mit einem Schlüssel herein, und noch gibt es keinen. Unter „Apps“, „Schlüssel“ zuerst einen anlegen.',
  '{0} and {1} are no certificate with its private key in PEM: {2}.':
    '{0} und {1} sind kein Zertifikat mit privatem Schlüssel in PEM: {2}.',
  '{0} cannot be read ({1}).': '{0} lässt sich nicht lesen ({1}).',
  'Lintel cannot write {0}. Check the permissions of its folder.': 'Lintel kann {0} nicht schreiben. Die Rechte des Ordners prüfen.',
  '“{0}” is not a port. Use a number from 1 to 65535, or 0 for any free one.':
    '„{0}“ ist kein Port. Eine Zahl von 1 bis 65535 nehmen, oder 0 für irgendeinen freien.',

  // What is kept.
  'This backup was made by a newer Lintel. Update Lintel, then restore it. Nothing was changed.':
    'Diese Sicherung stammt von einem neueren Lintel. Lintel erneuern, dann einspielen. Es wurde nichts geändert.',
  'Your backup is restored. What was here before is kept as {0}.before-{1}.':
    'Deine Sicherung ist eingespielt. Was vorher hier war, liegt unter {0}.before-{1}.',
  'Some of what was under way when Lintel ended could not be put down. It was kept as {0}.':
    'Manches, was lief, als Lintel endete, ließ sich nicht eintragen. Es wurde als {0} aufgehoben.',
  'The database was damaged. It was kept as {0} and a new one was begun; your earlier chats are in the old file.':
    'Die Datenbank war beschädigt. Sie liegt nun unter {0}, und eine neue ist begonnen; deine früheren Chats sind in der alten Datei.',
  'The database was brought to format {0}. A copy from before is kept as {1}.':
    'Die Datenbank ist nun im Format {0}. Eine Kopie von vorher liegt unter {1}.',
  '{0} was written by a newer Lintel (format {1}, this one knows {2}). Update Lintel, or choose another folder with --data-dir.':
    '{0} stammt von einem neueren Lintel (Format {1}, dieses kennt {2}). Lintel erneuern oder mit --data-dir einen anderen Ordner wählen.',
  'The disk that holds {0} is full. Free some space and try again; nothing stored is lost.':
    'Der Datenträger mit {0} ist voll. Platz schaffen und noch einmal versuchen; nichts Gespeichertes ist verloren.',
  "Lintel cannot write to {0}. Check the folder's permissions, or choose another with --data-dir.":
    'Lintel kann nicht in {0} schreiben. Die Rechte des Ordners prüfen oder mit --data-dir einen anderen wählen.',
  'Another program is writing to {0}. Try again in a moment.': 'Ein anderes Programm schreibt in {0}. Gleich noch einmal versuchen.',
  '{0} is damaged. Restart Lintel: it sets the file aside, keeps it, and starts a new one.':
    '{0} ist beschädigt. Lintel neu starten: Es legt die Datei beiseite, behält sie und beginnt eine neue.',
  'Reading or writing {0} failed. Check the disk, then try again.':
    '{0} ließ sich nicht lesen oder schreiben. Den Datenträger prüfen, dann noch einmal versuchen.',
  'The database {0} refused: {1}.': 'Die Datenbank {0} hat abgelehnt: {1}.',
  'The log of what leaves was damaged: its head is gone. Nothing leaves until it is repaired.':
    'Das Verzeichnis des Hinausgegangenen ist beschädigt: Sein Kopf fehlt. Bis es repariert ist, geht nichts hinaus.',
  'Nothing left under this number.': 'Unter dieser Nummer ist nichts hinausgegangen.',
  'Nothing left under the number {0}.': 'Unter der Nummer {0} ist nichts hinausgegangen.',
  'There are rows that the log never wrote, behind its end or beside it.':
    'Es gibt Zeilen, die das Verzeichnis nie geschrieben hat, hinter seinem Ende oder daneben.',
  'This file is no backup of Lintel’s, or it is damaged. Nothing was changed.':
    'Diese Datei ist keine Sicherung von Lintel oder beschädigt. Es wurde nichts geändert.',
  'Row {0} of {1} {2}. The rows before it are as they were written.':
    'Zeile {0} von {1} {2}. Die Zeilen davor sind, wie sie geschrieben wurden.',
  'is missing or was changed': 'fehlt oder wurde geändert',
  'was changed': 'wurde geändert',
  'has a kept text that is not what left': 'hat einen behaltenen Text, der nicht dem Hinausgegangenen gleicht',
  'is not where the log says that it ends': 'ist nicht, wo das Verzeichnis sein Ende nennt',
  'All {0} are there, in order and as they were written.': '{0}: alle da, der Reihe nach und wie sie geschrieben wurden.',
  '1 row': '1 Zeile',
  '{0} rows': '{0} Zeilen',
  'The file must hold the fields of a policy.': 'Die Datei muss die Felder der Regeln enthalten.',
  '“{0}” is given twice.': '„{0}“ steht zweimal da.',
  'The file refers to its own parts too often, or to one that is not there.':
    'Die Datei verweist zu oft auf eigene Teile oder auf einen, den es nicht gibt.',
  'Your privacy rules were lost with the damaged database, so nothing leaves this device. Set them again in the settings.':
    'Deine Datenschutzregeln gingen mit der beschädigten Datenbank verloren, darum verlässt nichts dieses Gerät. Sie neu einstellen.',
  'Your privacy rules could not be read, so nothing leaves this device. Set them again in the settings.':
    'Deine Datenschutzregeln ließen sich nicht lesen, darum verlässt nichts dieses Gerät. Sie neu einstellen.',
  'The policy’s file {0} is not used: {1} The last good policy stays in force.':
    'Die Regeldatei {0} wird nicht verwendet: {1} Die letzten guten Regeln gelten weiter.',
  '{0} The last good policy stays in force.': '{0} Die letzten guten Regeln gelten weiter.',
  'The policy’s file cannot be read: {0}': 'Die Regeldatei lässt sich nicht lesen: {0}',
  '{0} cannot be watched, so changes to the policy’s file are seen at the next start.':
    '{0} lässt sich nicht beobachten, darum fallen Änderungen an der Regeldatei erst beim nächsten Start auf.',
  '{0} is no file.': '{0} ist keine Datei.',
  'A policy’s file may hold at most 1 MiB.': 'Eine Regeldatei darf höchstens 1 MiB haben.',
  'The file cannot be read ({0}): give the path of a file of YAML or JSON.':
    'Die Datei lässt sich nicht lesen ({0}): den Pfad einer Datei in YAML oder JSON angeben.',
  'The settings could not be read, so the usual ones are used. The old file is kept as {0}.':
    'Die Einstellungen ließen sich nicht lesen, darum gelten die üblichen. Die alte Datei liegt unter {0}.',
  'The folder “{0}” must be given with its whole path.': 'Den Ordner „{0}“ mit ganzem Pfad angeben.',
  'The settings could not be kept ({0}). Check {1} and the space on its disk.':
    'Die Einstellungen ließen sich nicht behalten ({0}). {1} und den Platz auf dem Datenträger prüfen.',

  // Secrets.
  'This cannot be a token: it has spaces or characters that tokens never have.':
    'Das kann kein Token sein: Es hat Leerzeichen oder Zeichen, die in Tokens nie vorkommen.',
  'This is not the passphrase that your keys are kept under.': 'Das ist nicht die Passphrase, unter der deine Schlüssel liegen.',
  'There is no keyring here that Lintel could trust.': 'Hier gibt es keinen Schlüsselbund, dem Lintel trauen könnte.',
  'Choose a passphrase.': 'Eine Passphrase wählen.',
  'Your keys are locked until you give their passphrase, in the window or as LINTEL_PASSPHRASE at the start.':
    'Deine Schlüssel sind gesperrt, bis du ihre Passphrase eingibst, im Fenster oder beim Start als LINTEL_PASSPHRASE.',
  'Some of your keys were sealed by this computer’s keyring, which cannot be reached now. Start Lintel’s desktop program with the keyring open, or enter the keys anew.':
    'Einige deiner Schlüssel hat der Schlüsselbund dieses Computers versiegelt, der gerade nicht erreichbar ist. Lintel bei offenem Schlüsselbund als Programm starten oder die Schlüssel neu eingeben.',
  'Your keys are locked. Give their passphrase first.': 'Deine Schlüssel sind gesperrt. Zuerst ihre Passphrase eingeben.',
  'Your keys are sealed by a keyring that cannot be reached now. Open it, start Lintel again and repeat this.':
    'Deine Schlüssel hat ein Schlüsselbund versiegelt, der gerade nicht erreichbar ist. Ihn öffnen, Lintel neu starten und das wiederholen.',

  // Alerts.
  '{0} failed several times in a row, so it is left alone for a while. Others that are permitted answer instead.':
    '{0} ist mehrmals hintereinander gescheitert und wird eine Weile nicht gefragt. Stattdessen antworten andere erlaubte.',
  '{0} crashed more than once, so it is not used. Release it on the models page once you know why.':
    '{0} ist mehrmals abgestürzt und wird nicht verwendet. Es unter „Modelle“ freigeben, sobald der Grund bekannt ist.',
  'The price of {0} is old, so its cost may be off. Refresh the prices or correct them.':
    'Der Preis von {0} ist alt, darum können die Kosten abweichen. Die Preise erneuern oder berichtigen.',
  'The provider of {0} announced its end for {1}. Put another model in its place in your apps and rules.':
    'Der Anbieter von {0} hat das Ende für {1} angekündigt. In Programmen und Regeln ein anderes Modell einsetzen.',
};
