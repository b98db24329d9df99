import { randomBytes } from 'node:crypto';
import { LintelError } from '../../../../shared/chat/error.ts';

/** One field of a form. */
export interface FormField {
  readonly name: string;
  readonly value: string | { readonly fileName: string; readonly type: string; readonly bytes: Uint8Array };
}

/** Far more than any of these requests has. */
const MOST_FIELDS = 256;
const NAME = /^(?!__)[\w.[\]-]{1,128}$/;

/** Reads a form of fields and files. Throws `bad-request` for what is none. @param type the `content-type` header */
export async function formIn(bytes: Buffer, type: string | undefined): Promise<readonly FormField[]> {
  if (type === undefined || !/^multipart\/form-data\s*;/i.test(type))
    throw new LintelError('bad-request', 'The body must be a form: send it as multipart/form-data.');
  requireFewFields(bytes, type);
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData().catch((error: unknown) => {
    throw new LintelError('bad-request', 'The form cannot be read. Check that its parts end with its boundary.', { cause: error });
  });
  const fields: FormField[] = [];
  for (const [name, value] of form) {
    if (!NAME.test(name) || fields.length === MOST_FIELDS)
      throw new LintelError('bad-request', `The form has more than ${MOST_FIELDS} fields, or one with a name that is none.`);
    if (typeof value === 'string') fields.push({ name, value });
    else fields.push({ name, value: { fileName: value.name, type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) } });
  }
  return fields;
}

/** Counts before anything is made of them: the parser takes all at once, and nobody else gets a turn meanwhile. */
function requireFewFields(bytes: Buffer, type: string): void {
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(type) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) throw new LintelError('bad-request', 'The form’s content-type names no boundary.');
  let count = 0;
  for (let at = bytes.indexOf(boundary); at >= 0; at = bytes.indexOf(boundary, at + boundary.length)) {
    count += 1;
    // The last one ends the form.
    if (count > MOST_FIELDS + 1) throw new LintelError('bad-request', `The form has more than ${MOST_FIELDS} fields.`);
  }
}

/** A form that is written anew, so that nothing of the caller's own way to write it goes on. */
export function createFormWriter(): { readonly contentType: string; write(fields: readonly FormField[]): Uint8Array } {
  const boundary = `lintel-${randomBytes(16).toString('hex')}`;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    write: (fields) =>
      Buffer.concat([
        ...fields.flatMap(({ name, value }) => {
          const head = `--${boundary}\r\ncontent-disposition: form-data; name="${name}"`;
          if (typeof value === 'string') return [Buffer.from(`${head}\r\n\r\n${value}\r\n`)];
          const file = `; filename="${quoted(value.fileName)}"\r\ncontent-type: ${typeOf(value.type)}\r\n\r\n`;
          return [Buffer.from(head + file), value.bytes, Buffer.from('\r\n')];
        }),
        Buffer.from(`--${boundary}--\r\n`),
      ]),
  };
}

const quoted = (name: string) =>
  name
    .replaceAll('"', '%22')
    .replaceAll(/[\r\n]+/g, ' ')
    .slice(0, 255);
const typeOf = (type: string) => (/^[\w.+-]{1,64}\/[\w.+-]{1,64}$/.test(type) ? type : 'application/octet-stream');
