import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createLog } from '../../electron/platform/log.ts';
import { LintelError } from '../../shared/chat/error.ts';

/** Made at run time, so that no file of the project holds them. */
const canary = ['ca', 'nary', 'x'.repeat(6)].join('');
const key = ['sk', 'proj', `${'aB3dE5fG7h'.repeat(4)}`].join('-');

function written(format: 'text' | 'json' = 'text') {
  const lines: string[] = [];
  return { lines, log: createLog({ write: (line: string) => lines.push(line) }, format) };
}

/** What a JSON parser says of a prompt that it cannot read. */
function parseFault(): unknown {
  try {
    JSON.parse(`{"messages": "${canary}`);
  } catch (error) {
    return error;
  }
  throw new Error('It could be read.');
}

describe('the log', () => {
  test('says of a fault what it is and where, and nothing that it quotes', () => {
    const { lines, log } = written();
    const faults = [
      parseFault(),
      new TypeError(`Cannot read properties of undefined (reading '${canary}')`),
      new LintelError('bad-request', `The model “${canary} “and” more” is none.`, { cause: new Error(`"${canary}" of "${canary}"`) }),
      new Error(`two\n    at ${canary} (file.js:1:1)\n'${canary}'`),
      Object.assign(new Error('named'), { name: `${canary} ${canary}` }),
      canary,
      { canary },
    ];
    for (const fault of faults) log.error('request failed', fault);
    expect(lines.join('')).not.toContain(canary);
    expect(lines[0]).toMatch(/^\d{4}-\S+Z error request failed fault="SyntaxError" at="/);
    expect(lines[0]).toContain('log.test.ts');
    expect(lines[1]).toContain('Cannot read properties of undefined (reading …)');
    expect(lines[2]).toContain('message="The model … is none."');
    expect(lines[3]).toContain('log.test.ts');
    expect(lines[5]).toMatch(/fault="string"\n$/);
    expect(lines.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true);
  });

  test('names the places of a fault by their last folders, wherever the program lies', () => {
    const { lines, log } = written();
    const fault = new Error('lost');
    const folder = ['tmp.t7', 'uLg4mUxV', 'Zq8'].join('');
    fault.stack = `Error: lost\n    at send (file:///home/anna/${folder}/lintel/electron/egress/sends.ts:1:2)\n    at C:\\Users\\anna\\lintel\\dist\\main\\headless.js:3:4\n    at node:internal/timers:5:6`;
    log.error('request failed', fault);
    expect(lines[0]).toContain('at="send (electron/egress/sends.ts:1:2) < dist\\\\main\\\\headless.js:3:4 < node:internal/timers:5:6"');
    expect(lines[0]).not.toContain('anna');
  });

  test('keeps what helps of a system error: its code and its file', () => {
    const { lines, log } = written();
    try {
      readFileSync('/nowhere/at-all');
    } catch (error) {
      log.error('start failed', error);
    }
    expect(lines[0]).toContain('code="ENOENT"');
    expect(lines[0]).toContain("open '/nowhere/at-all'");
  });

  test('has no key in it, wherever one is put', () => {
    const { lines, log } = written();
    log.warn(`a notice with ${key}`, { host: `provider.example?${key}`, also: `Bearer ${key}`, count: 3 });
    log.error('failed', new TypeError(`401 for ${key}`, { cause: new RangeError(`the key ${key} was refused`) }));
    log.error('failed', Object.assign(new Error(`connect ${key}`), { code: 'ECONNREFUSED', syscall: 'connect' }));
    expect(lines.join('')).not.toContain(key);
    expect(lines[0]).toContain('count=3');
    expect(lines[0]).toContain('[secret]');
  });

  test('writes an object a line where that is asked for', () => {
    const { lines, log } = written('json');
    log.warn('plain connection', { host: 'a.example' });
    log.error('failed', new RangeError(`too "${canary}" long`));
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'warn', event: 'plain connection', host: 'a.example', time: expect.stringMatching(/Z$/) },
      { level: 'error', event: 'failed', fault: 'RangeError', message: 'too … long' },
    ]);
    expect(lines.join('')).not.toContain(canary);
  });
});
