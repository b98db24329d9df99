import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitBlocks } from '../../renderer/ui/blocks.ts';

describe('cutting markdown into blocks', () => {
  it('cuts at empty lines between paragraphs', () => {
    expect(splitBlocks('one\n\ntwo\nlines\n\n\n# three')).toEqual(['one\n\n', 'two\nlines\n\n\n', '# three']);
  });

  it('keeps code together, empty lines, other fences and all', () => {
    const code = '```md\na\n\n~~~\n\nb\n```\n\n';
    expect(splitBlocks(`${code}after`)).toEqual([code, 'after']);
    expect(splitBlocks('````\n\n```\n\nstill code')).toHaveLength(1);
  });

  it('keeps a list with its items and what is indented under them', () => {
    const list = '1. one\n\n   more of one\n\n2. two\n\n- other\n\n';
    expect(splitBlocks(`${list}after`)).toEqual([list, 'after']);
  });

  it('leaves a text with definitions or footnotes in one piece', () => {
    expect(splitBlocks('see [it][1]\n\nmore\n\n[1]: https://example.com')).toHaveLength(1);
    expect(splitBlocks('a[^1]\n\n[^1]: b')).toHaveLength(1);
  });

  it('loses nothing, and only its end changes while a text grows', () => {
    const line = fc.constantFrom('', '', 'text', '- item', '   more', '```', '~~~ts', '# head', '> said', '| a | b |');
    fc.assert(
      fc.property(fc.array(line), fc.nat(200), (lines, cut) => {
        const whole = lines.join('\n');
        const blocks = splitBlocks(whole);
        expect(blocks.join('')).toBe(whole);
        const before = splitBlocks(whole.slice(0, cut));
        expect(blocks.slice(0, Math.max(0, before.length - 2))).toEqual(before.slice(0, Math.max(0, before.length - 2)));
      }),
    );
  });
});
