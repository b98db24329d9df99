import { deflateSync } from 'node:zlib';

/** What a page of a PDF shows. */
interface Page {
  /** Each in a line of its own. */
  readonly lines?: readonly string[];
  readonly hasPicture?: boolean;
  /** Letters as curves, as programs for drawing write them. */
  readonly curves?: number;
}

interface Options {
  readonly title?: string;
  /** A note in the margin of the first page. */
  readonly note?: string;
  readonly hasAttachment?: boolean;
  /** Signs that the font gives no meaning to. */
  readonly isUnmapped?: boolean;
  /** What the tree of pages says that it holds; absent: what it does. */
  readonly count?: number;
  /** Entries of the catalog, of the first page, and of that page's content. `@0` is the first of `objects`. */
  readonly catalog?: string;
  readonly firstPage?: string;
  readonly content?: string;
  /** Objects of its own. */
  readonly objects?: readonly string[];
  /** With all that is no stream packed into one, as LaTeX writes it. */
  readonly isPacked?: boolean;
}

export const stream = (dictionary: string, data: string) => `<< ${dictionary} /Length ${data.length} >>\nstream\n${data}\nendstream`;

/** A PDF with these pages, as the simplest programs write it. */
export function pdfOf(pages: readonly Page[], options: Options = {}): Buffer {
  const { title, note, hasAttachment, isUnmapped, count = pages.length, catalog = '', firstPage = '', content = '' } = options;
  const first = 8;
  const own = first + pages.length * 2;
  const named = (text: string) => text.replace(/@(\d)/g, (_all, at: string) => `${own + Number(at)} 0 R`);
  const objects: string[] = [];
  const add = (object: string) => objects.push(named(object));
  const attachment = hasAttachment === true ? '/Names << /EmbeddedFiles << /Names [(a.txt) 5 0 R] >> >>' : '';
  add(`<< /Type /Catalog /Pages 2 0 R ${attachment} ${catalog} >>`);
  add(`<< /Type /Pages /Kids [${pages.map((_, at) => `${first + at * 2} 0 R`).join(' ')}] /Count ${count} >>`);
  add(
    isUnmapped === true
      ? '<< /Type /Font /Subtype /Type0 /BaseFont /Nobody /Encoding /UniJIS-UCS2-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Nobody /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 6 >> /FontDescriptor << /Type /FontDescriptor /FontName /Nobody /Flags 4 >> >>] >>'
      : '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  );
  add(stream('/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8', '\x10\x20\x30\x40'));
  add(hasAttachment === true ? '<< /Type /Filespec /F (a.txt) /EF << /F 6 0 R >> >>' : 'null');
  add(hasAttachment === true ? stream('/Type /EmbeddedFile', 'more') : 'null');
  add(`<< /Type /Annot /Subtype /Text /Rect [0 0 10 10] /Contents (${note ?? ''}) >>`);
  for (const [at, { lines = [], hasPicture, curves = 0 }] of pages.entries()) {
    const notes = note !== undefined && at === 0 ? '/Annots [7 0 R]' : '';
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${first + at * 2 + 1} 0 R ${notes} ${at === 0 ? firstPage : ''} /Resources << /Font << /F1 3 0 R >> /XObject << /P 4 0 R >> /Pattern << /T ${own} 0 R >> /Properties << /Layer ${own} 0 R >> >> >>`,
    );
    const said = lines.map((line, row) => `BT /F1 12 Tf 72 ${720 - row * 20} Td (${line}) Tj ET`);
    const drawn = curves === 0 ? [] : [`0 0 m ${'1 1 2 2 3 3 c '.repeat(curves)} f`];
    const picture = hasPicture === true ? ['q 100 0 0 100 72 72 cm /P Do Q'] : [];
    add(stream('', [...said, ...drawn, ...picture, at === 0 ? content : ''].join('\n')));
  }
  for (const object of options.objects ?? []) add(object);
  const about = add(`<< /Title (${title ?? ''}) >>`);
  return Buffer.from((options.isPacked === true ? packed : plain)(objects, `/Root 1 0 R /Info ${about} 0 R`), 'latin1');
}

const HEAD = '%PDF-1.7\n';

function plain(objects: readonly string[], trailer: string): string {
  let text = HEAD;
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  return `${text}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} ${trailer} >>\nstartxref\n${text.length}\n%%EOF\n`;
}

function packed(objects: readonly string[], trailer: string): string {
  const holder = objects.length + 1;
  const table = holder + 1;
  const rows = [[0, 0, 0]];
  const held: string[] = [];
  const numbers: string[] = [];
  let text = HEAD;
  const write = (number: number, object: string) => {
    rows[number] = [1, text.length, 0];
    text += `${number} 0 obj\n${object}\nendobj\n`;
  };
  for (const [at, object] of objects.entries()) {
    if (object.endsWith('endstream')) {
      write(at + 1, object);
      continue;
    }
    rows[at + 1] = [2, holder, held.length];
    numbers.push(`${at + 1} ${held.reduce((sum, { length }) => sum + length + 1, 0)}`);
    held.push(object);
  }
  const head = `${numbers.join(' ')}\n`;
  const content = deflateSync(Buffer.from(head + held.join('\n'), 'latin1')).toString('latin1');
  write(holder, stream(`/Type /ObjStm /N ${held.length} /First ${head.length} /Filter /FlateDecode`, content));
  const end = text.length;
  rows[table] = [1, end, 0];
  const cells = Buffer.concat(
    rows.map(([kind = 0, place = 0, index = 0]) => Buffer.from([kind, place >>> 16, (place >>> 8) & 255, place & 255, index])),
  );
  write(table, stream(`/Type /XRef /Size ${rows.length} /W [1 3 1] ${trailer}`, cells.toString('latin1')));
  return `${text}startxref\n${end}\n%%EOF\n`;
}

/** A PDF with more behind its end, as programs add it that change a file without writing it anew. */
export function withMore(pdf: Buffer, object?: { readonly number: number; readonly content: string }): Buffer {
  const before = /startxref\n(\d+)/.exec(pdf.toString('latin1'))?.[1];
  const added = object === undefined ? '' : `${object.number} 0 obj\n${object.content}\nendobj\n`;
  const entry = object === undefined ? '0 0\n' : `${object.number} 1\n${String(pdf.length).padStart(10, '0')} 00000 n \n`;
  const tail = `${added}xref\n${entry}trailer\n<< /Size 99 /Root 1 0 R /Prev ${before} >>\nstartxref\n${pdf.length + added.length}\n%%EOF\n`;
  return Buffer.concat([pdf, Buffer.from(tail, 'latin1')]);
}
