import { describe, expect, it } from 'vitest';
import { destinationBeside } from '../../renderer/ui/destination.ts';
import { safeLink } from '../../renderer/ui/safe-link.ts';

const beside = (text: string, address: string) => destinationBeside(text, safeLink(address) ?? '');

describe('beside a link', () => {
  it.each([
    ['your bank', 'https://evil.example/?q=secrets', 'evil.example'],
    ['https://bank.example/login', 'https://evil.example/', 'evil.example'],
    ['https://bank.example@evil.example/', 'https://bank.example@evil.example/', 'evil.example'],
    ['bank.example', 'https://bank.example.evil.example/', 'bank.example.evil.example'],
    ['bank.example.evil', 'https://bank.example/', 'bank.example'],
    ['bаnk.example', 'https://bаnk.example/', 'xn--bnk-6cd.example'],
    ['here', 'http://127.0.0.1:5468/', '127.0.0.1:5468'],
    ['', 'https://evil.example/', 'evil.example'],
    ['write to us', 'mailto:a@evil.example?body=x', 'a@evil.example'],
  ])('“%s” to %s stands %s', (text, address, host) => expect(beside(text, address)).toBe(host));

  it.each([
    ['https://bank.example/login?a=1', 'https://bank.example/login?a=1'],
    ['http://bank.example', 'https://bank.example/'],
    ['Bank.example', 'https://bank.example/deep/inside'],
    ['www.bank.example/#top', 'http://www.bank.example/#top'],
    ['a@bank.example', 'mailto:a@bank.example'],
  ])('“%s” to %s stands nothing', (text, address) => expect(beside(text, address)).toBeUndefined());
});
