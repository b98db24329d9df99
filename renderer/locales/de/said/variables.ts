/** What a rule’s condition can ask about. */
export const variables: Readonly<Record<string, string>> = {
  number: 'Zahl',
  'list of texts': 'Liste von Texten',
  counts: 'Anzahlen',
  tokens: 'Tokens',
  messages: 'Nachrichten',
  requests: 'Anfragen',
  cores: 'Kerne',
  GiB: 'GiB',
  'US dollars': 'US-Dollar',
  'hours, 0 to 24': 'Stunden, 0 bis 24',
  '0 to 1': '0 bis 1',
  'The tags of the prompt: those it came with, those that its findings and pictures add, and those that rules of earlier groups added.':
    'Die Tags des Prompts: die mitgegebenen, die seiner Funde und Bilder und die, die Regeln früherer Gruppen hinzugefügt haben.',
  'How many findings of each type the whole context holds; 0 for a type that was not found.':
    'Wie viele Funde jeder Art im ganzen Kontext stehen; 0, wenn nichts gefunden wurde.',
  'Whether the prompt was searched; one that is too long for every target is not, and stays on this device.':
    'Ob der Prompt durchsucht wurde; einer, der für jedes Modell zu lang ist, wird es nicht und bleibt auf diesem Gerät.',
  'What the prompt asks for, as far as its length and structure show.': 'Was der Prompt verlangt, soweit Länge und Aufbau es zeigen.',
  'From 0, any model can do it, to 1, the best ones fail at times.':
    'Von 0, jedes Modell kann es, bis 1, auch die besten scheitern zuweilen.',
  'The language it is written in, as two letters; empty where it is too short to say.':
    'Die Sprache, in der er geschrieben ist, in zwei Buchstaben; leer, wenn er dafür zu kurz ist.',
  'Estimated length of the whole prompt, with system prompt, history and tools.':
    'Geschätzte Länge des ganzen Prompts, mit Anweisung, Verlauf und Werkzeugen.',
  'How long the answer may become: what was asked for at most, else an estimate.':
    'Wie lang die Antwort werden kann: was höchstens verlangt ist, sonst eine Schätzung.',
  'What a target must be able to do for this prompt.': 'Was ein Modell für diesen Prompt können muss.',
  'The model that was asked for; “auto” leaves the choice to Lintel.': 'Das gewünschte Modell; „auto“ überlässt Lintel die Wahl.',
  'Who asks: “window”, “cli”, or an app by the name of its key.':
    'Wer fragt: „window“, „cli“ oder eine App mit dem Namen ihres Schlüssels.',
  'The same, but an app by the id of its key, as “lintel keys list” shows it: two keys may have one name.':
    'Dasselbe, aber eine App mit der Kennung ihres Schlüssels, wie „lintel keys list“ sie zeigt: Zwei Schlüssel können gleich heißen.',
  'The conversation it belongs to, by the name that the app gave it or its id in the window; empty where none is known.':
    'Die Unterhaltung, zu der er gehört, mit dem Namen von der App oder der Kennung im Fenster; leer, wenn keine bekannt ist.',
  'Messages of the prompt, the newest one included.': 'Nachrichten des Prompts, die neueste mitgezählt.',
  'Today in your time zone, as year-month-day; dates compare in their order.':
    'Heute in deiner Zeitzone, als Jahr-Monat-Tag; Daten lassen sich der Reihe nach vergleichen.',
  'The time of day in your time zone, minutes as a fraction.': 'Die Uhrzeit in deiner Zeitzone, Minuten als Bruchteil.',
  'The day of the week in your time zone.': 'Der Wochentag in deiner Zeitzone.',
  'Share of all cores kept busy.': 'Anteil aller Kerne, die beschäftigt sind.',
  'Share of all cores kept busy by programs that are not Lintel’s.': 'Anteil aller Kerne, die andere Programme als Lintel beschäftigen.',
  'Cores of this computer.': 'Kerne dieses Computers.',
  'Memory that programs can still take.': 'Arbeitsspeicher, den Programme noch nehmen können.',
  'Memory of this computer.': 'Arbeitsspeicher dieses Computers.',
  'Share of the busiest graphics card in use; 0 without one.': 'Auslastung der am meisten beschäftigten Grafikkarte; 0 ohne eine.',
  'Memory of the graphics cards that is free; 0 without one.': 'Freier Speicher der Grafikkarten; 0 ohne eine.',
  'Memory of the graphics cards; 0 without one.': 'Speicher der Grafikkarten; 0 ohne eine.',
  'Whether this computer runs on its battery.': 'Ob dieser Computer vom Akku läuft.',
  'Charge of the battery; 1 without one.': 'Ladung des Akkus; 1 ohne einen.',
  'Whether the processor is slowed down by heat.': 'Ob Hitze den Prozessor bremst.',
  'The least that any cap over this request leaves; a very large number where there is no cap.':
    'Das Wenigste, was ein Budget für diese Anfrage übrig lässt; eine sehr große Zahl, wenn es keines gibt.',
  'What was spent today.': 'Was heute ausgegeben wurde.',
  'What was spent this month.': 'Was diesen Monat ausgegeben wurde.',
  'Targets on this device that can work now.': 'Modelle auf diesem Gerät, die gerade arbeiten können.',
  'Targets in your network that can work now.': 'Modelle in deinem Netzwerk, die gerade arbeiten können.',
  'Targets at trusted providers that can work now.': 'Modelle bei vertrauenswürdigen Anbietern, die gerade arbeiten können.',
  'Targets in the cloud that can work now.': 'Modelle in der Cloud, die gerade arbeiten können.',
  'Targets on this device whose model is in memory.': 'Modelle auf diesem Gerät, die im Arbeitsspeicher sind.',
  'Requests that run or wait at targets on this device.': 'Anfragen, die bei Modellen auf diesem Gerät laufen oder warten.',
};
