/** Models on the way here. */
export const downloads: Readonly<Record<string, string>> = {
  'There is no model file at {0}.': 'Unter {0} liegt keine Modelldatei.',
  '{0} holds no .gguf model. Choose another.': '{0} enthält kein .gguf-Modell. Ein anderes wählen.',
  'The repository has no file {0}.': 'Im Repository gibt es keine Datei {0}.',
  'The repository has no .gguf model.': 'Im Repository gibt es kein .gguf-Modell.',
  'The repository has no file with {0} in its name.': 'Im Repository gibt es keine Datei mit {0} im Namen.',
  'Several models fit: {0}. Name one of the files.': 'Mehrere Modelle passen: {0}. Eine der Dateien nennen.',
  'Several models fit {0}: {1}. Name one of the files.': 'Mehrere Modelle passen zu {0}: {1}. Eine der Dateien nennen.',
  '{0} and more': '{0} und weitere',
  'The repository holds only {0} of the {1} parts of {2}. Choose another file.':
    'Im Repository sind nur {0} der {1} Teile von {2}. Eine andere Datei wählen.',
  '{0} It has {1}.': '{0} Vorhanden: {1}.',
  'Lintel cannot write to {0} ({1}). Check its permissions, or choose another folder.':
    'Lintel kann nicht in {0} schreiben ({1}). Die Rechte prüfen oder einen anderen Ordner wählen.',
  'The disk that holds {0} has too little room. Free some space, then resume.':
    'Auf dem Datenträger mit {0} ist zu wenig Platz. Platz schaffen, dann fortsetzen.',
  'The disk that holds {0} has too little room: {1} GB more are needed. Free some space, then resume.':
    'Auf dem Datenträger mit {0} ist zu wenig Platz: {1} GB fehlen. Platz schaffen, dann fortsetzen.',
  'There is no such download. It may have been cancelled.': 'Diesen Download gibt es nicht. Vielleicht wurde er abgebrochen.',
  'The download was stopped.': 'Der Download wurde angehalten.',
  'The file keeps changing on the server while it is downloaded. Try again later.':
    'Die Datei ändert sich auf dem Server, während sie geladen wird. Später noch einmal versuchen.',
  'The server sends more than it announced. Choose another source.': 'Der Server sendet mehr als angekündigt. Eine andere Quelle wählen.',
  'The address of {0} leads to a web page, not to a model file. Check it in a browser.':
    'Die Adresse von {0} führt zu einer Webseite statt zu einer Modelldatei. Im Browser prüfen.',
  'The server packs {0} in a way that Lintel did not ask for. Choose another source.':
    'Der Server packt {0} anders als verlangt. Eine andere Quelle wählen.',
  'The connection broke while {0} was coming. Resume the download.': 'Die Verbindung riss ab, während {0} kam. Den Download fortsetzen.',
  'The server’s {0} has {1} bytes, but {2} were announced. Choose another source.':
    '{0} hat auf dem Server {1} Bytes, angekündigt waren {2}. Eine andere Quelle wählen.',
  'The hub takes too long to answer. Try again later.': 'Der Hub antwortet zu langsam. Später noch einmal versuchen.',
  'The hub’s answer makes no sense to Lintel. Check the hub’s address in the settings, or try again later.':
    'Mit der Antwort des Hubs kann Lintel nichts anfangen. Die Adresse des Hubs in den Einstellungen prüfen oder es später noch einmal versuchen.',
  '{0} came out {1} bytes long instead of {2}. Resume to fetch it again.':
    '{0} wurde {1} Bytes lang statt {2}. Fortsetzen, um es neu zu holen.',
  'What the server sent as {0} is not a GGUF model. Choose another source.':
    'Was der Server als {0} sandte, ist kein GGUF-Modell. Eine andere Quelle wählen.',
  '{0} arrived damaged or is not the file that was announced: its checksum differs. Resume to fetch it again.':
    '{0} kam beschädigt an oder ist nicht die angekündigte Datei: Die Prüfsumme stimmt nicht. Fortsetzen, um es neu zu holen.',
  'The server does not give out {0} ({1}). If its page asks you to accept terms, accept them there, then add your Hugging Face token to Lintel.':
    'Der Server gibt {0} nicht heraus ({1}). Verlangt die Seite, Bedingungen anzunehmen, sie dort annehmen und dann das Hugging-Face-Token in Lintel eintragen.',
  'There is no {0}. Check the name.': '{0} gibt es nicht. Den Namen prüfen.',
  'The server that has {0} is busy or broken ({1}). Try again later.':
    'Der Server mit {0} ist überlastet oder gestört ({1}). Später noch einmal versuchen.',
  'The server answered {0} for {1}. Check the address.': 'Der Server antwortete auf {1} mit {0}. Die Adresse prüfen.',
  'This is too long to name a model.': 'Für den Namen eines Modells ist das zu lang.',
  'Name a model as hf:owner/repo:Q4_K_M, as hf:owner/repo/file.gguf, or by the https address of a .gguf file.':
    'Ein Modell als hf:owner/repo:Q4_K_M, als hf:owner/repo/datei.gguf oder mit der https-Adresse einer .gguf-Datei nennen.',
  'The address must be that of a .gguf file.': 'Die Adresse muss die einer .gguf-Datei sein.',
  'Name either a file or a quantisation, not both.': 'Eine Datei oder eine Quantisierung nennen, nicht beides.',
  '“{0}” is not a quantisation. They are spelled like Q4_K_M.': '„{0}“ ist keine Quantisierung. Man schreibt sie wie Q4_K_M.',
  'A repository on the hub is named owner/repo.': 'Ein Repository auf dem Hub heißt owner/repo.',
  'This is not a branch or commit of a repository.': 'Das ist kein Branch oder Commit eines Repositorys.',
  'Lintel runs .gguf files: name one of the repository’s.': 'Lintel verwendet .gguf-Dateien: eine aus dem Repository nennen.',
  'The address is spelled wrongly: check its % signs.': 'Die Adresse ist falsch geschrieben: ihre %-Zeichen prüfen.',
  'The server does not say how large {0} is. Download it in a browser and add the file.':
    'Der Server nennt die Größe von {0} nicht. Im Browser laden und die Datei hinzufügen.',
  '{0} is empty on the hub. Choose another file.': '{0} ist auf dem Hub leer. Eine andere Datei wählen.',
  'The server sends nothing of {0}. Try again later.': 'Der Server sendet nichts von {0}. Später noch einmal versuchen.',
  'The server cannot send a part of {0}, so it cannot be looked into before it is downloaded.':
    'Der Server kann {0} nicht in Teilen senden, darum lässt es sich vor dem Download nicht ansehen.',
  'The list of newer versions is not signed by whoever made this copy of Lintel, so it is not believed.':
    'Die Liste neuerer Fassungen ist nicht von dem unterschrieben, der dieses Lintel gemacht hat, darum zählt sie nicht.',
  'The list of newer versions does not say how its package is told from another.':
    'Die Liste neuerer Fassungen sagt nicht, woran ihr Paket zu erkennen ist.',
  'The package is larger than any of Lintel’s.': 'Das Paket ist größer als jedes von Lintel.',
  'The package is not the one that was announced, so it was deleted. Try again later.':
    'Das Paket ist nicht das angekündigte und wurde gelöscht. Später noch einmal versuchen.',
  'Only whole packages are fetched.': 'Es werden nur ganze Pakete geholt.',
  '{0} answered with more than a list of versions has.': '{0} antwortete mit mehr, als eine Liste von Fassungen hat.',
  '{0} answered {1} for {2}. Try again later.': '{0} antwortete auf {2} mit {1}. Später noch einmal versuchen.',
};
