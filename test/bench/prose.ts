/** What people send to models, in small: prose, mails, lists, questions in several languages, code, tables and logs. */
const PIECES = [
  'The committee met on Tuesday to talk about the new library, and nobody could agree on where it should stand.',
  '“We have waited for years,” said one of them — although the minutes of 2019 tell another story.',
  'In the evening the rain stopped; people came out, chairs were carried into the street and someone began to sing.',
  'A function that takes a list and gives back its sum is the first thing that most books ask you to write.',
  'Prices rose by 3.4 % in the second quarter, to 1,293 euros, which was less than many had feared.',
  'Would it be possible to move our meeting to Thursday at 14:30, or does that collide with the review?',
  'Version 2.14.0 mends a fault where the cache was emptied twice, and it starts about 20 per cent faster.',
  'She wrote her first novel in three winters, at a kitchen table, while the children slept in the next room.',
  'If the pump does not start, check that the valve is open, that the filter is clean and that the lamp is green.',
  'Order 48213 was packed on Monday and should be with you within 5 to 7 working days.',
  'Explain in simple words why the sky is blue, and then again for somebody who has studied physics for two years.',
  'Act as an editor. I will give you a paragraph; you return it with fewer words, and a list of what you took out.',
  'Compare the French Revolution with the Russian one: causes, main actors, outcome. Use a table of three columns.',
  'The Lighthouse of Alexandria stood near the harbour; Strabo describes it, and so do Arab travellers of the twelfth century.',
  'can u fix this?? it says "undefined is not a function" when i click the button but only in Safari',
  'what would be a good name for a small bakery that sells rye bread and cinnamon buns, near a railway station',
  'Hi Lena,\n\nthank you for the draft. I have two questions about the last page and would rather talk than write.\n\nBest,\nTom',
  'Dear Ms. Okafor,\n\nplease find attached our offer no. 2024-0817 for the repair of the roof at 14 Larkspur Close.\n\nKind regards,\nPriya Raman',
  'Shopping:\n- 2 l of milk\n- 500 g flour\n- eggs (12)\n- olive oil, the green one\n- something for Sunday',
  '1. Open the settings.\n2. Choose “Network”, then “Advanced”.\n3. Write 8080 into the field “Port” and press Save.',
  'Der Zug nach München hatte, wie so oft, Verspätung, und die Reisenden standen frierend auf dem Bahnsteig.',
  'Kannst du mir bitte erklären, wie man eine Steuererklärung abgibt, wenn man in zwei Ländern gearbeitet hat?',
  'Schreibe eine freundliche Absage an einen Bewerber, der sehr gut war, aber zu spät kam. Höchstens eine halbe Seite.',
  'Le café du coin était déjà plein lorsque nous sommes arrivés, alors nous avons marché jusqu’au fleuve.',
  'Peux-tu corriger les fautes de ce texte et m’expliquer la règle de l’accord du participe passé avec « avoir » ?',
  'El ayuntamiento aprobó ayer el presupuesto, con quince votos a favor y nueve en contra, tras un debate de seis horas.',
  '¿Cuál es la diferencia entre una lista y una tupla en Python, y cuándo conviene usar cada una?',
  'La ricetta della nonna chiede tre uova, un pizzico di sale e molta pazienza; il resto si impara guardando.',
  'Jak napisać podanie o urlop bezpłatny? Proszę o krótki wzór i kilka wskazówek, czego lepiej unikać.',
  'O comboio das 18h05 para o Porto foi suprimido, e os passageiros tiveram de esperar pelo seguinte.',
  'Kun je een planning maken voor een weekend in Gent met twee kinderen van zes en negen jaar die van water houden?',
  '// Keeps the last 50 entries; older ones are written to disk by flush(), at most once in 200 ms.',
  'def mean(values: list[float]) -> float:\n    """Arithmetic mean; raises ValueError for none."""\n    if not values:\n        raise ValueError("no values")\n    return sum(values) / len(values)',
  'const visible = rows.filter((row) => row.state !== "hidden" && row.size > 1024).map(({ id, name }) => [id, name]);',
  'SELECT c.name, COUNT(*) AS orders FROM customers c JOIN orders o ON o.customer_id = c.id GROUP BY c.name HAVING COUNT(*) > 3;',
  'for (int i = 0; i < n; ++i) {\n  sum += weights[i] * inputs[i]; // dot product, see Chapter 2\n}',
  '{"model": "small", "temperature": 0.2, "max_tokens": 512, "stop": ["\\n\\n"], "stream": true}',
  'region,month,units,revenue\nNorth,Jan,120,4310\nSouth,Jan,98,3998',
  '| Step | Input | Output |\n|------|-------|--------|\n| 1 | raw text | tokens |\n| 2 | tokens | vectors |',
  '2025-03-11T08:14:09Z WARN  worker-3 slow disk, queue is full',
  'Let f(x) = 3x^2 - 12x + 7. Find the minimum, then solve f(x) = 0 to two decimals; show each step.',
  'A train leaves Station A at 9:15 with 240 people. At Station B a third of them get off. How many are on it now?',
  'I keep telling myself that I will get up early and go for a run, and then I read half the night. Any ideas that do not need willpower?',
  'Summarise the argument of the second chapter, say where it is weakest, and suggest how the author could answer that.',
  'The cat slept on the warm roof of the car while two sparrows quarrelled over a crust of bread next to the front wheel.',
  'Could you rewrite this so that it sounds less angry? I do want them to know that the delay was not acceptable, though.',
  'Ich suche ein Wort, das zugleich traurig und heiter klingt; es soll in einem Gedicht über den Herbst am Meer stehen.',
  'Quelle est la différence entre un moteur asynchrone et un moteur synchrone, et lequel choisir pour une petite scierie ?',
  'Mi hija quiere aprender a tocar el violonchelo, pero en nuestro pueblo no hay profesor: ¿qué podemos hacer en casa?',
  'Why does my sourdough smell of vinegar, and is the grey liquid on top of the starter dangerous or only ugly?',
  'Is it true that Mount Kenya is higher than Mont Blanc? By how much, and since when do we know it so exactly?',
  'TODO: rename `handler` to `onMessage`, drop the second argument, and see whether issue #4471 is still there.',
];

/** A text of `length` characters, the same at every run, in which no two stretches of some length are alike. */
export function prose(length: number): string {
  const taken: string[] = [];
  let state = 7;
  for (let written = 0; written < length; ) {
    state = (state * 48_271) % 2_147_483_647;
    const piece = PIECES[state % PIECES.length] ?? '';
    const withSpace = `${piece}${piece.includes('\n') || state % 6 === 0 ? '\n\n' : ' '}`;
    taken.push(withSpace);
    written += withSpace.length;
  }
  return taken.join('').slice(0, length);
}
