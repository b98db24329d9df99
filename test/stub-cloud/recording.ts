import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

/** A step of an answer's body: bytes to send, milliseconds to wait, an end in the middle, or no end at all. */
export type Step = Uint8Array | number | 'cut' | 'hang';

/** An answer as a provider once gave it. */
export interface Recording {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

const FOLDER = join(import.meta.dirname, 'recordings');

/**
 * All recordings by name, such as `openai.text`: the file's name, and that of its section.
 *
 * A section is `=== NAME`, a line `STATUS CONTENT-TYPE [cr|crlf]`, headers as `> name: value`, and the body up to the next
 * section, with the line ends that were named. In the body `«wait MS»`, `«cut»` (the connection breaks), `«hang»` (nothing
 * more comes), `«bytes FF FE»`, `«fill COUNT CHARACTER»` and `«aws TYPE JSON»` (a frame of Amazon's event stream) stand for
 * what they say; alone on a line they add no line end.
 */
export function readRecordings(): ReadonlyMap<string, Recording> {
  const found = new Map<string, Recording>();
  for (const file of readdirSync(FOLDER).sort()) {
    const sections = readFileSync(join(FOLDER, file), 'utf8').split(/^=== /m);
    for (const section of sections.slice(1)) {
      const [name = '', ...lines] = section.split('\n');
      found.set(`${file.replace(/\.txt$/, '')}.${name.trim()}`, recordingOf(lines));
    }
  }
  return found;
}

const LINE_ENDS: Readonly<Record<string, string>> = { cr: '\r', crlf: '\r\n' };

function recordingOf(lines: readonly string[]): Recording {
  const [status = '', type = '', ending = ''] = (lines[0] ?? '').split(' ');
  const headers: Record<string, string> = { 'content-type': type };
  let first = 1;
  for (; lines[first]?.startsWith('> '); first++) {
    const [name = '', value = ''] = (lines[first] ?? '').slice(2).split(': ');
    headers[name] = value;
  }
  // Between frames there is nothing, not even a line's end.
  const body = lines.slice(first).filter((line) => line !== '' || !type.endsWith('eventstream'));
  if (body.at(-1) === '') body.pop();
  return { status: Number(status), headers, steps: stepsOf(body, LINE_ENDS[ending] ?? '\n') };
}

function stepsOf(lines: readonly string[], lineEnd: string): Step[] {
  const steps: Step[] = [];
  for (const line of lines) {
    const pieces = line.split(/«([^»]*)»/);
    pieces.forEach((piece, index) => {
      if (index % 2 === 1) steps.push(marked(piece));
      else if (piece !== '') steps.push(Buffer.from(piece));
    });
    if (!/^«[^»]*»$/.test(line)) steps.push(Buffer.from(lineEnd));
  }
  const joined: Step[] = [];
  for (const step of steps) {
    const last = joined.at(-1);
    if (step instanceof Uint8Array && last instanceof Uint8Array) joined[joined.length - 1] = Buffer.concat([last, step]);
    else joined.push(step);
  }
  return joined;
}

function marked(marker: string): Step {
  const [word = '', first = '', ...rest] = marker.split(' ');
  switch (word) {
    case 'wait':
      return Number(first);
    case 'cut':
    case 'hang':
      return word;
    case 'bytes':
      return Buffer.from([first, ...rest].join(''), 'hex');
    case 'fill':
      return Buffer.from((rest[0] ?? 'x').repeat(Number(first)));
    case 'aws':
      return awsFrame(first, rest.join(' '));
    default:
      throw new Error(`A recording says «${marker}», which is nothing.`);
  }
}

/** A frame of `application/vnd.amazon.eventstream`: lengths, headers and payload, each half with its checksum. */
export function awsFrame(type: string, json: string): Uint8Array {
  const kind = type.endsWith('Exception') ? 'exception' : 'event';
  const named = { [`:${kind}-type`]: type, ':content-type': 'application/json', ':message-type': kind };
  const headers = Buffer.concat(
    Object.entries(named).map(([name, value]) => {
      const head = Buffer.from([name.length, ...Buffer.from(name), 7, value.length >> 8, value.length & 255]);
      return Buffer.concat([head, Buffer.from(value)]);
    }),
  );
  const payload = Buffer.from(json);
  const prelude = Buffer.alloc(12);
  prelude.writeUInt32BE(16 + headers.length + payload.length, 0);
  prelude.writeUInt32BE(headers.length, 4);
  prelude.writeUInt32BE(crc32(prelude.subarray(0, 8)), 8);
  const frame = Buffer.concat([prelude, headers, payload]);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(frame), 0);
  return Buffer.concat([frame, checksum]);
}
