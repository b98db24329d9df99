import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatMessage, ChatRequest } from '../../shared/chat/request.ts';
import { scan } from '../../shared/privacy/scan.ts';
import { estimateTask } from '../../shared/routing/estimate-task.ts';
import { planFor } from '../../shared/routing/plan-for.ts';
import { type EstimateTask, TASKS, type TaskKind } from '../../shared/routing/task.ts';
import { traitsOf } from '../../shared/routing/traits.ts';
import { fakePorts, request, target } from '../fakes/ports.ts';
import { SENTENCES } from './languages.ts';

const estimate = (text: string, rest: Partial<ChatRequest> = {}, tokens = Math.ceil(text.length / 4)) =>
  estimateTask(request(text, rest), tokens);
const said = (role: ChatMessage['role'], text: string): ChatMessage => ({ role, content: [{ type: 'text', text }] });

const PROMPTS: Readonly<Record<string, Partial<Record<TaskKind, string>>>> = {
  en: {
    code: 'Write a Python function that reads a CSV file and removes duplicate rows.',
    maths: 'A train covers 180 km in 2.5 hours. Calculate its average speed and prove your formula.',
    writing: 'Write a short story about a lighthouse keeper who befriends a storm.',
    summary: 'Summarize the following minutes for people who could not come.',
    translation: 'Translate this letter into Portuguese, please.',
    classification: 'Classify each review as positive, negative or neutral.',
    extraction: 'Extract all dates and names of places from the text below as a list.',
    question: 'Why does the moon always show us the same side?',
    chat: 'Hello there, good morning!',
  },
  de: {
    code: 'Schreibe eine Funktion in Java, die eine Liste sortiert, und erkläre den Code.',
    maths: 'Berechne die Wahrscheinlichkeit, mit drei Würfeln mindestens eine Sechs zu werfen.',
    writing: 'Schreibe ein Gedicht über den Herbst am See.',
    summary: 'Fasse den folgenden Bericht zusammen.',
    translation: 'Übersetze den Brief bitte auf Englisch.',
    question: 'Warum ist der Himmel am Abend rot?',
    chat: 'Hallo, guten Morgen und danke!',
  },
  fr: {
    code: 'Écris une fonction Python qui trie une liste et documente le code.',
    maths: 'Calcule la probabilité de tirer deux rois et résous l’équation suivante.',
    writing: 'Rédige un poème sur la mer en hiver.',
    summary: 'Peux-tu résumer ce rapport pour la direction ?',
    translation: 'Traduis cette lettre en allemand.',
    question: 'Pourquoi le ciel est-il rouge le soir ?',
  },
  es: {
    code: 'Escribe una función en JavaScript que ordene una lista y explica el código.',
    maths: 'Calcula la probabilidad de sacar dos reyes y resuelve la ecuación.',
    writing: 'Escribe un cuento sobre un faro y una tormenta.',
    summary: 'Haz un resumen de este informe.',
    translation: 'Traduce esta carta al inglés.',
    question: '¿Por qué es rojo el cielo por la tarde?',
  },
  it: {
    code: 'Scrivi una funzione Python che ordina una lista e commenta il codice.',
    maths: 'Calcola la probabilità di pescare due re e risolvi l’equazione.',
    writing: 'Scrivi una poesia sul mare d’inverno.',
    summary: 'Fammi un riassunto di questa relazione.',
    translation: 'Traduci questa lettera in inglese.',
    question: 'Perché il cielo è rosso la sera?',
  },
  pt: {
    code: 'Escreva uma função em Python que ordene uma lista e comente o código.',
    maths: 'Calcule a probabilidade de tirar dois reis e resolva a equação.',
    writing: 'Escreva um poema sobre o mar no inverno.',
    summary: 'Faça um resumo deste relatório.',
    translation: 'Traduza esta carta para o inglês.',
    question: 'Qual é a razão de o céu ficar vermelho à tarde?',
  },
  nl: {
    code: 'Schrijf een functie in Python die een lijst sorteert.',
    maths: 'Bereken de kans op twee koningen en los de vergelijking op.',
    writing: 'Schrijf een gedicht over de zee in de winter.',
    summary: 'Geef een samenvatting van dit verslag.',
    translation: 'Vertaal deze brief naar het Engels.',
    question: 'Waarom is de lucht ’s avonds rood?',
  },
  pl: {
    code: 'Napisz skrypt w Pythonie i popraw kod tej funkcji: def f(x): return x',
    maths: 'Oblicz prawdopodobieństwo wylosowania dwóch króli i rozwiąż równanie.',
    writing: 'Napisz wiersz o morzu zimą.',
    summary: 'Przygotuj streszczenie tego raportu.',
    translation: 'Przetłumacz ten list na angielski.',
    question: 'Dlaczego niebo wieczorem jest czerwone?',
  },
  zh: {
    code: '请用程序实现一个排序算法，并解释代码。',
    maths: '计算掷三个骰子的概率，并求解下面的方程。',
    writing: '写一首关于秋天的诗。',
    summary: '请总结下面的会议记录。',
    translation: '请把这封信翻译成英文。',
    question: '为什么傍晚的天空是红色的？',
  },
  ja: {
    code: 'リストを並べ替えるプログラムを書き、コードを説明してください。',
    maths: 'さいころを三つ振るときの確率を計算し、方程式を解いてください。',
    writing: '秋についての詩を作ってください。短い物語でもいいです。',
    summary: '次の議事録を要約してください。',
    translation: 'この手紙を英語に翻訳してください。',
    question: 'なぜ夕方の空は赤いのですか？',
  },
};

