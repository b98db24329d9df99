import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { DocumentReading } from '../enclosed.ts';
import { objectsOf } from './pdf-objects.ts';

/** More than providers take, and than is worth the time. */
const MOST_PAGES = 1_000;
const MOST_CHARACTERS = 1_500_000;
/** Curves on one page. Letters that are drawn have many; lines, boxes with round corners and simple charts have few. */
const MOST_CURVES = 200;

/** Notes on a page that say in words all that they say. What else there is may hold a file, a sound, a film or a picture. */
const PLAIN_NOTES: ReadonlySet<string> = new Set([
  ...['Link', 'Text', 'FreeText', 'Widget', 'Popup', 'Highlight', 'Underline', 'StrikeOut', 'Squiggly'],
  ...['Line', 'Square', 'Circle', 'Polygon', 'PolyLine', 'Ink', 'Caret'],
]);

/**
 * All that a PDF says: what is written on its pages, in its notes and forms, and anywhere else in it. The text is left out
 * wherever there may be more than that: with a picture or letters that are drawn, another file inside, a form of XFA, a program,
 * a signature, an earlier state, a page that is in no list, a cipher, a font that says not what its signs mean, or anything that
 * the reader stumbled over. Throws for what is no PDF, or asks for a password.
 */
export async function readPdf(data: Uint8Array): Promise<DocumentReading> {
  let isWhole = true;
  // The reader says in its warnings what it passed over.
  const warn = console.warn;
  console.warn = (said: unknown) => {
    if (!/Cannot (?:load|polyfill)|@napi-rs/.test(String(said))) isWhole = false;
  };
  try {
    // First of all: the reader takes the bytes away.
    const objects = objectsOf(data);
    const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
    // With it there the reader looks for no program of a second thread: this is one already.
    await import('pdfjs-dist/legacy/build/pdf.worker.min.mjs');
    const task = pdfjs.getDocument({
      data,
      verbosity: pdfjs.VerbosityLevel.WARNINGS,
      useSystemFonts: true,
      disableFontFace: true,
      useWasm: false,
      stopAtErrors: false,
      isOffscreenCanvasSupported: false,
      enableXfa: false,
      // Pictures are none of this reader's business: that there is one is all that counts.
      maxImageSize: 1,
    });
    const pdf = await task.promise;
    const { numPages: pages } = pdf;
    const texts = [await aboutOf(pdf), ...objects.texts];
    if (pages > MOST_PAGES || pages !== objects.pages || objects.hasMore || (await isMoreThanPages(pdf))) isWhole = false;
    let length = texts.reduce((sum, text) => sum + text.length, 0);
    for (let number = 1; number <= pages && isWhole && length <= MOST_CHARACTERS; number++) {
      const page = await pdf.getPage(number);
      const notes = (await page.getAnnotations({ intent: 'any' })) as { subtype?: string }[];
      const operators = await operatorsOf(page);
      const shown = [await writtenOn(page), shownInNotes(operators, pdfjs.OPS)].join('\n').trim();
      if (notes.some(({ subtype }) => !PLAIN_NOTES.has(subtype ?? '')) || hasMore(operators, shown, pdfjs.OPS)) isWhole = false;
      const text = [shown, ...textsIn(notes)].join('\n');
      texts.push(text);
      length += text.length;
      page.cleanup();
    }
    await task.destroy();
    const text = texts.join('\n\n');
    return isWhole && length <= MOST_CHARACTERS && !UNKNOWN.test(text) ? { pages, text } : { pages };
  } finally {
    console.warn = warn;
  }
}

/** Signs that stand for what a font did not say. */
const UNKNOWN = /[\uFFFD\p{Co}\p{Cn}]|(?![\t\n\r])\p{Cc}/u;

