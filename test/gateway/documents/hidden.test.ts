import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { objectsOf } from '../../../electron/gateway/documents/pdf-objects.ts';
import { readPdf } from '../../../electron/gateway/documents/pdf-text.ts';
import { pdfOf, stream, withMore } from './pdf.ts';

const PAGE = [{ lines: ['Hello'] }];
const IBAN = 'DE89370400440532013000';
const NOTE = '<< /Type /Annot /Rect [10 10 30 30]';
const XMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" own:account="${IBAN}"/></rdf:RDF></x:xmpmeta>`;

const read = (pdf: Buffer) => readPdf(new Uint8Array(pdf));

type Options = NonNullable<Parameters<typeof pdfOf>[1]>;

const attachedBy = (name: string): Options => ({
  firstPage: '/Annots [@0]',
  objects: [`${NOTE} /Subtype /${name} /FS @1 >>`, '<< /Type /Filespec /F (a.txt) /EF << /F @2 >> >>', stream('', IBAN)],
});

const FIELD = `<< /FT /Tx /T (account) /V (${IBAN}) >>`;

describe.each([
  ['in the open', false],
  ['packed', true],
])('what stands in an object, %s', (_how, isPacked) => {
  it('is no obstacle where it is plain', async () => {
    expect((await read(pdfOf(PAGE, { isPacked }))).text).toContain('Hello');
  });

  it.each<[string, Options]>([
    ['of a field without a place on a page', { catalog: '/AcroForm << /Fields [@0] >>', objects: [FIELD] }],
    ['of nothing that anything leads to', { objects: [`<< /Own (${IBAN}) >>`] }],
    ['with signs as numbers', { objects: [`<< /Own (\\104E89370400\\\n440532013000) >>`] }],
    ['as a hexadecimal string', { objects: [`<< /Own <${Buffer.from(IBAN).toString('hex')}> >>`] }],
    ['of two bytes a sign', { objects: [`<< /Own <feff${Buffer.from(IBAN, 'utf16le').swap16().toString('hex')}> >>`] }],
    ['in brackets in brackets', { objects: [`<< /Own (a (b \\) ${IBAN}) c) >>`] }],
    ['behind a remark', { objects: [`<< % not a ( string\n /Own (${IBAN}) >>`] }],
    ['as what is read out for a heading', { catalog: '/StructTreeRoot @0', objects: [`<< /Type /StructTreeRoot /Alt (${IBAN}) >>`] }],
  ])('is read: a text %s', async (_what, options) => {
    expect((await read(pdfOf(PAGE, { ...options, isPacked }))).text).toContain(IBAN);
  });

  it.each<[string, Options]>([
    ['a file at a place on a page', attachedBy('FileAttachment')],
    ['a file, its name written otherwise', attachedBy('File#41ttachment')],
    ['a file behind another kind of note', attachedBy('Text')],
    ['a stamp', { firstPage: '/Annots [@0]', objects: [`${NOTE} /Subtype /Stamp >>`] }],
    ['a film', { firstPage: '/Annots [@0]', objects: [`${NOTE} /Subtype /RichMedia >>`] }],
    ['a sound', { firstPage: '/Annots [@0]', objects: [`${NOTE} /Subtype /Sound /Sound @1 >>`, stream('/R 8000', IBAN)] }],
    ['a note of nobody knows what kind', { firstPage: '/Annots [@0]', objects: [`${NOTE} /Subtype /Own >>`] }],
    [
      'a form of XFA beside a plain one',
      { catalog: '/AcroForm << /Fields [@0] /XFA [(datasets) @1] >>', objects: [FIELD, stream('', `<x>${IBAN}</x>`)] },
    ],
    [
      'a program',
      { catalog: '/Names << /JavaScript << /Names [(a) @0] >> >>', objects: [`<< /S /JavaScript /JS (var a = "${IBAN}";) >>`] },
    ],
    ['a program that opens with it', { catalog: '/OpenAction << /S /JavaScript /JS @0 >>', objects: [stream('', `"${IBAN}"`)] }],
    [
      'a value of a field as a stream',
      { catalog: '/AcroForm << /Fields [@0] >>', objects: ['<< /FT /Tx /T (a) /V @1 >>', stream('', IBAN)] },
    ],
    ['a collection', { catalog: '/Collection << /View /D >>' }],
    ['what another program keeps', { firstPage: '/PieceInfo << /Own << /Private @0 >> >>', objects: [stream('', IBAN)] }],
    ['a small picture of a page', { firstPage: '/Thumb 4 0 R' }],
    ['a page that nothing leads to', { objects: ['<< /Type /Page /Parent 2 0 R /Contents @1 >>', stream('', `BT (${IBAN}) Tj ET`)] }],
  ])('makes nobody sure: %s', async (_what, options) => {
    const { text, pages } = await read(pdfOf(PAGE, { ...options, isPacked }));
    expect(text).toBeUndefined();
    expect(pages).toBe(1);
  });
});

