import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { linesOf } from '../../electron/cli/lines.ts';
import { lintel } from '../e2e/lintel-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'lintel-scan-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const parsed = (stdout: string) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('lintel scan', () => {
  it('answers each line with findings, tags and ceiling, in order', async () => {
    const lines = [
      { text: 'Write to anna@example.org' },
      { text: 'Hello' },
      { text: 'Hello', tags: ['Internal'] },
      { text: 'a\u2028b', tags: ['x'] },
    ];
    const { code, stdout, stderr } = await lintel(['scan'], { input: lines.map((line) => JSON.stringify(line)).join('\n') });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(parsed(stdout)).toEqual([
      {
        findings: [{ type: 'email', start: 9, end: 25, confidence: expect.any(Number), validator: expect.any(String) }],
        tags: ['sensitive'],
        ceiling: 'trusted',
      },
      { findings: [], tags: [], ceiling: 'cloud' },
      { findings: [], tags: ['internal'], ceiling: 'lan' },
      { findings: [], tags: ['x'], ceiling: 'device' },
    ]);
  });

  it('answers a bad line in its place, goes on, and ends with 2', async () => {
    const input = '\ufeff{"text":"a"}\r\nno json\n\n{"text":5}\n[]\nnull\n{"text":"a","tags":"b"}\n{"text":"anna@example.org"}\n';
    const { code, stdout } = await lintel(['scan'], { input });
    expect(code).toBe(2);
    const answers = parsed(stdout);
    expect(answers.map((answer) => Object.keys(answer)[0])).toEqual(['findings', 'error', 'error', 'error', 'error', 'error', 'findings']);
    expect(answers[1]).toEqual({ error: { code: 'bad-request', message: 'This line is no JSON object with a “text”.', line: 2 } });
    expect(answers[2]).toMatchObject({ error: { line: 4 } });
  });

  it('takes a file, or one text', async () => {
    const file = join(folder, 'texts.jsonl');
    writeFileSync(file, '{"text":"IBAN DE89 3704 0044 0532 0130 00"}\n');
    expect(parsed((await lintel(['scan', file])).stdout)).toMatchObject([{ findings: [{ type: 'iban', start: 5, end: 32 }] }]);
    expect(parsed((await lintel(['scan', '--text', 'anna%40example.org'])).stdout)).toMatchObject([
      { findings: [{ type: 'email', start: 0, end: 18 }] },
    ]);
    const missing = await lintel(['scan', join(folder, 'missing.jsonl')]);
    expect(missing).toMatchObject({ code: 1, stdout: '' });
    expect(missing.stderr).toContain('The file cannot be read (ENOENT)');
  });

  it('answers thousands of lines and texts of megabytes', async () => {
    const short = Array.from({ length: 6_000 }, (_, index) =>
      JSON.stringify({ text: `Line ${index}: write to user${index}@example.org today` }),
    );
    const long = JSON.stringify({ text: `${'all is well '.repeat(250_000)}anna@example.org` });
    const file = join(folder, 'many.jsonl');
    writeFileSync(file, [...short, long].join('\n'));
    const { code, stdout } = await lintel(['scan', file]);
    const answers = parsed(stdout);
    expect(code).toBe(0);
    expect(answers).toHaveLength(6_001);
    expect(answers.slice(0, -1).every(({ findings }) => (findings as unknown[]).length === 1)).toBe(true);
    expect(answers.at(-1)).toMatchObject({ findings: [{ type: 'email', start: 3_000_000 }] });
  });
});

describe('linesOf', () => {
  const lines = async (chunks: string[], longest?: number) => {
    const all: (string | undefined)[] = [];
    for await (const some of linesOf(Readable.from(chunks), longest)) all.push(...some);
    return all;
  };

  it('puts lines together, wherever they were parted', async () => {
    expect(await lines(['a', 'b\nc\n', '\n', 'd', '', 'e'])).toEqual(['ab', 'c', '', 'de']);
    expect(await lines(['a\n'])).toEqual(['a']);
    expect(await lines([])).toEqual([]);
  });

  it('gives up a line that is too long, and no other', async () => {
    expect(await lines(['abc', 'def\nab', 'cde\n', 'x'.repeat(9)], 5)).toEqual([undefined, 'abcde', undefined]);
  });
});
