/** Models on this computer: their files, downloads, memory and the process they run in. */
export const models: Readonly<Record<string, string>> = {
  // What they need.
  'A context window of {0} tokens is set, and this model was made for {1} at most.':
    'Eingestellt ist ein Kontextfenster von {0} Tokens, und dieses Modell ist für höchstens {1} gemacht.',
  'Keys and values can only be kept smaller with flash attention. Switch it on, or keep them in F16.':
    'Schlüssel und Werte lassen sich nur mit Flash Attention kleiner halten. Flash Attention einschalten oder F16 wählen.',
  'Choose a smaller model.': 'Ein kleineres Modell wählen.',
  'With one chat at a time, {0} tokens fit.': 'Mit einem Chat zugleich passen {0} Tokens.',
  'With {0} chats at a time, {1} tokens fit.': 'Mit {0} Chats zugleich passen {1} Tokens.',
  'These settings need about {0} (estimate), and this computer has {1}, of which {2} stay free for other programs.':
    'Diese Einstellungen brauchen etwa {0} (Schätzung), und dieser Computer hat {1}, von denen {2} für andere Programme frei bleiben.',
  '{0} of {1} are free beside other programs': '{0} von {1} sind neben anderen Programmen frei',
  'Needs about {0} and {1} on {2} ({3} of {4} layers) for {5} tokens of context; {6}.':
    'Braucht etwa {0} und {1} auf {2} ({3} von {4} Schichten) für {5} Tokens Kontext; {6}.',
  'Needs about {0} for {1} tokens of context; {2}.': 'Braucht etwa {0} für {1} Tokens Kontext; {2}.',
  'About {0} tokens/s (measured here).': 'Etwa {0} Tokens/s (hier gemessen).',
  'About {0} tokens/s (estimate).': 'Etwa {0} Tokens/s (Schätzung).',
  '{0} are free beside other programs and {1} of headroom': '{0} sind neben anderen Programmen und einer Reserve von {1} frei',
  '“{0}” needs about {1}, and {2}.': '„{0}“ braucht etwa {1}, und {2}.',
  '“{0}” needs about {1}, and {2}; {3}.': '„{0}“ braucht etwa {1}, und {2}; {3}.',
  'Close other programs, or choose a smaller model or a smaller context window.':
    'Andere Programme schließen oder ein kleineres Modell oder Kontextfenster wählen.',
  '{0} is in use': '{0} ist in Gebrauch',
  '{0} is in memory, {1} of them in use': '{0} ist im Speicher, davon in Gebrauch: {1}',
  '{0} are in use': '{0} sind in Gebrauch',
  '{0} are in memory, {1} of them in use': '{0} sind im Speicher, davon in Gebrauch: {1}',

  // Running.
  'The model {0} is gone. Choose another.': 'Das Modell {0} ist nicht mehr da. Ein anderes wählen.',
  'There is no model “{0}” on this computer.': 'Auf diesem Computer gibt es kein Modell „{0}“.',
  '“{0}” cannot be used. {1}': '„{0}“ lässt sich nicht verwenden. {1}',
  'A local model gives at most {0} answers at once. Ask for fewer.':
    'Ein lokales Modell gibt höchstens {0} Antworten zugleich. Weniger verlangen.',
  'It could not be loaded: {0} Lintel tries again in a minute, or as soon as its file or its settings have changed.':
    'Es ließ sich nicht laden: {0} Lintel versucht es in einer Minute wieder oder sobald sich Datei oder Einstellungen geändert haben.',
  'Its engine stopped {0} times within ten minutes over requests of this app, so it takes no more of them for that long. Make their schemas, tools or messages simpler.':
    'Sein Prozess ist bei Anfragen dieser App binnen zehn Minuten {0}-mal stehen geblieben, darum nimmt es so lange keine mehr von ihr an. Deren Schemata, Werkzeuge oder Nachrichten einfacher machen.',
  'Its engine stopped {0} times within ten minutes, the last time because {1} It stays in quarantine until you release it (the button beside it, or “lintel models release {2}”), its file or its settings change, or Lintel starts anew.':
    'Sein Prozess ist binnen zehn Minuten {0}-mal stehen geblieben, zuletzt: {1} Es bleibt in Quarantäne, bis du es freigibst (Knopf daneben oder „lintel models release {2}“), sich Datei oder Einstellungen ändern oder Lintel neu startet.',
  '“{0}” was not loaded, since its LoRA file {1} cannot be used: {2} Take it out of the model’s settings, or put a sound one in its place.':
    '„{0}“ wurde nicht geladen, denn seine LoRA-Datei {1} ist nicht verwendbar: {2} Sie aus den Einstellungen des Modells nehmen oder durch eine brauchbare ersetzen.',
  'it did not finish loading within ten minutes.': 'Das Laden war nach zehn Minuten nicht fertig.',
  '“{0}” could not be loaded: {1} Try again, or download the model again.':
    '„{0}“ ließ sich nicht laden: {1} Noch einmal versuchen oder das Modell neu laden.',
  'The engine of “{0}” stopped unexpectedly: {1} It starts afresh with the next message; try again.':
    'Der Prozess von „{0}“ endete unerwartet: {1} Mit der nächsten Nachricht startet er neu; noch einmal versuchen.',
  'Memory did not suffice to load “{0}”: {1} Close other programs, or choose a smaller model or a smaller context window.':
    'Der Arbeitsspeicher reichte nicht, um „{0}“ zu laden: {1} Andere Programme schließen oder ein kleineres Modell oder Kontextfenster wählen.',
  'The engine of “{0}” ran out of memory: {1} It starts afresh with the next message; close other programs first, or choose a smaller model.':
    'Dem Prozess von „{0}“ ging der Arbeitsspeicher aus: {1} Mit der nächsten Nachricht startet er neu; vorher andere Programme schließen oder ein kleineres Modell wählen.',
  'The engine of “{0}” stopped reacting while it loaded and was ended. It starts afresh with the next message; try again, and if it happens again, choose another model.':
    'Der Prozess von „{0}“ reagierte beim Laden nicht mehr und wurde beendet. Mit der nächsten Nachricht startet er neu; noch einmal versuchen, und wenn es wieder geschieht, ein anderes Modell wählen.',
  'The engine of “{0}” stopped reacting and was ended. It starts afresh with the next message; try again, and if it happens again, choose another model.':
    'Der Prozess von „{0}“ reagierte nicht mehr und wurde beendet. Mit der nächsten Nachricht startet er neu; noch einmal versuchen, und wenn es wieder geschieht, ein anderes Modell wählen.',
  '{0} requests of this app wait for “{1}” already, and it takes no more. Try again when some of them are answered.':
    'Auf „{1}“ warten schon {0} Anfragen dieser App, mehr nimmt es nicht an. Noch einmal versuchen, wenn einige beantwortet sind.',
  '{0} requests wait for “{1}” already, and it takes no more. Try again when some of them are answered.':
    'Auf „{1}“ warten schon {0} Anfragen, mehr nimmt es nicht an. Noch einmal versuchen, wenn einige beantwortet sind.',
  '“{0}” was unloaded before it was ready.': '„{0}“ wurde entladen, bevor es bereit war.',
  '“{0}” answers {1} request now. Unload it when they are done, or stop them.':
    '„{0}“ beantwortet gerade {1} Anfrage. Danach entladen oder sie anhalten.',
  '“{0}” answers {1} requests now. Unload it when they are done, or stop them.':
    '„{0}“ beantwortet gerade {1} Anfragen. Danach entladen oder sie anhalten.',
  'Lintel is closing.': 'Lintel wird beendet.',
  'Lintel ended.': 'Lintel wurde beendet.',
  'its process was ended by {0}.': 'Der Prozess wurde durch {0} beendet.',
  'its process could not be started.': 'Der Prozess ließ sich nicht starten.',
  'its process ended with code {0}.': 'Der Prozess endete mit dem Code {0}.',
  'This model was not made for this ({0}). Choose another one.': 'Dieses Modell ist dafür nicht gemacht ({0}). Ein anderes wählen.',
  'The chat template of this model cannot be used ({0}). Give the model another one in its settings, or download another version of it.':
    'Die Chatvorlage dieses Modells ist nicht verwendbar ({0}). In den Einstellungen des Modells eine andere angeben oder eine andere Fassung laden.',
  'The chat template of this model does not accept this order of messages ({0}). Let user and assistant take turns, after at most one system message.':
    'Die Chatvorlage dieses Modells nimmt diese Reihenfolge der Nachrichten nicht an ({0}). Fragen und Antworten abwechseln, nach höchstens einer Anweisung.',
  'The conversation has {0} messages, and this model reads at most {1} tokens. Shorten it or start a new one.':
    'Die Unterhaltung hat {0} Nachrichten, und dieses Modell liest höchstens {1} Tokens. Sie kürzen oder eine neue beginnen.',
  'The last question alone is longer than the {0} tokens that this model reads of it at most. Shorten it.':
    'Schon die letzte Frage ist länger als die {0} Tokens, die dieses Modell davon höchstens liest. Sie kürzen.',
  'The conversation is {0} tokens long, and this model reads at most {1}. Shorten it or start a new one.':
    'Die Unterhaltung hat {0} Tokens, und dieses Modell liest höchstens {1}. Sie kürzen oder eine neue beginnen.',
  'The model stopped in the middle ({0}). Try again; if it happens again, close other programs to free memory.':
    'Das Modell hat mittendrin aufgehört ({0}). Noch einmal versuchen; wenn es wieder geschieht, andere Programme schließen, damit Speicher frei wird.',
  'A tool’s result names a call that no message before it made.':
    'Das Ergebnis eines Werkzeugs nennt einen Aufruf, den keine Nachricht davor gemacht hat.',
  'Local models read text only so far. Leave the images and files out, or choose another model.':
    'Lokale Modelle lesen bisher nur Text. Bilder und Dateien weglassen oder ein anderes Modell wählen.',
  'The request was cancelled.': 'Die Anfrage wurde abgebrochen.',
  'The model answered something else than it was asked for.': 'Das Modell hat etwas anderes geantwortet, als gefragt war.',
  'The model gave no account of its answer. Try again.': 'Das Modell hat über seine Antwort nichts mitgeteilt. Noch einmal versuchen.',
  '“{0}” does not write answers, so there is no speed to measure.': '„{0}“ schreibt keine Antworten, also gibt es kein Tempo zu messen.',
  'This model was made for {0} tokens at most.': 'Dieses Modell ist für höchstens {0} Tokens gemacht.',

  // Files.
  'It is a GGUF file, but no LoRA adapter.': 'Es ist eine GGUF-Datei, aber kein LoRA-Adapter.',
  'The list of suggested models cannot be read. Install Lintel again to repair it.':
    'Die Liste der Vorschläge lässt sich nicht lesen. Lintel neu installieren, um sie zu reparieren.',
  'The folder {0} cannot be read ({1}). Models in it are not listed.':
    'Der Ordner {0} lässt sich nicht lesen ({1}). Modelle darin fehlen in der Liste.',
  'The file {0} cannot be looked at ({1}).': 'Die Datei {0} lässt sich nicht ansehen ({1}).',
  'The folder {0} holds more than {1} entries, so not all of it was read. Choose one nearer to the models.':
    'Der Ordner {0} hat über {1} Einträge und wurde nicht ganz gelesen. Einen Ordner näher an den Modellen wählen.',
  'Ollama’s model {0} cannot be looked at ({1}).': 'Das Ollama-Modell {0} lässt sich nicht ansehen ({1}).',
  'A folder': 'Ein Ordner',
  '{0} cannot be watched ({1}), so changes are seen only when the list of models is opened.':
    '{0} lässt sich nicht beobachten ({1}), darum fallen Änderungen erst beim Öffnen der Modellliste auf.',
  'The system watches no more files: raise its limit.': 'Das System beobachtet keine weiteren Dateien: seine Grenze anheben.',
  'The file ends in the middle of its header. Download or copy it again.':
    'Die Datei endet mitten in ihrem Kopf. Sie neu laden oder kopieren.',
  'The header is larger than 64 MiB, which no model needs. The file is damaged.':
    'Der Kopf ist größer als 64 MiB, was kein Modell braucht. Die Datei ist beschädigt.',
  'The header is larger than {0} MiB, which no model needs. The file is damaged.':
    'Der Kopf ist größer als {0} MiB, was kein Modell braucht. Die Datei ist beschädigt.',
  'Reading the header took too long. The disk is slow or the file is damaged.':
    'Den Kopf zu lesen dauerte zu lange. Der Datenträger ist langsam oder die Datei beschädigt.',
  'Reading the header took more memory than any model needs. The file is damaged.':
    'Den Kopf zu lesen brauchte mehr Speicher als bei jedem Modell. Die Datei ist beschädigt.',
  'The file became shorter while it was read. Wait until the download is done.':
    'Die Datei wurde beim Lesen kürzer. Warten, bis der Download fertig ist.',
  'The header holds an impossible number. The file is damaged.': 'Im Kopf steht eine unmögliche Zahl. Die Datei ist beschädigt.',
  'The header holds a text longer than 1 MiB. The file is damaged.': 'Im Kopf steht ein Text von über 1 MiB. Die Datei ist beschädigt.',
  'The file cannot be opened ({0}). Check that it is there and that you may read it.':
    'Die Datei lässt sich nicht öffnen ({0}). Prüfen, ob sie da ist und gelesen werden darf.',
  'The file is empty. Download or copy it again.': 'Die Datei ist leer. Sie neu laden oder kopieren.',
  'The file cannot be read ({0}). Check the disk it is on.': 'Die Datei lässt sich nicht lesen ({0}). Ihren Datenträger prüfen.',
  'The file is incomplete: {0} of {1} bytes are here. Finish the download or copy it again.':
    'Die Datei ist unvollständig: {0} von {1} Bytes sind hier. Den Download beenden oder sie neu kopieren.',
  'This is not a GGUF model file, whatever its name says. Download the GGUF version of the model.':
    'Das ist keine GGUF-Datei, was immer ihr Name sagt. Die GGUF-Fassung des Modells laden.',
  'The file is in the first GGUF version, which llama.cpp no longer reads. Download a newer copy.':
    'Die Datei ist in der ersten GGUF-Fassung, die llama.cpp nicht mehr liest. Eine neuere laden.',
  'The file is made for big-endian computers. Download the usual (little-endian) version.':
    'Die Datei ist für Big-Endian-Computer gemacht. Die übliche Fassung (Little-Endian) laden.',
  'The file is in GGUF version {0}, which this version of Lintel does not know. Update Lintel, or download another copy.':
    'Die Datei ist in der GGUF-Fassung {0}, die dieses Lintel nicht kennt. Lintel erneuern oder eine andere Datei laden.',
  'The header asks for an impossible alignment. The file is damaged.':
    'Der Kopf verlangt eine unmögliche Ausrichtung. Die Datei ist beschädigt.',
  'The header does not name the architecture of the model. The file is damaged.':
    'Der Kopf nennt die Architektur des Modells nicht. Die Datei ist beschädigt.',
  'The file holds no language model that can chat (its kind is “{0}”).':
    'Die Datei enthält kein Sprachmodell, das chatten kann (ihre Art ist „{0}“).',
  'The file holds no weights. Download the model itself, not only its vocabulary.':
    'Die Datei enthält keine Gewichte. Das Modell selbst laden, nicht nur sein Vokabular.',
  'The header claims {0} entries, which no model has. The file is damaged.':
    'Der Kopf nennt {0} Einträge, so viele hat kein Modell. Die Datei ist beschädigt.',
  'The header nests lists too deeply. The file is damaged.': 'Der Kopf schachtelt Listen zu tief. Die Datei ist beschädigt.',
  'The header holds a list of {0} entries, which no model has. The file is damaged.':
    'Im Kopf steht eine Liste mit {0} Einträgen, so viele hat kein Modell. Die Datei ist beschädigt.',
  'The header holds a value of unknown type {0}. The file is damaged or newer than this version of Lintel.':
    'Im Kopf steht ein Wert der unbekannten Art {0}. Die Datei ist beschädigt oder neuer als dieses Lintel.',
  'The header gives “{0}” as {1}, which no model has. The file is damaged.':
    'Der Kopf nennt für „{0}“ {1}, was kein Modell hat. Die Datei ist beschädigt.',
  'The header claims {0} tensors, which no model has. The file is damaged.':
    'Der Kopf nennt {0} Tensoren, so viele hat kein Modell. Die Datei ist beschädigt.',
  'The tensor “{0}” does not start where it may. The file is damaged.':
    'Der Tensor „{0}“ beginnt, wo er nicht darf. Die Datei ist beschädigt.',
  'The tensors “{0}” and “{1}” overlap. The file is damaged.': 'Die Tensoren „{0}“ und „{1}“ überlappen sich. Die Datei ist beschädigt.',
  'A tensor has {0} dimensions, more than llama.cpp knows. The file is damaged.':
    'Ein Tensor hat {0} Dimensionen, mehr als llama.cpp kennt. Die Datei ist beschädigt.',
  'A tensor is empty. The file is damaged.': 'Ein Tensor ist leer. Die Datei ist beschädigt.',
  'A tensor is impossibly large. The file is damaged.': 'Ein Tensor ist unmöglich groß. Die Datei ist beschädigt.',
  'The tensor “{0}” has rows of {1} numbers, which its type cannot hold. The file is damaged.':
    'Der Tensor „{0}“ hat Zeilen mit {1} Zahlen, die seine Art nicht fassen kann. Die Datei ist beschädigt.',
  'Lintel ended before it read this file.': 'Lintel endete, bevor es diese Datei las.',
  'The file could not be read: the program that looks into it failed. Try again, or download the file anew.':
    'Die Datei ließ sich nicht lesen: Das Programm, das hineinsieht, ist gescheitert. Noch einmal versuchen oder die Datei neu laden.',
  'The file was not read.': 'Die Datei wurde nicht gelesen.',
  '{0} and {1} more': '{0} und {1} weitere',
  'The model is incomplete: {0} is missing beside its other parts. Download it.':
    'Das Modell ist unvollständig: {0} fehlt neben den anderen Teilen. Laden, was fehlt.',
  'This is part {0} of {1} of a model, but its name does not say so. Name the parts “name-00001-of-0000{2}.gguf” and so on, or join them with llama.cpp’s “llama-gguf-split --merge”.':
    'Das ist Teil {0} von {1} eines Modells, aber der Name sagt es nicht. Die Teile „name-00001-of-0000{2}.gguf“ und so weiter nennen oder mit „llama-gguf-split --merge“ von llama.cpp verbinden.',
  '“{0}” is not part {1} of {2} of a model, whatever its name says. Download that part again.':
    '„{0}“ ist nicht Teil {1} von {2} eines Modells, was immer der Name sagt. Diesen Teil neu laden.',
  '“{0}” belongs to another model. Download that part again.': '„{0}“ gehört zu einem anderen Modell. Diesen Teil neu laden.',
  'The parts hold {0} of {1} tensors, so one is of another model. Download all parts again.':
    'Die Teile enthalten {0} von {1} Tensoren, also gehört einer zu einem anderen Modell. Alle Teile neu laden.',
  'This model comes with Lintel and stays.': 'Dieses Modell gehört zu Lintel und bleibt.',
  'This model is loaded. Unload it first, or ask to have it unloaded.': 'Dieses Modell ist geladen. Es erst entladen oder entladen lassen.',
  'Another app keeps this model. Remove it there, or ask for it to be removed from that app.':
    'Dieses Modell gehört einer anderen App. Es dort entfernen oder aus dieser App entfernen lassen.',
  'The model could not be deleted whole ({0}). Check that you may write to its folder.':
    'Das Modell ließ sich nicht ganz löschen ({0}). Prüfen, ob in seinen Ordner geschrieben werden darf.',
};
