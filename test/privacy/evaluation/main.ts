import { parseArgs } from 'node:util';
import { scan } from '../../../shared/privacy/scan.ts';
import type { Case } from './case.ts';
import { makeCorpus } from './corpus.ts';
import { readCorpus } from './outside-corpus.ts';
import { asJson, errors, table } from './report.ts';
import { judge } from './score.ts';

const { values } = parseArgs({ options: { corpus: { type: 'string' }, json: { type: 'boolean' }, show: { type: 'string' } } });

const cases: readonly Case[] = values.corpus === undefined ? makeCorpus() : await readCorpus(values.corpus);
const verdicts = cases.map((subject) => judge(subject, scan(subject.text)));

if (values.show !== undefined) {
  // The half of our own corpus, or the scope or kind of another.
  const shown = verdicts.filter(({ subject }) => Object.values(subject.groups).includes(values.show ?? ''));
  process.stdout.write(`${errors(shown)}\n`);
} else process.stdout.write(values.json === true ? `${asJson(verdicts)}\n` : table(verdicts));
