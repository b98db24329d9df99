/** `$1.25`, `$0.0031`: as every sentence writes money. */
export { dollars } from '../chat/english.ts';