describe('the kind of a task', () => {
  const cases = Object.entries(PROMPTS).flatMap(([language, byKind]) =>
    Object.entries(byKind).map(([kind, prompt]) => [language, kind, prompt] as const),
  );

  it.each(cases)('in %s, %s: %s', (_language, kind, prompt) => {
    expect(estimate(prompt).kind).toBe(kind);
  });

  it('shows in what stands between the words', () => {
    expect(estimate('int x = 0; for (;;) { x += a[i]; b->next = NULL; }').kind).toBe('code');
    expect(estimate('\\int_0^1 x^2 + 3x = \\frac{a}{b}').kind).toBe('maths');
  });

  it('is a call of tools only where the text asks for a deed, names them, or says nothing', () => {
    const tools = [{ name: 'look' }];
    const messages = [{ role: 'tool' as const, content: [{ type: 'tool-result' as const, id: '1', text: 'x'.repeat(40_000) }] }];
    expect(estimate('Book a table for two tonight.', { tools }).kind).toBe('tools');
    expect(estimate('Öffne das Fenster im Bad', { tools }).kind).toBe('tools');
    expect(estimate('Is it raining? Use your tools.', { tools }).kind).toBe('tools');
    expect(estimate('', { tools, messages }).kind).toBe('tools');
    expect(estimate('Book a table for two tonight.', { tools, toolChoice: 'none' }).kind).not.toBe('tools');
    expect(estimate('Book a table for two tonight.').kind).not.toBe('tools');
    expect(estimate('Implement a lock-free concurrent hash map in Rust and prove it correct', { tools }).kind).toBe('code');
    expect(estimate('Summarise this: the fox returned to its den.', { tools }).kind).toBe('summary');
  });

  it.each<[TaskKind, string]>([
    [
      'summary',
      'Summarize this email for me:\n\nHi all, following up on our meeting last week. The new library building will open in the city centre in spring; until then the old branch stays open from nine to five. Marie will return the keys to the council and let us know if the date moves. If you can help, write to the office.',
    ],
    [
      'summary',
      'Please summarise the article below in three sentences.\n\nThe restaurant added a new table and a set of private rooms. Guests complained that the server brought the wrong list of dishes, and that the terminal at the till returned an error. The class of wine improved. The design of the service will change: a public test, then a string of events, a new file of suppliers and a framework for the staff.',
    ],
    [
      'translation',
      'Translate to German:\n\nThe function of the class is to return to the list of objects. Import the string quartet, and print the program for the server at the table.',
    ],
    ['summary', 'Look at this letter and summarize it:\n\nDear Ann, write to us soon, and call the office about the server.'],
    ['translation', 'Traduce: I will return on Monday to write the summary'],
    ['extraction', 'Extrahiere alle Termine:\n\nSchreibe mir eine Geschichte, sagte sie am 3. Mai. Übersetze sie bis zum 9. Juni.'],
    ['classification', 'Classify each line:\n\nWrite a poem about the sea\nSummarize the report\nTranslate this'],
    ['summary', 'The moot met on Tuesday and talked about the plans for the new library until nine. Could you summarise that?'],
    [
      'writing',
      'Write a letter to my landlord about the broken heating. While I was away for two weeks it stopped, and he did not return my calls.',
    ],
    ['writing', 'Write a reminder for invoice 2024-118 of 1,200 euros due on 15 March'],
    ['question', 'My son is 3 years old and weighs 15 kg, has fever 39.5 since 2 days. Should I go to hospital?'],
    ['question', 'What happened on 9 November 1989?'],
    ['maths', 'what is 17*23'],
    ['maths', 'A train goes 120 km in 1.5 hours. How fast is it on average?'],
    ['code', 'Translate this Python function to Rust'],
    ['code', 'fix this: def f(x): retrun x+1'],
    ['code', 'Why is it slow? SELECT a, b FROM orders o JOIN users u'],
    ['code', 'My C++ class does not compile'],
  ])('is %s by what is wanted, whatever the text is about: %s', (kind, text) => {
    expect(estimate(text).kind).toBe(kind);
  });

  it.each([
    'Give me 100 ideas for a birthday party',
    'Plan a 7 day trip to Japan for 2 adults and 3 kids in May 2026',
    'Recipe for 4 people, 500 g flour, 2 eggs',
  ])('is no maths for its numbers alone: %s', (text) => {
    expect(estimate(text).kind).not.toBe('maths');
  });

  it('stays with the code that a conversation is about', () => {
    const messages = [said('user', 'Sort a list'), said('assistant', 'Here:\n```js\nlist.sort()\n```'), said('user', 'now make it faster')];
    expect(estimate('', { messages }).kind).toBe('code');
  });
});

