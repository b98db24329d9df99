import { isPlaceholder } from './placeholder.ts';
import { wordSearch } from './word-search.ts';

// What the codes on stickers of Wi-Fi routers say: `WIFI:T:WPA;S:Home;P:…;;`, parts in any order, a backslash before a sign that parts.
const CODE = /WIFI:(?:[A-Z]{1,3}\d?:(?:[^;\\\r\n]|\\{1,2}.){0,128};){0,6}?P:((?:[^;\\\r\n]|\\{1,2}.){4,128});/y;

/** The password in the text of a Wi-Fi code. */
export const wifiCode = wordSearch(['WIF'], CODE, ({ 0: code, 1: password = '', index }) => {
  const end = index + code.length - 1;
  return isPlaceholder(password)
    ? undefined
    : { type: 'secret', start: end - password.length, end, confidence: 0.95, validator: 'wifi-code' };
});