async function aboutOf(pdf: PDFDocumentProxy): Promise<string> {
  const { info, metadata } = await pdf.getMetadata();
  const outline = (await pdf.getOutline()) as unknown;
  const fields = (await pdf.getFieldObjects()) as unknown;
  return [...textsIn(info), ...textsIn(metadata === null ? null : [...metadata]), ...textsIn(outline), ...textsIn(fields)].join('\n');
}

/** Whether a PDF says itself that it holds more than what its pages show. */
async function isMoreThanPages(pdf: PDFDocumentProxy): Promise<boolean> {
  const info = (await pdf.getMetadata()).info as Readonly<Record<string, unknown>>;
  if (pdf.isPureXfa || info.IsXFAPresent || info.IsCollectionPresent || info.IsSignaturesPresent) return true;
  return (await pdf.getAttachments()) !== null || (await pdf.hasJSActions());
}

async function writtenOn(page: PDFPageProxy): Promise<string> {
  const { items } = await page.getTextContent();
  return items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
}

const operatorsOf = (page: PDFPageProxy) => page.getOperatorList({ intent: 'any' });

type Operators = Awaited<ReturnType<typeof operatorsOf>>;

/** What the pictures of notes say, which may be something else than the notes. */
function shownInNotes({ fnArray, argsArray }: Operators, ops: Readonly<Record<string, number>>): string {
  let text = '';
  let depth = 0;
  for (const [at, number] of fnArray.entries()) {
    if (number === ops.beginAnnotation) depth += 1;
    else if (number === ops.endAnnotation) depth -= 1;
    else if (number === ops.showText && depth > 0) text += lettersIn(argsArray[at]);
    else if (number === ops.endText && depth > 0) text += '\n';
  }
  return text;
}

function lettersIn(args: unknown): string {
  const [glyphs] = Array.isArray(args) ? args : [];
  if (!Array.isArray(glyphs)) return '';
  return glyphs.map((glyph: unknown) => (typeof glyph === 'object' && glyph !== null && 'unicode' in glyph ? glyph.unicode : '')).join('');
}

/** Whether a page shows more than the text shown on it says. */
function hasMore({ fnArray, argsArray }: Operators, shown: string, ops: Readonly<Record<string, number>>): boolean {
  const names = new Map(Object.entries(ops).map(([name, number]) => [number, name]));
  let curves = 0;
  let paths = 0;
  for (const [at, number] of fnArray.entries()) {
    const name = names.get(number) ?? '';
    if (/Image/.test(name) || isTiled(argsArray[at])) return true;
    if (name !== 'constructPath') continue;
    paths += 1;
    curves += curvesIn(argsArray[at]);
    if (curves > MOST_CURVES) return true;
  }
  return paths > 0 && shown === '';
}

/** Whether something is filled with a drawing of its own, in which anything may stand. */
const isTiled = (args: unknown) => Array.isArray(args) && args[0] === 'TilingPattern';

/** The reader's sign for a curve in the data of a path, and the numbers behind each of its signs. */
const CURVE = 2;
const NUMBERS: Readonly<Record<number, number>> = { 0: 2, 1: 2, 2: 6, 3: 4, 4: 0 };

/** Counts curves; what is not known for a path counts as many. */
function curvesIn(args: unknown): number {
  const [, data] = Array.isArray(args) ? args : [];
  const path: unknown = Array.isArray(data) ? data[0] : undefined;
  if (path === null) return 0;
  if (!(path instanceof Float32Array)) return MOST_CURVES + 1;
  let curves = 0;
  for (let at = 0; at < path.length; ) {
    const sign = path[at] ?? 0;
    const numbers = NUMBERS[sign];
    if (numbers === undefined) return MOST_CURVES + 1;
    if (sign >= CURVE && sign < 4) curves += 1;
    at += 1 + numbers;
  }
  return curves;
}

const DEEPEST = 32;

/** Every text in a value, whatever it is called. */
function textsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || depth > DEEPEST) return [];
  const held = value instanceof Map ? [...value.values()] : Object.values(value);
  return held.flatMap((each) => textsIn(each, depth + 1));
}