describe('the language of a prompt', () => {
  it.each(Object.entries(SENTENCES))('is %s', (language, text) => {
    expect(estimate(text).language).toBe(language);
  });

  it('is left open where too little is said, and for program text', () => {
    for (const text of ['', 'Berlin', '42', 'a = b;', 'ok thanks']) expect(estimate(text).language).toBeUndefined();
    expect(estimate(`${SENTENCES.de} const total = orders.reduce((sum, order) => sum + order.amount, 0);`).language).toBe('de');
  });
});

describe('how hard a prompt is', () => {
  const difficulty = (text: string, rest: Partial<ChatRequest> = {}) => estimate(text, rest).difficulty;

  it('grows with what is asked and how much of it', () => {
    expect(difficulty('Hello!')).toBeLessThan(difficulty('Why is the sky blue?'));
    expect(difficulty('Why is the sky blue?')).toBeLessThan(difficulty('Prove that the set of algorithms that halt is not decidable.'));
    const design = 'Design a distributed queue in Rust that survives the loss of any two nodes.';
    const longer = `${design}\n- at most once delivery\n- bounded memory\n- fair between tenants\n- analyse the complexity of each operation`;
    expect(difficulty(design)).toBeLessThan(difficulty(longer));
    expect(difficulty('Rewrite this sentence so that it is simple and short.')).toBeLessThan(0.35);
  });

  it('never falls when the same conversation has more before it', () => {
    const long = Array.from({ length: 20 }, (_, index) => said(index % 2 === 0 ? 'user' : 'assistant', 'We spoke of the harbour.'));
    const last = said('user', 'And what then?');
    expect(difficulty('', { messages: [...long, last] })).toBeGreaterThan(difficulty('', { messages: [last] }));
  });
});

