// npm run bench -- scan [file]: what a scan costs, whole and by its parts, on prose made here or on a file of one's own.
import { readFileSync } from 'node:fs';
import { NUMBERS } from '../../shared/privacy/detectors/numbers/numbers.ts';
import { PEOPLE } from '../../shared/privacy/detectors/people/people.ts';
import { SECRETS } from '../../shared/privacy/detectors/secrets/secrets.ts';
import type { Detector } from '../../shared/privacy/finding.ts';
import type { OwnTerm } from '../../shared/privacy/own-terms.ts';
import { readingsOf } from '../../shared/privacy/readings.ts';
import { createScan, DETECTORS, scan } from '../../shared/privacy/scan.ts';
import { type Line, median } from './measure.ts';
import { prose } from './prose.ts';

const SHORT = 4_000;
const LONG = 100_000;
const LONGEST = 2_000_000;

const hidden = (text: string) => text.replaceAll('. ', '.\u200b \u0430nna%40 ');

const OWN: OwnTerm[] = [
  {
    id: 'w',
    name: 'Words',
    match: { kind: 'words', words: Array.from({ length: 2_000 }, (_, index) => `project ${index * 7_919}`) },
    tag: 'private',
  },
  { id: 'p', name: 'Pattern', match: { kind: 'pattern', pattern: 'KD-\\d{6}' }, tag: 'private' },
];

/** Median milliseconds of one call; short ones are repeated until the clock can tell. */
function cost(work: () => unknown, rounds = 25): number {
  const began = performance.now();
  for (let warm = 0; warm < 400 && performance.now() - began < 400; warm++) work();
  const once = performance.now();
  work();
  const repeats = Math.max(1, Math.ceil(2 / Math.max(performance.now() - once, 0.001)));
  return median(
    Array.from({ length: rounds }, () => {
      const start = performance.now();
      for (let repeat = 0; repeat < repeats; repeat++) work();
      return (performance.now() - start) / repeats;
    }),
  );
}

const milliseconds = (figure: number) => `${figure.toFixed(figure < 1 ? 3 : 2)} ms`;
const run = (detectors: readonly Detector[], text: string) => () => detectors.map((detector) => detector.find(text));

export function measureScan(file: string | undefined): Line[] {
  const own = file === undefined ? undefined : readFileSync(file, 'utf8');
  const source = (length: number) => (own === undefined ? prose(length) : own.repeat(Math.ceil(length / own.length)).slice(0, length));
  const text = source(LONG);
  const whole = cost(() => scan(text));
  const line = (measure: string, figure: number, goal?: number): Line => ({
    measure,
    value: milliseconds(figure),
    against: `whole ${milliseconds(whole)}`,
    ratio: (figure / whole).toFixed(3),
    goal: goal === undefined ? 'reported' : `at most ${goal} ms`,
    ...(goal === undefined ? {} : { reached: figure <= goal }),
  });
  const megabytes = source(LONGEST);
  const longest = cost(() => scan(megabytes), 5);
  const growth = longest / whole / (LONGEST / LONG);
  const disguised = hidden(text);
  const searchOwn = createScan(OWN);
  return [
    line(
      '4 kB, the whole scan',
      cost(() => scan(text.slice(0, SHORT))),
      0.3,
    ),
    line('100 kB, the whole scan', whole, 8),
    line('100 kB, secrets', cost(run(SECRETS, text)), 1.5),
    line('100 kB, numbers', cost(run(NUMBERS, text)), 2),
    line('100 kB, people', cost(run(PEOPLE, text)), 2.5),
    line(
      '100 kB, looking for what is hidden',
      cost(() => readingsOf(text)),
      1,
    ),
    line(
      '100 kB, the whole scan, with 2,000 words and a pattern of one’s own',
      cost(() => searchOwn(text)),
    ),
    line(
      '100 kB, the whole scan, hidden writing in every sentence',
      cost(() => scan(disguised), 9),
    ),
    {
      ...line('2 MB, the whole scan', longest),
      goal: 'at most 1.5 times as much a character',
      ratio: `${growth.toFixed(2)}x a character`,
      reached: growth <= 1.5,
    },
    ...DETECTORS.map((detector) => ({ name: detector.name, figure: cost(run([detector], text), 9) }))
      .sort((a, b) => b.figure - a.figure)
      .slice(0, 8)
      .map(({ name, figure }) => line(`100 kB, detector ${name}`, figure)),
  ];
}
