import { type FilePart, isSound } from '../../chat/request.ts';

/** Providers give a page to the model as its text and as a picture of it; they document 258 to some 3,000 tokens for both. */
const PAGE_TOKENS = 1_500;
const MOST_PAGE_TOKENS = 6_000;
/** No provider takes longer documents. */
const MOST_PAGES = 1_000;
/** Bytes of a page where nobody could count them: of usual ones, and of very plain ones. */
const PAGE_BYTES = 50_000;
const LEAST_PAGE_BYTES = 1_000;

/** Gemini's figure; others count fewer. */
const SECOND_TOKENS = 32;
/** Bytes of a second of speech, usual and at the least: in WAV, which may hold GSM, and in what is compressed, down to AMR. */
const PLAIN_SECOND_BYTES = 16_000;
const LEAST_PLAIN_SECOND_BYTES = 1_600;
const SECOND_BYTES = 8_000;
const LEAST_SECOND_BYTES = 550;

const bytesOf = ({ data }: FilePart) => data.length * 0.75;
const isPlain = ({ mediaType }: FilePart) => /^audio\/(?:x-|vnd\.)?wave?$/.test(mediaType);

/** Tokens of a file beside its text, as models usually count them. */
export function usualTokensOf(file: FilePart): number {
  if (isSound(file)) return Math.ceil((bytesOf(file) / (isPlain(file) ? PLAIN_SECOND_BYTES : SECOND_BYTES)) * SECOND_TOKENS);
  return Math.min(MOST_PAGES, file.pages ?? Math.ceil(bytesOf(file) / PAGE_BYTES)) * PAGE_TOKENS;
}

/** The most that they may be. */
export function mostTokensOf(file: FilePart): number {
  if (isSound(file)) return Math.ceil((bytesOf(file) / (isPlain(file) ? LEAST_PLAIN_SECOND_BYTES : LEAST_SECOND_BYTES)) * SECOND_TOKENS);
  return Math.min(MOST_PAGES, file.pages ?? Math.ceil(bytesOf(file) / LEAST_PAGE_BYTES)) * MOST_PAGE_TOKENS;
}