describe('the length of the answer', () => {
  const tokens = (text: string, rest: Partial<ChatRequest> = {}) => estimate(text, rest).outputTokens;

  it.each([
    ['Explain the tides in one sentence.', 20, 50],
    ['Erkläre die Gezeiten in zwei Sätzen.', 40, 80],
    ['Explique les marées en trois phrases.', 60, 110],
    ['Write an essay of 500 words on the tides.', 600, 800],
    ['写一篇500字的文章，谈谈潮汐。', 800, 1_200],
    ['Give me a list of 10 harbours.', 150, 400],
    ['Nenne mir fünf Gründe für ein Boot.', 120, 250],
    ['Is the tide high at noon? Answer yes or no.', 1, 20],
    ['Classify the mood of this text: the sea was calm.', 1, 20],
  ])('follows from “%s”', (prompt, least, most) => {
    expect(tokens(prompt)).toBeGreaterThanOrEqual(least);
    expect(tokens(prompt)).toBeLessThanOrEqual(most);
  });

  it('is what is asked for: brief or in detail, and never above the bound', () => {
    const plain = tokens('How do tides work?');
    expect(tokens('How do tides work? Be brief.')).toBeLessThan(plain);
    expect(tokens('How do tides work? I want it detailed.')).toBeGreaterThan(plain);
    expect(tokens('How do tides work?', { maxOutputTokens: 16 })).toBe(16);
  });

  it('of a translation is that of the text, of a summary a part of it', () => {
    const text = 'The boat left the harbour at dawn and nobody waved. '.repeat(60);
    const size = estimate(`Translate into German: ${text}`).outputTokens;
    expect(size).toBeGreaterThan(500);
    expect(tokens(`Summarize: ${text}`)).toBeLessThan(size / 2);
  });

  it('follows from a schema, of any depth', () => {
    const schema = (count: number) => ({
      type: 'object',
      properties: Object.fromEntries(Array.from({ length: count }, (_, index) => [`field${index}`, { type: 'string' }])),
    });
    const output = (of: unknown) => ({ output: { type: 'json-schema', schema: of } }) as const;
    expect(tokens('Fill it', output(schema(20)))).toBeGreaterThan(tokens('Fill it', output(schema(2))) * 5);
    let deep: unknown = { type: 'string' };
    for (let level = 0; level < 50_000; level++) deep = { type: 'array', items: deep };
    expect(tokens('Fill it', output(deep))).toBeLessThan(5_000);
  });

  it('holds what is thought before it', () => {
    expect(tokens('How do tides work?', { reasoning: { enabled: true } })).toBeGreaterThan(tokens('How do tides work?') + 300);
    expect(tokens('How do tides work?', { reasoning: { enabled: true, budgetTokens: 10 } })).toBeLessThan(
      tokens('How do tides work?') + 20,
    );
  });
});

describe('any estimate', () => {
  it('is in its bounds for any text (property)', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 4_000 }),
        fc.nat(1_000_000),
        fc.option(fc.integer({ min: 1, max: 64_000 }), { nil: undefined }),
        (text, size, most) => {
          const task = estimate(text, most === undefined ? {} : { maxOutputTokens: most }, size);
          expect(TASKS).toContain(task.kind);
          expect(task.difficulty).toBeGreaterThan(0);
          expect(task.difficulty).toBeLessThan(1);
          expect(Number.isInteger(task.outputTokens)).toBe(true);
          expect(task.outputTokens).toBeGreaterThanOrEqual(1);
          expect(task.outputTokens).toBeLessThanOrEqual(most ?? 32_000);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads no more than the start and the end of a long message', () => {
    const [head, tail] = ['Summarize the minutes. '.repeat(100), ' That was all. '.repeat(60)];
    const [one, other] = ['python();'.repeat(50_000), 'the sea  '.repeat(50_000)].map((middle) =>
      estimate(head + middle + tail, {}, 100_000),
    );
    expect(one).toEqual(other);
  });

  it('is of the last user message, not of what an app puts before it', () => {
    const messages = [
      said('system', 'You write Python code. Refactor functions. '.repeat(20)),
      said('user', 'Write a poem about the sea.'),
    ];
    expect(estimate('', { messages }).kind).toBe('writing');
    expect(estimate('', { messages: [] }).kind).toBe('chat');
  });
});

describe('a learned estimate', () => {
  it('takes the place of the built-in one, and is given the request and its size', () => {
    const learned: EstimateTask = (asked, inputTokens) => ({
      kind: 'maths',
      difficulty: 0.9,
      outputTokens: inputTokens + asked.messages.length,
    });
    const asked = request('Hello there');
    const traits = traitsOf(asked, scan, [target('a')], 0.6, learned);
    expect(traits.task).toEqual({ kind: 'maths', difficulty: 0.9, outputTokens: traits.inputTokens + 1 });
    expect(traitsOf(asked, scan, [target('a')], 0.6).task.kind).toBe('chat');
  });

  it('is asked by the path where the ports have one', () => {
    const seen: string[] = [];
    const estimateTask: EstimateTask = ({ id }) => {
      seen.push(id);
      return { kind: 'code', difficulty: 1, outputTokens: 1 };
    };
    expect(planFor(request('Hello'), { ...fakePorts([target('a')]), estimateTask }).permitted).toHaveLength(1);
    expect(seen).toEqual(['request-1']);
  });
});
