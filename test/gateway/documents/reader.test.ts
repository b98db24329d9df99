import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { createDocumentReader, type DocumentReader } from '../../../electron/gateway/documents/reader.ts';
import { type ReadDocument, withFilesRead } from '../../../electron/gateway/enclosed.ts';
import { fakePorts, request, target } from '../../fakes/ports.ts';
import { pdfOf } from './pdf.ts';

const ENTRY = join(import.meta.dirname, '../../../electron/gateway/documents/pdf-thread.ts');
const { signal } = new AbortController();

const reader = createDocumentReader({ entry: ENTRY });
afterAll(() => reader.close());

const read = (pdf: Buffer) => reader.read(pdf, 'app', signal);

describe('a PDF that holds nothing but text', () => {
  it('is read to its end', async () => {
    const { text, pages } = await read(pdfOf([{ lines: ['First page', 'IBAN DE89370400440532013000'] }, { lines: ['The last line'] }]));
    expect(pages).toBe(2);
    expect(text).toContain('IBAN DE89370400440532013000');
    expect(text).toContain('The last line');
  });

  it('is read with its title and its notes', async () => {
    const { text } = await read(pdfOf([{ lines: ['Hello'] }], { title: 'The title', note: 'A note in the margin' }));
    expect(text).toContain('The title');
    expect(text).toContain('A note in the margin');
  });

  it('may have a line or two drawn', async () => {
    expect((await read(pdfOf([{ lines: ['Hello'], curves: 8 }]))).text).toContain('Hello');
  });
});

describe('a PDF of which nobody can say what it holds has no text', () => {
  it.each<[string, Buffer]>([
    ['with a picture', pdfOf([{ lines: ['Hello'], hasPicture: true }])],
    ['with a picture on a later page', pdfOf([{ lines: ['Hello'] }, { lines: ['More'], hasPicture: true }])],
    ['with letters that are drawn', pdfOf([{ lines: ['Page 1'], curves: 2_000 }])],
    ['with nothing but lines', pdfOf([{ curves: 4 }])],
    ['with nothing but lines and a note', pdfOf([{ curves: 4 }], { note: 'A note in the margin' })],
    ['with a file inside', pdfOf([{ lines: ['Hello'] }], { hasAttachment: true })],
    ['with signs of no meaning', pdfOf([{ lines: ['Hello'] }], { isUnmapped: true })],
  ])('%s', async (_what, pdf) => {
    const reading = await read(pdf);
    expect(reading.text).toBeUndefined();
    expect(reading.pages).toBeGreaterThan(0);
  });

  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['something else', Buffer.from('PK\x03\x04 not a document')],
    ['a beginning', pdfOf([{ lines: ['Hello'] }]).subarray(0, 40)],
  ])('and %s is none at all', async (_what, pdf) => {
    expect((await read(pdf)).text).toBeUndefined();
  });
});

describe('a document behind one that takes long', () => {
  /** A reader whose thread never answers. */
  async function withStalled(use: (stalled: DocumentReader) => Promise<void>): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'lintel-reader-'));
    const entry = join(folder, 'stalled.mjs');
    await writeFile(entry, "import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => {});");
    const stalled = createDocumentReader({ entry, timeLimit: 3_600_000, mostWaitingBytes: 100 });
    try {
      await use(stalled);
    } finally {
      await stalled.close();
      await rm(folder, { recursive: true });
    }
  }

  it('is let go of as soon as its caller leaves', () =>
    withStalled(async (stalled) => {
      const first = stalled.read(Buffer.alloc(1_000), 'first', signal);
      const leaving = new AbortController();
      const left = stalled.read(Buffer.alloc(100), 'second', leaving.signal);
      expect(await stalled.read(Buffer.alloc(1), 'third', signal)).toEqual({});
      leaving.abort();
      expect(await left).toEqual({});
      const waiting = stalled.read(Buffer.alloc(100), 'third', signal);
      expect(await Promise.race([waiting, Promise.resolve('it waits')])).toBe('it waits');
      await stalled.close();
      expect(await Promise.all([first, waiting])).toEqual([{}, {}]);
    }));

  it('has no more time than all files of its request together', () =>
    withStalled(async (stalled) => {
      const file = { type: 'file', mediaType: 'application/pdf', data: 'AAAA', field: 'file' } as const;
      const asked = request('', { messages: [{ role: 'user', content: [file, { ...file }, { ...file }] }] });
      let reads = 0;
      const readDocument: ReadDocument = (...args) => {
        reads += 1;
        return stalled.read(...args);
      };
      const ports = fakePorts([target('cloud', { abilities: ['chat', 'documents'] })]);
      expect(await withFilesRead(asked, { ports, readDocument, app: 'app', timeLimit: 20 }, signal)).toEqual(asked);
      expect(reads).toBe(1);
    }));
});

describe('a document that takes too much', () => {
  it('is given up after its time, and the next one is read', async () => {
    const hasty = createDocumentReader({ entry: ENTRY, timeLimit: 1 });
    expect(await hasty.read(pdfOf([{ lines: ['Hello'] }]), 'app', signal)).toEqual({});
    await hasty.close();
    expect((await read(pdfOf([{ lines: ['Next'] }]))).text).toContain('Next');
  });

  it('is given up as soon as its caller leaves', async () => {
    const leaving = new AbortController();
    const reading = read(pdfOf([{ lines: ['Hello'] }]));
    const waiting = reader.read(pdfOf([{ lines: ['Late'] }]), 'app', leaving.signal);
    leaving.abort();
    expect(await waiting).toEqual({});
    expect((await reading).text).toContain('Hello');
  });

  it('of very much in very little is no harm', async () => {
    const packed = deflateSync(deflateSync(Buffer.alloc(256 * 2 ** 20, 0x20)));
    const head = `%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << >> >>\nendobj\n4 0 obj\n<< /Filter [/FlateDecode /FlateDecode] /Length ${packed.length} >>\nstream\n`;
    const pdf = Buffer.concat([Buffer.from(head), packed, Buffer.from('\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n')]);
    const before = process.memoryUsage.rss();
    await read(pdf);
    expect(process.memoryUsage.rss() - before).toBeLessThan(2 ** 31);
    expect((await read(pdfOf([{ lines: ['Next'] }]))).text).toContain('Next');
  }, 60_000);
});