describe('pages', () => {
  it('are all read, or none is', async () => {
    expect((await read(pdfOf([...PAGE, { lines: [IBAN] }], { count: 1 }))).text).toBeUndefined();
  });

  it('may be filled with drawings, in which anything may stand', async () => {
    const tile = stream(
      '/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 300 300] /XStep 300 /YStep 300 /Resources << /Font << /F1 3 0 R >> >>',
      `BT /F1 12 Tf 20 200 Td (${IBAN}) Tj ET`,
    );
    const content = '/Pattern cs /T scn 0 0 300 300 re f';
    expect((await read(pdfOf(PAGE, { content, objects: [tile] }))).text).toBeUndefined();
  });

  it('say what the picture of a note says', async () => {
    const shown = stream(
      '/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 3 0 R >> >>',
      `BT /F1 12 Tf 0 0 Td (${IBAN}) Tj ET`,
    );
    const objects = [`${NOTE} /Subtype /Square /Contents (a box) /AP << /N @1 >> >>`, shown];
    expect((await read(pdfOf(PAGE, { firstPage: '/Annots [@0]', objects }))).text).toContain(IBAN);
  });

  it('say what is not shown at first', async () => {
    const catalog = '/OCProperties << /OCGs [@0] /D << /OFF [@0] >> >>';
    const content = `/OC /Layer BDC BT /F1 12 Tf 20 200 Td (${IBAN}) Tj ET EMC`;
    const objects = ['<< /Type /OCG /Name (Layer) >>'];
    expect((await read(pdfOf(PAGE, { catalog, content, objects }))).text).toContain(IBAN);
  });
});

describe('what a file says about itself', () => {
  it.each<[string, string]>([
    ['in the open', stream('/Type /Metadata /Subtype /XML', XMP)],
    ['packed', stream('/Type /Metadata /Subtype /XML /Filter /FlateDecode', deflateSync(XMP).toString('latin1'))],
  ])('is read where readers pass it over, %s', async (_how, about) => {
    expect((await read(pdfOf(PAGE, { catalog: '/Metadata @0', objects: [about] }))).text).toContain(IBAN);
  });

  it('may be a picture', async () => {
    const about = stream('/Type /Metadata /Subtype /XML', XMP.replace('own:account', 'xmpGImg:image'));
    expect((await read(pdfOf(PAGE, { objects: [about] }))).text).toBeUndefined();
  });
});

describe('an earlier state', () => {
  it('is still in a file that was changed', async () => {
    const pdf = pdfOf([{ lines: [IBAN] }]);
    expect((await read(withMore(pdf, { number: 9, content: stream('', 'BT /F1 12 Tf 72 720 Td (Hello) Tj ET') }))).text).toBeUndefined();
  });

  it('is not where only a table was added, as Word does', async () => {
    expect((await read(withMore(pdfOf(PAGE)))).text).toContain('Hello');
  });

  it('is not where the first page stands before the rest', () => {
    const linearised = (length: number) =>
      Buffer.from(
        `%PDF-1.7\n1 0 obj\n<< /Linearized 1 /L ${length} >>\nendobj\nstartxref\n0\n%%EOF\n2 0 obj\n<< /Type /Page >>\nendobj\nstartxref\n9\n%%EOF\n`,
      );
    const { length } = linearised(100);
    expect(objectsOf(linearised(length))).toMatchObject({ pages: 1, hasMore: false });
    expect(objectsOf(linearised(100 + length)).hasMore).toBe(true);
  });
});

describe('objects that cannot be looked into', () => {
  it.each([
    ['packed twice', '/Filter [/FlateDecode /FlateDecode]', deflateSync(deflateSync('1 0 null'))],
    ['packed otherwise', '/Filter /LZWDecode', Buffer.from('1 0 null')],
    ['damaged', '/Filter /FlateDecode', Buffer.from('1 0 null')],
    ['of too much', '/Filter /FlateDecode', deflateSync(Buffer.alloc(65 * 2 ** 20, 0x20))],
    ['without their type', '/First 4', Buffer.from('1 0 (no end')],
  ])('may hold more: %s', (_how, dictionary, data) => {
    const type = dictionary.startsWith('/First') ? '' : '/Type /ObjStm /N 1 /First 4';
    const { hasMore } = objectsOf(pdfOf(PAGE, { objects: [stream(`${type} ${dictionary}`, data.toString('latin1'))] }));
    expect(hasMore).toBe(true);
  });

  it('may be within a string without an end', () => {
    expect(objectsOf(pdfOf(PAGE, { objects: ['<< /Own (a >>'] })).hasMore).toBe(true);
  });

  it('may be ciphered', () => {
    expect(objectsOf(Buffer.from('%PDF-1.7\ntrailer\n<< /Root 1 0 R /Encrypt 5 0 R >>\nstartxref\n0\n%%EOF')).hasMore).toBe(true);
  });
});
