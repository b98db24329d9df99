import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCondition, compileCondition } from '../../shared/routing/rules/condition.ts';
import { contextOf } from '../../shared/routing/rules/context.ts';
import type { Facts } from '../../shared/routing/rules/facts.ts';
import { placeIn } from '../../shared/routing/rules/problem.ts';
import { VARIABLES } from '../../shared/routing/rules/variables.ts';
import { target } from '../fakes/ports.ts';
import { facts, unsearched } from './rules-facts.ts';

function holds(text: string, about: Facts = facts()): boolean {
  const compiled = compileCondition(text);
  if ('problem' in compiled) throw new Error(compiled.problem.message);
  return compiled.condition(contextOf(about));
}

describe('a condition', () => {
  it.each(VARIABLES.map(({ example }) => example))('may be the documented example %s', (example) => {
    expect(checkCondition(example)).toBeUndefined();
  });

  it.each<[string, Facts, Facts]>([
    ['"internal" in tags', facts({ traits: { tags: ['internal'] } }), facts()],
    ['"sensitive" in tags', facts({ traits: { findings: [{ type: 'iban', count: 1 }] } }), facts()],
    ['"work" in tags', facts({ traits: { findings: [{ type: 'own-term', tag: 'work', count: 1 }] } }), facts()],
    ['"private" in tags', facts({ traits: { hasPictures: true } }), facts()],
    [
      'tags.exists(tag, tag.startsWith("client-"))',
      facts({ traits: { tags: ['public', 'client-a'] } }),
      facts({ traits: { tags: ['public'] } }),
    ],
    [
      'findings.iban > 1',
      facts({ traits: { findings: [{ type: 'iban', count: 2 }] } }),
      facts({ traits: { findings: [{ type: 'bic', count: 2 }] } }),
    ],
    [
      'findings["own-term"] == 3',
      facts({ traits: { findings: [1, 2].map((count) => ({ type: 'own-term', tag: `${count}`, count })) } }),
      facts(),
    ],
    [
      '"iban" in findings',
      facts({ traits: { findings: [{ type: 'iban', count: 2 }] } }),
      facts({ traits: { findings: [{ type: 'bic', count: 1 }] } }),
    ],
    [
      'size(findings) == 2',
      facts({
        traits: {
          findings: [
            { type: 'iban', count: 9 },
            { type: 'bic', count: 1 },
          ],
        },
      }),
      facts(),
    ],
    ['searched', facts(), unsearched()],
    ['task == "code"', facts({ task: { kind: 'code' } }), facts()],
    ['difficulty >= 0.7', facts({ task: { difficulty: 0.7 } }), facts({ task: { difficulty: 0.69 } })],
    ['language == ""', facts({ traits: { task: { kind: 'chat', difficulty: 0, outputTokens: 1 } } }), facts()],
    ['tokens > 3000', facts({ traits: { inputTokens: 3001 } }), facts({ traits: { inputTokens: 3000 } })],
    [
      'tokens == 5 && tokens in [4, 5] && tokens * 2 == 10 && 1 + tokens < 7 && tokens != 6',
      facts({ traits: { inputTokens: 5 } }),
      facts(),
    ],
    ['outputTokens == 50', facts({ traits: { outputTokens: 50 } }), facts({ task: { outputTokens: 49 } })],
    ['outputTokens == 50', facts({ task: { outputTokens: 50 } }), facts({ traits: { outputTokens: 49 }, task: { outputTokens: 50 } })],
    ['"images" in needs', facts({ traits: { needs: ['chat', 'images'] } }), facts()],
    ['model == "auto"', facts(), facts({ traits: { model: 'gemma' } })],
    ['app == "cli"', facts({ traits: { app: 'cli' } }), facts()],
    ['conversation.id == "c-1"', facts({ traits: { conversationId: 'c-1' } }), facts()],
    ['conversation.turns > 2', facts({ traits: { turns: 3 } }), facts()],
    ['time.date < "2026-03-01"', facts(), facts({ time: { date: '2026-03-01' } })],
    ['time.hour >= 7.5', facts({ time: { hour: 7.5 } }), facts({ time: { hour: 7.4 } })],
    ['time.weekday == "sunday"', facts({ time: { weekday: 'sunday' } }), facts()],
    ['hardware.cpu > 0.8', facts({ hardware: { cpu: 0.9 } }), facts()],
    ['hardware.cpuOthers > 0.8', facts({ hardware: { cpuOthers: 0.9 } }), facts({ hardware: { cpu: 0.9 } })],
    ['hardware.cores < 4', facts(), facts({ hardware: { cores: 8 } })],
    ['hardware.memoryFree < 2', facts({ hardware: { memoryFreeBytes: 2 ** 30 } }), facts({ hardware: { memoryFreeBytes: 2 ** 31 } })],
    ['hardware.memoryTotal / 2 == 8', facts(), facts({ hardware: { memoryTotalBytes: 2 ** 30 } })],
    ['hardware.gpu > 0.5', facts({ hardware: { gpu: 0.6 } }), facts()],
    ['hardware.vramFree == 1', facts({ hardware: { vramFreeBytes: 2 ** 30 } }), facts()],
    ['hardware.vramTotal == 8', facts({ hardware: { vramTotalBytes: 2 ** 33 } }), facts()],
    ['hardware.onBattery', facts({ hardware: { onBattery: true } }), facts()],
    ['hardware.battery < 0.5', facts({ hardware: { battery: 0.4 } }), facts()],
    ['hardware.thermal != "normal"', facts({ hardware: { thermal: 'warm' } }), facts()],
    ['budget.left < 1', facts({ budget: { left: 0.99e9, spentToday: 0, spentThisMonth: 0 } }), facts()],
    ['budget.spentToday > 2.5', facts({ budget: { spentToday: 2.6e9, spentThisMonth: 0 } }), facts()],
    ['budget.spentThisMonth == 40', facts({ budget: { spentToday: 0, spentThisMonth: 40e9 } }), facts()],
    [
      'fleet.device == 1',
      facts({ fleet: [target('a'), target('b', { zone: 'lan' })] }),
      facts({ fleet: [target('a', { fault: 'It is broken.' })] }),
    ],
    ['fleet.lan > 0', facts({ fleet: [target('a', { zone: 'lan' })] }), facts({ fleet: [target('a')] })],
    ['fleet.trusted > 0', facts({ fleet: [target('a', { zone: 'trusted' })] }), facts({ fleet: [target('a', { zone: 'cloud' })] })],
    ['fleet.cloud > 0', facts({ fleet: [target('a', { zone: 'cloud' })] }), facts()],
    [
      'fleet.loaded > 0',
      facts({ fleet: [target('a', { loaded: true })] }),
      facts({ fleet: [target('a', { zone: 'cloud', loaded: true })] }),
    ],
    ['fleet.inFlight == 3', facts({ fleet: [target('a', { inFlight: 1 }), target('b', { inFlight: 2 })] }), facts()],
  ])('%s holds of what it means, and of nothing else', (text, yes, no) => {
    expect([holds(text, yes), holds(text, no)]).toEqual([true, false]);
  });

  it.each([
    ['tokns > 2', 'tokns', 'There is no variable “tokns”. The nearest is “tokens”.'],
    ['tokens > 1 && hardware.cpuu > 0.5', 'hardware.cpuu', 'There is no variable “hardware.cpuu”. The nearest is “hardware.cpu”.'],
    ['budgets.left < 1', 'budgets.left', 'There is no variable “budgets.left”. The nearest is “budget.left”.'],
    ['something', 'something', 'There is no variable “something”.'],
    ['hardware == 1', 'hardware', 'such as “hardware.cpu”'],
    ['tokens', 'tokens', 'A condition must be true or false, and this is a number.'],
    ['tokens > "3000"', 'tokens > "3000"', '“>” cannot stand between a number and a text.'],
    ['!tokens', '!tokens', '“!” cannot stand before a number.'],
    ['searched && tokens', 'searched && tokens', 'true or false'],
    ['task == "cod"', '"cod"', '“task” is never “cod”. The nearest is “code”.'],
    ['"math" != task', '"math"', '“task” is never “math”. The nearest is “maths”.'],
    ['time.weekday in ["sunday", "Monday"]', '"Monday"', '“time.weekday” is never “Monday”. The nearest is “monday”.'],
    ['"image" in needs', '"image"', '“needs” never holds “image”. The nearest is “images”.'],
    ['"ibna" in findings', '"ibna"', '“ibna” is no type of finding. The nearest is “iban”.'],
    ['findings["payment card"] > 0', '"payment card"', 'The nearest is “payment-card”.'],
    ['findings.constructor > 0', 'findings.constructor', 'is no type of finding'],
    ['findings[model] > 0', 'findings[model]', 'as a text'],
    ['model.matches("(a+)+$")', 'model.matches("(a+)+$")', 'could take forever'],
    ['has(findings.iban)', 'has(findings.iban)', '“"iban" in findings”'],
    ['tags.exists(a, needs.exists(b, a == b))', 'needs.exists(b, a == b)', 'within another one'],
    ['["a", "b"].exists(x, x == "a")', '["a", "b"]', '“tags” or “needs”'],
    ['tags.exists(task, task == "code")', 'task', 'is a variable already'],
    ['cel.bind(x, tokens, x > 1)', 'cel.bind(x, tokens, x > 1)', 'is not known here'],
    ['{"a": 1} == {"a": 1}', '{"a": 1}', 'no use for “{…}”'],
    ['model == b"auto"', 'b"auto"', 'Only texts, numbers'],
    ['tokens = 5', '=', 'written “==”'],
    ['tokens > 5 and searched', 'and', 'written “&&”'],
    ['tokens >', '>', 'ends too early'],
    ['', '', 'ends too early'],
    ['model == "auto', '"auto', 'quotation mark is missing'],
    ['tokens % 2 == 0', 'tokens % 2', 'no “%” here'],
    ['tags == [1, "a"]', '"a"', 'All entries of a list must be of one kind.'],
    ['size(tags.map(t, t)) > 0', 'tags.map(t, t)', '“.map(…)” is not known here'],
    ['"Private" in tags', '"Private"', 'write “private”'],
    ['"a,b" in tags', '"a,b"', 'holds no comma'],
    ['tags == ["internal", "Work"]', '"Work"', 'write “work”'],
    ['tags[0] == "Work"', '"Work"', 'write “work”'],
    ['tags.exists(t, t == "Private")', '"Private"', 'write “private”'],
    ['tags.exists(t, t.startsWith("Client-"))', '"Client-"', 'write “client-”'],
    ['needs.exists(n, n == "image")', '"image"', 'The nearest is “images”.'],
    ['needs.exists(n, n.contains("tol"))', '"tol"', 'Nothing that “needs” can hold contains “tol”.'],
    ['language == "german"', '"german"', '“language” is never “german”.'],
    ['language in ["en", "DE"]', '"DE"', 'The nearest is “de”.'],
    ['task.contains("Code")', '"Code"', 'contains “Code”'],
    ['time.weekday.startsWith("Mon")', '"Mon"', 'begins with “Mon”'],
    ['hardware.thermal.endsWith("hot")', '"hot"', 'ends with “hot”'],
    ['model.lowerAscii() == "GPT-5"', '"GPT-5"', 'makes small letters'],
    ['app == "Window"', '"Window"', 'written “window”'],
    ['app == "0b0e5c5e-7d5e-4a3b-9f43-3a52c0d6a1f2"', '"0b0e5c5e-7d5e-4a3b-9f43-3a52c0d6a1f2"', 'Its id is “appId”.'],
    ['model != "Auto"', '"Auto"', 'written “auto”'],
    ['hardware.cpu > 80', '80', 'a share from 0 to 1. 80 % is written 0.8.'],
    ['20 > hardware.battery', '20', '20 % is written 0.2.'],
    ['difficulty > 1', '1', 'a share from 0 to 1'],
    ['hardware.gpu in [0.5, 50]', '50', '50 % is written 0.5.'],
    ['time.hour > 24', '24', 'from 0 to less than 24 hours'],
    ['24 <= time.hour', '24', 'from 0 to less than 24 hours'],
    ['time.hour == -1', '-1', 'from 0 to less than 24 hours'],
    ['findings.iban < 0', '0', 'never less than 0'],
    ['findings["payment-card"] >= -2', '-2', 'never less than 0'],
    ['budget.left < 0', '0', 'never less than 0 US dollars'],
    ['hardware.memoryFree < -1', '-1', 'never less than 0 GiB'],
    ['time.date >= "1.7.2026"', '"1.7.2026"', 'is no date'],
    ['time.date == "2026-02-29"', '"2026-02-29"', 'is no date'],
    ['time.date.startsWith("July")', '"July"', 'is written as 2026-07-31'],
    ['findings.own-term > 0', 'findings.own', '“findings["own-term"]”'],
    ['findings.paymentCard > 0', 'findings.paymentCard', '“findings["payment-card"]”'],
    ['(model + model).contains("x")', 'model + model', '“+” adds two numbers'],
    ['1 == 2', '1 == 2', 'asks nothing of the prompt'],
    ['false', 'false', 'asks nothing of the prompt'],
  ])('%s is refused at %s', (text, place, message) => {
    const problem = checkCondition(text);
    expect(problem?.message).toContain(message);
    expect(text.slice(problem?.start, problem?.end)).toBe(place);
  });

  it.each([
    'tags.exists(t, t.contains("ien") && t.startsWith("client ") && t != "private")',
    'time.date.startsWith("2026-07") || time.date < "2028-02-29"',
    'hardware.cpu >= 1 || hardware.cpu <= 0 || difficulty == 0.5 || time.hour < 24',
    'task.endsWith("s") || time.weekday.contains("day") || language == "" || model.lowerAscii().contains("gpt")',
    'findings.iban == 0 || tokens + outputTokens > 8000 || size(tags) + 1 > 2 || hardware.cpu * 100 > 80',
    'app in ["window", "My editor"] || appId.startsWith("0b0e5c5e")',
    'true',
  ])('%s is taken', (text) => {
    expect(checkCondition(text)).toBeUndefined();
  });

  it('knows an app by the name of its key, which makes it neither the window nor the terminal', () => {
    const asked = facts({ traits: { app: 'key-1', appName: 'My editor', conversationId: 'key-1:work-3' } });
    expect(holds('app == "My editor" && appId == "key-1" && conversation.id == "work-3"', asked)).toBe(true);
    expect(holds('app == "window"', facts({ traits: { app: 'key-1', appName: 'window' } }))).toBe(false);
    expect(holds('app == "window" && appId == "window" && conversation.id == "c:1"', facts({ traits: { conversationId: 'c:1' } }))).toBe(
      true,
    );
  });

  it('says line and column', () => {
    const text = 'tokens > 1\n  && tokns > 2';
    expect(placeIn(text, checkCondition(text)?.start ?? 0)).toBe('2:6');
  });

  it('never throws, whatever the text, and names a place inside it', () => {
    const word = fc.constantFrom(
      ...VARIABLES.map(({ name }) => name),
      ...[
        '&&',
        '||',
        '!',
        '(',
        ')',
        '[',
        ']',
        '{',
        '}',
        '.',
        ',',
        '?',
        ':',
        '"',
        "'",
        '"""',
        '\\',
        '==',
        'in',
        '-',
        '1',
        '1.5',
        '0x',
        '1e',
        'b"',
      ],
      ...['has', 'size', 'exists(', 'tags.exists(t,', 'matches(', 'cel.bind(', '__proto__', 'constructor', '😀', '\n', ' ', '//'],
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 60 }),
          fc.array(word, { maxLength: 25 }).map((words) => words.join(' ')),
        ),
        (text) => {
          const problem = checkCondition(text);
          if (problem === undefined) return;
          expect(problem.message).toMatch(/^[“A-Z].*\.$/su);
          expect(problem.start).toBeGreaterThanOrEqual(0);
          expect(problem.end).toBeGreaterThanOrEqual(Math.min(problem.start + 1, text.length));
          expect(problem.end).toBeLessThanOrEqual(text.length);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['brackets within brackets', '('.repeat(999) + ')'.repeat(999)],
    ['signs upon signs', `${'!'.repeat(1_900)}searched`],
    ['lists within lists', '['.repeat(1_900)],
    ['choices within choices', 'searched ? '.repeat(180)],
    ['100 kB', 'searched || '.repeat(9_000)],
    ['a list of 900', `tokens in [${'1,'.repeat(900)}1]`],
    ['400 conditions', `${'true||'.repeat(330)}true`],
  ])('is refused when it holds too much: %s', (_, text) => {
    expect(checkCondition(text)).toBeDefined();
  });

  it.each([
    ['tags[3] == "a"', 'a list has no entry at that place'],
    ['searched && 1 / 0 == 1', 'it divides by zero'],
    ['searched && 9223372036854775807 + 1 > 0', 'a number becomes too large'],
  ])('%s fails with a reason when it is asked', (text, reason) => {
    expect(() => holds(text)).toThrow(reason);
  });
});
