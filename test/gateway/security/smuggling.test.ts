import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fakePorts, target } from '../../fakes/ports.ts';
import { dial, HELLO, openSubject, type Subject, speak, statusesIn } from './subject.ts';

const ports = fakePorts([target('a')]);
let subject: Subject;
let key: string;
beforeAll(async () => {
  subject = await openSubject(ports);
  key = subject.key();
});
afterEach(async () => {
  // Whatever was sent, the next one is served.
  expect((await subject.chat(key)).status).toBe(200);
  expect(subject.faults).toEqual([]);
});
afterAll(() => subject.close());

const BODY = JSON.stringify(HELLO);
/** A second request that must never be taken from inside the first. */
const INNER = () => `GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1:${subject.port}\r\nAuthorization: Bearer ${key}\r\n\r\n`;
const head = (lines: readonly string[], eol = '\r\n') =>
  [`POST /v1/chat/completions HTTP/1.1`, `Host: 127.0.0.1:${subject.port}`, `Authorization: Bearer ${key}`, ...lines, '', ''].join(eol);

describe('a request that two readers could read in two ways', () => {
  it.each([
    ['a length and chunks', () => `${head(['Content-Length: 4', 'Transfer-Encoding: chunked'])}0\r\n\r\n${INNER()}`],
    ['chunks and a length', () => `${head(['Transfer-Encoding: chunked', 'Content-Length: 4'])}0\r\n\r\n${INNER()}`],
    ['two lengths', () => `${head([`Content-Length: ${BODY.length}`, 'Content-Length: 0'])}${BODY}${INNER()}`],
    ['the same length twice', () => `${head([`Content-Length: ${BODY.length}`, `Content-Length: ${BODY.length}`])}${BODY}${INNER()}`],
    ['a list of lengths', () => `${head([`Content-Length: ${BODY.length}, 0`])}${BODY}${INNER()}`],
    ['a negative length', () => `${head(['Content-Length: -1'])}${BODY}`],
    ['a length with a sign', () => `${head([`Content-Length: +${BODY.length}`])}${BODY}`],
    ['a length in hexadecimal', () => `${head(['Content-Length: 0x10'])}${BODY}`],
    ['a length beyond all numbers', () => `${head(['Content-Length: 99999999999999999999'])}${BODY}`],
    ['an unknown encoding', () => `${head(['Transfer-Encoding: xchunked'])}0\r\n\r\n${INNER()}`],
    ['chunks that are not last', () => `${head(['Transfer-Encoding: chunked, gzip'])}0\r\n\r\n${INNER()}`],
    ['a blank before the colon', () => `${head([`Content-Length : ${BODY.length}`])}${BODY}`],
    ['a folded header', () => `${head(['X-Folded: one', ' Content-Length: 4'])}${INNER()}`],
    ['bare line feeds', () => `${head(['Content-Length: 2'], '\n')}{}`],
    ['a bare carriage return in a header', () => `${head(['X-A: b\rContent-Length: 4'])}${BODY}`],
    ['a zero byte in a header', () => `${head(['X-A: b\0c', `Content-Length: ${BODY.length}`])}${BODY}`],
    ['no host', () => `POST /v1/chat/completions HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}`],
    ['a chunk of no size', () => `${head(['Transfer-Encoding: chunked'])}\r\n${BODY}\r\n0\r\n\r\n`],
    ['a chunk of a wrong size', () => `${head(['Transfer-Encoding: chunked'])}5\r\n${BODY}\r\n0\r\n\r\n${INNER()}`],
    ['a chunk of a negative size', () => `${head(['Transfer-Encoding: chunked'])}-5\r\n${BODY}\r\n0\r\n\r\n`],
    ['chunk sizes that overflow', () => `${head(['Transfer-Encoding: chunked'])}fffffffffffffffff\r\n${BODY}\r\n0\r\n\r\n`],
    ['chunk extensions without end', () => `${head(['Transfer-Encoding: chunked'])}2;${'x'.repeat(40_000)}\r\n{}\r\n0\r\n\r\n`],
    ['another protocol', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a TLS greeting', () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ])('is refused and its connection closed: %s', async (_name, bytes) => {
    const opened = ports.recorded.opened.length;
    const answer = await speak(subject.port, Buffer.from(bytes(), 'latin1'));
    const statuses = statusesIn(answer);
    expect(statuses.length).toBe(1);
    expect(statuses[0]).toBeGreaterThanOrEqual(400);
    expect(statuses[0]).toBeLessThan(500);
    expect(answer).not.toContain('"object":"list"');
    expect(ports.recorded.opened.length).toBe(opened);
  });

  it('is read plainly where it is plain: chunks with short extensions, and trailers that change nothing', async () => {
    const [a, b] = [BODY.slice(0, 10), BODY.slice(10)];
    const chunks = `${a.length.toString(16)};name=value\r\n${a}\r\n${b.length.toString(16)}\r\n${b}\r\n0\r\nAuthorization: Bearer nobody\r\n\r\n`;
    const answer = await speak(subject.port, head(['Transfer-Encoding: chunked', 'Connection: close']) + chunks);
    expect(statusesIn(answer)).toEqual([200]);
  });

  it('is not made of a body that was refused half-read', async () => {
    const inner = INNER();
    const answer = await speak(subject.port, `${head([`Content-Length: ${9 * 2 ** 20}`])}${inner}`);
    expect(statusesIn(answer)).toEqual([413]);
  });
});

describe('requests behind one another on one connection', () => {
  it('are answered each in its turn, by its own key', async () => {
    const post = (content: string, connection: string) => {
      const body = JSON.stringify({ ...HELLO, messages: [{ role: 'user', content }] });
      return head([`Content-Length: ${body.length}`, `Connection: ${connection}`]) + body;
    };
    const nobody = `GET /v1/models HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer nobody\r\n\r\n`;
    const answer = await speak(subject.port, post('One', 'keep-alive') + nobody + INNER() + post('Two', 'close'));
    expect(statusesIn(answer)).toEqual([200, 401, 200, 200]);
  });

  it('do not mix: what is malformed behind an answer that is under way ends the connection and is not written into it', async () => {
    const body = JSON.stringify({ ...HELLO, stream: true });
    const answer = await speak(subject.port, `${head([`Content-Length: ${body.length}`])}${body}NOT HTTP\r\n\r\n`);
    // Either it was answered whole before the rest was read, or it broke off; the two never stand in one another.
    if (answer.includes('unreadable_request')) expect(answer.indexOf('[DONE]')).toBeLessThan(answer.indexOf('unreadable_request'));
    expect(statusesIn(answer).length).toBeLessThanOrEqual(2);
  });
});

describe('a caller that closes its half', () => {
  it('gets its whole answer all the same', async () => {
    const socket = await dial(subject.port);
    const read = new Promise<string>((resolve) => {
      let all = '';
      socket.on('data', (piece) => (all += piece));
      socket.on('close', () => resolve(all));
    });
    const body = JSON.stringify({ ...HELLO, stream: true });
    socket.end(head([`Content-Length: ${body.length}`]) + body);
    expect(await read).toMatch(/^HTTP\/1\.1 200 [\s\S]*\[DONE\]/);
  });

  it('in the midst of its body is let go, and nothing is asked of a model', async () => {
    const opened = ports.recorded.opened.length;
    const socket = await dial(subject.port);
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.on('error', () => {});
    socket.resume();
    socket.end(`${head(['Content-Length: 1000'])}{"model":`);
    await closed;
    expect(ports.recorded.opened.length).toBe(opened);
  });
});
