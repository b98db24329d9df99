import type { Detector, Finding } from '../../finding.ts';
import { firstMatch } from '../../first-match.ts';
import { Context } from './context.ts';
import { words } from './format.ts';

// Six pairs with one sort of separator, or three groups of four with dots, as Cisco writes them. Starts at the first
// separator, since many words begin with letters that are digits here, and reads what is before it backwards.
const ADDRESS =
  /(?:([:-])(?<=(?<![\w:.-])[\da-f]{2}\1)(?:[\da-f]{2}\1){4}[\da-f]{2}|\.(?<=(?<![\w:.-])[\da-f]{4}\.)[\da-f]{4}\.[\da-f]{4})(?![\w:-]|\.\w)/gi;
const NAMES = words(
  'mac(?:[ _-]?addr(?:ess)?)?',
  'macaddr(?:ess)?',
  'hwaddr',
  'ether(?:net)?',
  'bssid',
  'bluetooth',
  'wi-?fi',
  'wlan',
  'hardware address',
  'physical address',
);

export const macAddress: Detector = {
  name: 'mac-address',
  find(text) {
    const found: Finding[] = [];
    for (let match = firstMatch(ADDRESS, text); match !== null; match = ADDRESS.exec(text)) {
      const { index, 0: rest, 1: separator } = match;
      const start = index - (separator === undefined ? 4 : 2);
      const end = index + rest.length;
      const digits = text.slice(start, end).replace(/[:.-]/g, '');
      if (/^(.)\1+$/.test(digits)) continue;
      // Digits alone are as often a number in groups, a date with its time, a fraction.
      const alone = separator === ':' || /[a-f]/i.test(digits) ? 0.9 : 0.4;
      const confidence = new Context(text, start, end).isNamed(NAMES) ? 0.97 : alone;
      found.push({ type: 'mac-address', start, end, confidence, validator: 'eui-48' });
    }
    return found;
  },
};
