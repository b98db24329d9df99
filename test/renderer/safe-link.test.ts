import { describe, expect, it } from 'vitest';
import { safeLink } from '../../renderer/ui/safe-link.ts';

describe('links in answers', () => {
  it.each(['https://example.com/a?b=c#d', 'http://example.com/', 'mailto:ada@example.com'])('lets %s through', (address) => {
    expect(safeLink(address)).toBe(address);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>1</script>',
    'file:///etc/passwd',
    'vbscript:x',
    '/ui/conversations',
    '#part',
    '//example.com',
    '',
  ])('stops %j', (address) => expect(safeLink(address)).toBeUndefined());

  it('stops what is no address', () => expect(safeLink(undefined)).toBeUndefined());
});
