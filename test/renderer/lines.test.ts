import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineSplitter } from '../../renderer/lines.ts';

describe('the line splitter', () => {
  it('gives a line once it is complete, and keeps the rest', () => {
    const splitter = createLineSplitter();
    expect(splitter.push('{"a":')).toEqual([]);
    expect(splitter.push('1}\n\n{"b":2}\r\n{"c"')).toEqual(['{"a":1}', '{"b":2}']);
    expect(splitter.rest()).toBe('{"c"');
    expect(splitter.push('\n')).toEqual(['{"c"']);
    expect(splitter.rest()).toBe('');
  });

  it('gives the same lines however the text is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 })), fc.array(fc.nat(20)), (values, cuts) => {
        const text = values.map((value) => `${JSON.stringify(value)}\n`).join('');
        const splitter = createLineSplitter();
        const lines: string[] = [];
        let at = 0;
        for (const cut of cuts) {
          lines.push(...splitter.push(text.slice(at, at + cut)));
          at += cut;
        }
        lines.push(...splitter.push(text.slice(at)));
        expect(lines.map((line) => JSON.parse(line))).toEqual(values);
        expect(splitter.rest()).toBe('');
      }),
    );
  });
});
