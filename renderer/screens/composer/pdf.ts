import { getDocument, PDFWorker } from 'pdfjs-dist';
import workerAddress from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

/** Most pages and characters that are read, and milliseconds for all of them. */
const MOST_PAGES = 2_000;
const MOST_CHARACTERS = 8_000_000;
const PATIENCE_MS = 60_000;

/** The text of a PDF, page by page. It is read in a worker, which is ended where it takes too long. Throws for what is no PDF. */
export async function readPdf(file: File): Promise<{ text: string; pages: number }> {
  const port = new Worker(workerAddress, { type: 'module' });
  const worker = new PDFWorker({ port } as never);
  const task = getDocument({
    data: new Uint8Array(await file.arrayBuffer()),
    worker,
    // Only the text is wanted: nothing is drawn, and nothing is fetched.
    useSystemFonts: false,
    disableFontFace: true,
    useWasm: false,
    stopAtErrors: false,
  });
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('The PDF took too long.')), PATIENCE_MS));
  try {
    return await Promise.race([textOf(task), late]);
  } finally {
    void task.destroy();
    port.terminate();
  }
}

async function textOf(task: ReturnType<typeof getDocument>): Promise<{ text: string; pages: number }> {
  const document = await task.promise;
  const pages: string[] = [];
  let length = 0;
  for (let number = 1; number <= Math.min(document.numPages, MOST_PAGES) && length < MOST_CHARACTERS; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
    page.cleanup();
    pages.push(text.trim());
    length += text.length;
  }
  return { text: pages.join('\n\n'), pages: document.numPages };
}
