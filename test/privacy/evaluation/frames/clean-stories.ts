import { blocks, type Frame, lines } from '../frame.ts';

/** Invented characters, people in sums, people of history, and long instructions: names and illnesses of nobody alive. */
export const CLEAN_STORIES: readonly Frame[] = [
  ...lines(
    'en',
    'prose',
    `
    Write a fairy tale about a dragon who is afraid of the dark and a girl named Tilda who lends him a lantern.
    Ms. Baker has 24 pencils and gives a third of them to Tom; how many are left?
    Alice and Bob each hold a key; explain the Diffie-Hellman exchange between them.
    If John is taller than Mary and Mary is taller than Sue, who is the shortest?
    Compare the philosophy of Immanuel Kant with that of David Hume.
    What did Marie Curie die of, and was radiation to blame?
    Was Vincent van Gogh's depression treated, and how?
    Which symphony did Ludwig van Beethoven write after he had lost his hearing?
    List the novels of Jane Austen in the order of publication.
    Who succeeded Queen Victoria on the throne?
    Explain Newton's laws and Maxwell's equations in plain words.
    What is the Alzheimer's Association, and who founded it?
    Describe a typical day of a nurse in a ward for patients with epilepsy.
    A train leaves Springfield at 9:00 at 60 mph; when does it meet the one from Shelbyville?
    In the novel, Captain Ahab hunts the white whale; what does it stand for?
    Suggest five names for the hero of a space opera, each with a surname.
    Write a dialogue between Romeo and a modern therapist.
    Sherlock Holmes lives in Baker Street; who wrote the stories?
    Give me three facts about Nelson Mandela and one quote.
    Which diseases did Louis Pasteur work on?
    Explain why pregnant women are advised against raw fish.
    Is a person with asthma allowed to dive?
    How many people worldwide live with HIV?
    Design a monster for my game: its name is Gorath, it breathes acid and fears music.
    `,
  ),
  ...blocks(
    'en',
    'prose',
    `
I want you to act as a terminal. I type commands and you reply with what the terminal would show, inside one code
block and with nothing else. Do not explain anything unless I ask for it. My first command is: ls -la
%%
You are an experienced travel guide. I will tell you where I am, and you suggest a place nearby worth a visit. In some
cases I also say what kind of place I am after. My first request: museums in a small town by the sea.
%%
Here is a list of ingredients: flour, eggs, milk, sugar, two lemons. Suggest three desserts that take less than half an
hour, say how many people each of them serves, and mark the one that freezes best.
%%
Review the following paragraph for grammar and style. Keep the meaning, shorten long sentences and list every change:
the results of the survey was presented on Tuesday and they shows that most of employees prefers working from home.
%%
Premise: all whales are mammals. Premise: no fish is a mammal.
Question: can a whale be a fish? Answer with yes or no and give the rule that you used.
%%
Write unit tests for a function that parses dates such as 2024-02-29, 29.02.2024 and 02/29/2024, including the years
1900 and 2000, and explain why one of them is a leap year.
%%
Make a plan for a vegetable garden of 4 x 6 metres: what to sow in March, April and May, how far apart, and what grows
well next to beans. Put it into a table with one row a week.
`,
  ),
  ...lines(
    'de',
    'prose',
    `
    Schreibe ein Märchen über einen Drachen, der sich vor der Dunkelheit fürchtet.
    Woran starb Ludwig van Beethoven?
    Lisa hat 24 Äpfel und gibt ein Drittel ab; wie viele bleiben?
    Wie leben Menschen mit Epilepsie im Alltag?
  `,
  ),
  ...lines(
    'fr',
    'prose',
    `
    Écris un conte sur un dragon qui a peur du noir.
    De quoi Molière est-il mort ?
    Julie a 24 pommes et en donne un tiers ; combien en reste-t-il ?
    Comment vit-on au quotidien avec une épilepsie ?
  `,
  ),
  ...lines(
    'es',
    'prose',
    `
    Escribe un cuento sobre un dragón que teme la oscuridad.
    ¿De qué murió Frida Kahlo?
    Ana tiene 24 manzanas y regala un tercio; ¿cuántas le quedan?
    ¿Cómo es el día a día de las personas con epilepsia?
  `,
  ),
  ...lines(
    'it',
    'prose',
    `
    Scrivi una fiaba su un drago che ha paura del buio.
    Di che cosa morì Leonardo da Vinci?
    Come vivono ogni giorno le persone con epilessia?
  `,
  ),
  ...lines(
    'pl',
    'prose',
    `
    Napisz bajkę o smoku, który boi się ciemności.
    Na co zmarł Fryderyk Chopin?
    Jak żyją na co dzień osoby z padaczką?
  `,
  ),
  ...lines(
    'pt',
    'prose',
    `
    Escreve um conto sobre um dragão que tem medo do escuro.
    De que morreu Fernando Pessoa?
    Como vivem no dia a dia as pessoas com epilepsia?
  `,
  ),
  ...lines(
    'nl',
    'prose',
    `
    Schrijf een sprookje over een draak die bang is in het donker.
    Waaraan overleed Vincent van Gogh?
    Hoe leven mensen met epilepsie van dag tot dag?
  `,
  ),
];
