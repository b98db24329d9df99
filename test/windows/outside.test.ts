import { describe, expect, it } from 'vitest';
import { outsideAddress } from '../../electron/windows/outside.ts';

describe('a link that goes out', () => {
  it.each([
    ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
    ['HTTP://EXAMPLE.org', 'http://example.org/'],
    ['mailto:someone@example.org', 'mailto:someone@example.org'],
    ['mailto:a@example.org?subject=Hi%20there&body=One%0D%0ATwo', 'mailto:a@example.org?subject=Hi%20there&body=One%0D%0ATwo'],
  ])('%s is opened as %s', (link, address) => expect(outsideAddress(link)).toBe(address));

  it.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'file://server/share/x',
    'smb://server/share',
    '\\\\server\\share',
    '//server/share',
    'ms-msdt:/id',
    'search-ms:query=x&crumb=location:\\\\server',
    'data:text/html,x',
    'lintel://chat?text=x',
    'vscode://file/x',
    'https://bank.example@elsewhere.example/',
    'https://name:secret@elsewhere.example/',
    'mailto:a@example.org?attach=/etc/passwd',
    'mailto:a@example.org?ATTACHMENT=x',
    'mailto:a@example.org?bcc=b@example.org',
    'mailto:a@example.org?subject=x%0D%0ABcc:b@example.org',
    'mailto:a%0ABcc:b@example.org',
    'mailto:"x" --attach y@example.org',
    'mailto:%E0%A4%A',
    `https://example.org/${'a'.repeat(2000)}`,
    '',
    'nonsense',
  ])('%s is not', (link) => expect(outsideAddress(link)).toBeUndefined());
});
