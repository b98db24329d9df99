import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../electron/ledger/database.ts';
import { canonical, FIRST, hashOf } from '../../electron/ledger/egress-chain.ts';
import { type ExportFormat, exportLog } from '../../electron/ledger/egress-export.ts';
import { verifyFile } from '../../electron/ledger/egress-file.ts';
import { createEgressLog } from '../../electron/ledger/egress-log.ts';
import { createEgressReading } from '../../electron/ledger/egress-reading.ts';
import { type Departure, EGRESS_OUTCOMES, type Ending } from '../../shared/privacy/egress.ts';
import { FINDING_TYPES } from '../../shared/privacy/finding.ts';
import { ZONES } from '../../shared/privacy/zones.ts';

let folder: string;
let database: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-egress-'));
  database = openDatabase(join(folder, 'lintel.db'), { repair: true });
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const faults: unknown[] = [];
let keeps = true;
const openLog = (on = database) =>
  createEgressLog(on, { now: () => 1_750_000_000_000, keepsText: () => keeps, onFault: (error) => void faults.push(error) });
beforeEach(() => {
  faults.length = 0;
  keeps = true;
});

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const prompt = (text: string, extra: Partial<Departure> = {}): Departure => ({
  kind: 'prompt',
  requestId: 'r1',
  targetId: 'far',
  targetName: 'Far',
  host: 'provider.example',
  zone: 'cloud',
  permit: 'r1/1',
  masked: false,
  findings: { email: 2, iban: 1 },
  sha256: sha256(text),
  ...extra,
});

/** A log in which departures and endings lie between one another, with a kept text and a refusal. */
function fill(log = openLog()) {
  const first = log.opened(prompt('one'), Buffer.from('one'));
  const second = log.opened(prompt('two', { zone: 'lan', targetId: 'box', masked: true, loweredFrom: 'device' }), Buffer.from('two'));
  second.ended({ outcome: 'sent', bytesOut: 3, bytesIn: 9 });
  log.refused({ kind: 'prompt', host: 'other.example', zone: 'cloud', masked: false, findings: {} }, 'Nobody permitted it.');
  const { sha256: _, ...streamed } = prompt('');
  const third = log.opened(streamed);
  first.ended({ outcome: 'cut', reason: 'Lintel is set to stay.', bytesOut: 1, bytesIn: 0 });
  third.ended({ outcome: 'failed', reason: 'It broke.', bytesOut: 5, bytesIn: 0, sha256: sha256('three') }, Buffer.from('three'));
  log.opened({ kind: 'model-download', host: 'hub.example', zone: 'cloud', masked: false, findings: {}, sha256: sha256('GET x') });
  return log;
}

const exported = async (format: ExportFormat) => {
  const path = join(folder, `log.${format}`);
  let text = '';
  for await (const piece of exportLog(createEgressReading(database), format)) text += piece;
  writeFileSync(path, text);
  return { path, text };
};

describe('the egress log', () => {
  it('puts nothing down without the row of the request that it leaves for', () => {
    const log = openLog();
    const rows = () => database.handle.prepare('SELECT (SELECT count(*) FROM notes) AS notes, (SELECT count(*) FROM egress) AS left').get();
    database.handle.exec('CREATE TABLE notes (text TEXT NOT NULL) STRICT');
    const insert = database.handle.prepare('INSERT INTO notes VALUES (?)');
    const note = { kind: 'request', json: '{}' } as const;
    database.owe(
      'r1',
      note,
      () => void insert.run('its row'),
      () => undefined,
    );
    log.opened(prompt('one'), Buffer.from('one'));
    expect(rows()).toEqual({ notes: 1, left: 1 });
    database.owe(
      'r1',
      note,
      () => void insert.run(null),
      () => undefined,
    );
    expect(() => log.opened(prompt('two'), Buffer.from('two'))).toThrow(/NOT NULL/);
    expect(rows()).toEqual({ notes: 1, left: 1 });
  });

  it('keeps what left, newest first, by page, zone and target, with the text', () => {
    fill();
    const reading = createEgressReading(database);
    const rows = reading.list({ limit: 10 });
    expect(rows.map(({ seq, kind, ending }) => [seq, kind, ending?.seq, ending?.outcome])).toEqual([
      [9, 'model-download', undefined, undefined],
      [6, 'prompt', 8, 'failed'],
      [4, 'prompt', 5, 'refused'],
      [2, 'prompt', 3, 'sent'],
      [1, 'prompt', 7, 'cut'],
    ]);
    expect(rows[3]).toEqual({
      ...prompt('two', { zone: 'lan', targetId: 'box', masked: true, loweredFrom: 'device' }),
      seq: 2,
      at: 1_750_000_000_000,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      ending: { seq: 3, at: 1_750_000_000_000, outcome: 'sent', bytesOut: 3, bytesIn: 9, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(reading.list({ limit: 2, before: 6 }).map(({ seq }) => seq)).toEqual([4, 2]);
    expect(reading.list({ limit: 9, zone: 'lan' }).map(({ seq }) => seq)).toEqual([2]);
    expect(reading.list({ limit: 9, targetId: 'far' }).map(({ seq }) => seq)).toEqual([6, 1]);
    expect(reading.list({ limit: 9, zone: 'lan', targetId: 'far' })).toEqual([]);
    expect(Buffer.from(reading.entry(6).body ?? []).toString()).toBe('three');
    expect(reading.entry(4).body).toBeUndefined();
    expect(() => reading.entry(3)).toThrow('Nothing left under the number 3');
  });

  it('has a hash of each row that anybody can compute', () => {
    const { ended } = openLog().opened(prompt('one'), Buffer.from('one'));
    ended({ outcome: 'sent', bytesOut: 3, bytesIn: 4 });
    const [row] = createEgressReading(database).list({ limit: 1 });
    const text = `{"at":1750000000000,"findings":{"email":2,"iban":1},"host":"provider.example","kind":"prompt","masked":false,"permit":"r1/1","previous":"${'0'.repeat(64)}","requestId":"r1","seq":1,"sha256":"${sha256('one')}","targetId":"far","targetName":"Far","type":"departure","zone":"cloud"}`;
    expect(row?.hash).toBe(sha256(text));
    const ending = `{"at":1750000000000,"bytesIn":4,"bytesOut":3,"departure":1,"outcome":"sent","previous":"${row?.hash}","seq":2,"type":"ending"}`;
    expect(row?.ending?.hash).toBe(sha256(ending));
    expect(createEgressReading(database).head()).toEqual({ count: 2, hash: row?.ending?.hash });
    expect(canonical({ b: [1, { d: undefined, c: 'ü"\n' }], a: null })).toBe('{"a":null,"b":[1,{"c":"ü\\"\\n"}]}');
  });

  it('is on disk before anything leaves, for another reader too, and survives the process', () => {
    const log = openLog();
    log.opened(prompt('one'), Buffer.from('one'));
    const other = new DatabaseSync(database.file, { readOnly: true });
    expect(other.prepare('SELECT count(*) AS rows FROM egress').get()).toEqual({ rows: 1 });
    other.close();
    // What the last run left open is closed by the next one, and the chain goes on.
    openLog();
    const [row] = createEgressReading(database).list({ limit: 1 });
    expect(row?.ending).toMatchObject({ outcome: 'unknown', seq: 2 });
  });

  it('lets nothing leave that it cannot write, and says so of what it could not end', async () => {
    const log = openLog();
    const { ended } = log.opened(prompt('one'));
    const pages = Number(database.handle.prepare('PRAGMA page_count').get()?.page_count);
    database.handle.exec(`PRAGMA max_page_count = ${pages}`);
    expect(() => log.opened(prompt('x'), Buffer.alloc(1_000_000))).toThrow(/disk that holds .* is full/);
    log.refused(prompt('x', { targetName: 'n'.repeat(500) }), 'r'.repeat(500));
    database.handle.exec('DROP TABLE egress_endings');
    database.handle.exec('PRAGMA max_page_count = 1000000');
    faults.length = 0;
    ended({ outcome: 'sent' });
    await expect.poll(() => faults.length).toBe(1);
    database.handle.exec('DELETE FROM egress_head');
    // One may leave before that is known. It is kept in its journal, and none after it leaves.
    log.opened(prompt('y'));
    database.fresh(() => undefined);
    expect(faults).toHaveLength(2);
    expect(() => log.opened(prompt('z'))).toThrow('its head is gone');
    const kept = readdirSync(folder).filter((name) => name.startsWith('lintel.db.pending.damaged-'));
    expect(kept.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual([expect.stringContaining(sha256('y'))]);
  });

  it('keeps texts only while that is wanted, deletes them for good, and the chain holds', async () => {
    const log = fill();
    const reading = createEgressReading(database);
    expect(await reading.verify()).toMatchObject({ intact: true, head: { count: 9 }, sentence: expect.stringContaining('All 9 rows') });
    expect(log.clearTexts(1)).toBe(0);
    expect(log.clearTexts()).toBe(3);
    expect(reading.entry(1).body).toBeUndefined();
    expect(readFileSync(database.file).includes('three')).toBe(false);
    expect(await reading.verify()).toMatchObject({ intact: true });
    keeps = false;
    log.opened(prompt('secret words'), Buffer.from('secret words')).ended({ outcome: 'sent' }, Buffer.from('secret words'));
    expect(database.handle.prepare('SELECT count(*) AS texts FROM egress_texts').get()).toEqual({ texts: 0 });
  });

  it('takes names that SQLite or a table would give back otherwise', async () => {
    const log = openLog();
    log
      .opened(
        prompt('a', { targetName: `\ud800 "quoted", 'and'\n\0=1+1`, host: '=cmd|x!A1', requestId: '', permit: '@p', targetId: "'=x" }),
      )
      .ended({ outcome: 'failed', reason: '-1\r\nsecond,line' });
    log.refused(prompt('b', { targetName: 'n'.repeat(10_000), permit: '\t=1' }), '+1');
    const reading = createEgressReading(database);
    expect(await reading.verify()).toMatchObject({ intact: true });
    for (const format of ['json', 'csv'] as const) {
      const { path, text } = await exported(format);
      expect(await verifyFile(path)).toMatchObject({ intact: true, head: { count: 4 } });
      // No cell of a table begins like a formula.
      if (format === 'csv') expect(text).not.toMatch(/(?:^|,)"[=+\-@\t\r]/m);
    }
  });
});

describe('the chain', () => {
  const departures = fc.record(
    {
      kind: fc.constantFrom('prompt', 'model-download', 'hub-search'),
      requestId: fc.string({ unit: 'binary', maxLength: 20 }),
      targetId: fc.string({ maxLength: 20 }),
      targetName: fc.string({ unit: 'grapheme', maxLength: 20 }),
      host: fc.domain(),
      zone: fc.constantFrom(...ZONES),
      permit: fc.string({ maxLength: 20 }),
      masked: fc.boolean(),
      loweredFrom: fc.constantFrom(...ZONES),
      findings: fc.dictionary(fc.constantFrom(...FINDING_TYPES), fc.nat(1000)),
      sha256: fc.string().map(sha256),
    },
    { requiredKeys: ['kind', 'host', 'zone', 'masked', 'findings'] },
  ) as fc.Arbitrary<Departure>;
  const endings = fc.record(
    {
      outcome: fc.constantFrom(...EGRESS_OUTCOMES),
      reason: fc.string({ unit: 'binary', maxLength: 40 }),
      bytesOut: fc.nat(),
      bytesIn: fc.nat(),
      sha256: fc.string().map(sha256),
    },
    { requiredKeys: ['outcome'] },
  ) as fc.Arbitrary<Ending>;
  /** What is opened and ended, in any order. */
  const histories = fc.array(fc.record({ departure: departures, ending: fc.option(endings), late: fc.nat(3) }), {
    minLength: 1,
    maxLength: 8,
  });

  const columns = {
    egress: [
      'seq',
      'at',
      'kind',
      'request_id',
      'target_id',
      'target_name',
      'host',
      'zone',
      'permit',
      'masked',
      'lowered_from',
      'findings',
      'sha256',
      'hash',
    ],
    egress_endings: ['seq', 'departure', 'at', 'outcome', 'reason', 'bytes_out', 'bytes_in', 'sha256', 'hash'],
  } as const;
  const numbers = new Set(['seq', 'departure', 'at', 'masked', 'bytes_out', 'bytes_in']);
  /** One thing that somebody does to the database behind the log's back. */
  const tamperings = fc.oneof(
    fc.record({ what: fc.constant('remove' as const), table: fc.constantFrom('egress', 'egress_endings'), pick: fc.nat() }),
    fc.record({ what: fc.constant('swap' as const), table: fc.constantFrom('egress', 'egress_endings'), pick: fc.nat() }),
    fc.record({ what: fc.constant('cut' as const), pick: fc.nat() }),
    fc.record({ what: fc.constant('insert' as const), pick: fc.nat() }),
    fc.record({ what: fc.constant('head' as const), pick: fc.integer({ min: -2, max: 2 }).filter((by) => by !== 0) }),
    ...Object.entries(columns).map(([table, names]) =>
      fc.record({ what: fc.constant('change' as const), table: fc.constant(table), column: fc.constantFrom(...names), pick: fc.nat() }),
    ),
  );

  it('holds whatever is written, and breaks at whatever is done to it', async () => {
    let changed = 0;
    await fc.assert(
      fc.asyncProperty(histories, tamperings, async (history, tampering) => {
        const { handle } = database;
        handle.exec(`PRAGMA foreign_keys = OFF; DELETE FROM egress_texts; DELETE FROM egress_endings; DELETE FROM egress;
          UPDATE egress_head SET count = 0, hash = '${FIRST.hash}'`);
        const log = openLog();
        const waiting: (() => void)[] = [];
        for (const { departure, ending, late } of history) {
          const opened = log.opened(departure);
          if (ending !== null) waiting.splice(Math.max(0, waiting.length - late), 0, () => opened.ended(ending));
          if (late % 2 === 0) waiting.shift()?.();
        }
        for (const end of waiting) end();
        const reading = createEgressReading(database);
        expect((await reading.verify()).sentence).toMatch(/^All/);

        const before = JSON.stringify(dump());
        tamper(tampering);
        if (JSON.stringify(dump()) === before) return;
        changed++;
        const verdict = await reading.verify();
        expect(verdict.intact, verdict.sentence).toBe(false);
        expect(verdict.brokenAt).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
    expect(changed).toBeGreaterThan(200);
  }, 120_000);

  const dump = () => ['egress', 'egress_endings', 'egress_head'].map((table) => database.handle.prepare(`SELECT * FROM ${table}`).all());

  function tamper(tampering: typeof tamperings extends fc.Arbitrary<infer Value> ? Value : never): void {
    const { handle } = database;
    const seqs = (table: string) =>
      handle
        .prepare(`SELECT seq FROM ${table} ORDER BY seq`)
        .all()
        .map(({ seq }) => Number(seq));
    const { what, pick } = tampering;
    if (what === 'head') return void handle.prepare('UPDATE egress_head SET count = max(0, count + ?)').run(pick);
    if (what === 'cut') {
      const count = Number(handle.prepare('SELECT count FROM egress_head').get()?.count);
      const from = 1 + (pick % count);
      handle.prepare('DELETE FROM egress WHERE seq >= ?').run(from);
      return void handle.prepare('DELETE FROM egress_endings WHERE seq >= ?').run(from);
    }
    if (what === 'insert') {
      const at = Number(handle.prepare('SELECT count FROM egress_head').get()?.count) + 1 + (pick % 3);
      return void handle
        .prepare(
          `INSERT INTO egress (seq, at, kind, host, zone, masked, findings, hash) VALUES (?, 1, 'prompt', 'evil.example', 'cloud', 0, '{}', 'x')`,
        )
        .run(at);
    }
    const rows = seqs(tampering.table);
    const seq = rows[pick % rows.length];
    if (seq === undefined) return;
    if (what === 'remove') return void handle.prepare(`DELETE FROM ${tampering.table} WHERE seq = ?`).run(seq);
    if (what === 'swap') {
      const other = rows[(rows.indexOf(seq) + 1) % rows.length] ?? seq;
      const move = handle.prepare(`UPDATE ${tampering.table} SET seq = ? WHERE seq = ?`);
      if (other === seq) return;
      move.run(-1, seq);
      move.run(seq, other);
      return void move.run(other, -1);
    }
    const { table, column } = tampering;
    if (column === 'masked') return void handle.exec(`UPDATE ${table} SET masked = 1 - masked WHERE seq = ${seq}`);
    if (column === 'findings') return void handle.exec(`UPDATE ${table} SET findings = '{"email":77777}' WHERE seq = ${seq}`);
    const value = numbers.has(column) ? `coalesce(${column}, 0) + 100000` : `coalesce(${column}, '') || 'x'`;
    handle.exec(`UPDATE OR IGNORE ${table} SET ${column} = ${value} WHERE seq = ${seq}`);
  }

  it('shows a kept text that was changed', async () => {
    fill();
    database.fresh(() => undefined);
    database.handle.exec(`UPDATE egress_texts SET body = x'00' WHERE departure = 6`);
    expect(await createEgressReading(database).verify()).toMatchObject({ intact: false, brokenAt: 6 });
  });

  it('cannot show by itself that all of it was computed anew; a head that was written down elsewhere can', async () => {
    fill();
    const reading = createEgressReading(database);
    const { path } = await exported('json');
    const { head } = await verifyFile(path);
    expect(reading.hashAt(head.count)).toBe(head.hash);
    // Somebody with the database in hand makes the first prompt an innocent one, and all that follows from it.
    const entries = [];
    for await (const entry of reading.all(head)) entries.push(entry);
    database.handle.exec(`UPDATE egress SET host = 'innocent.example' WHERE seq = 1`);
    let reached = FIRST;
    const links = entries.flatMap(({ seq, hash: _, ending, ...departure }) => [
      { table: 'egress', seq, link: { type: 'departure' as const, ...departure, ...(seq === 1 ? { host: 'innocent.example' } : {}) } },
      ...(ending === undefined
        ? []
        : [{ table: 'egress_endings', seq: ending.seq, link: { type: 'ending' as const, ...withoutPlace(ending), departure: seq } }]),
    ]);
    for (const { table, seq, link } of links.sort((a, b) => a.seq - b.seq)) {
      reached = { count: seq, hash: hashOf(link, reached) };
      database.handle.prepare(`UPDATE ${table} SET hash = ? WHERE seq = ?`).run(reached.hash, seq);
    }
    database.handle.prepare('UPDATE egress_head SET hash = ?').run(reached.hash);
    expect(await reading.verify()).toMatchObject({ intact: true });
    expect(reading.hashAt(head.count)).not.toBe(head.hash);
  });

  const withoutPlace = ({ seq: _, hash: __, ...rest }: Ending & { seq: number; hash: string; at: number }) => rest;
});

describe('an exported file', () => {
  it.each(['json', 'csv'] as const)('%s is whole by itself, and shows every changed character', async (format) => {
    fill();
    const { path, text } = await exported(format);
    expect(await verifyFile(path)).toMatchObject({ intact: true, head: { count: 9 } });
    if (format === 'json')
      expect(JSON.parse(text)).toMatchObject({ format: 'lintel-egress-1', entries: { length: 5 }, head: { count: 9 } });
    else expect(text.split('\r\n')).toHaveLength(8);
    expect(text).not.toContain('three');
    const end = (changed: string) => {
      writeFileSync(path, changed);
      return verifyFile(path).then(
        ({ intact }) => intact,
        (error: { code: string }) => error.code,
      );
    };
    const lines = text.split('\n');
    for (let line = 1; line < lines.length - 1; line++)
      expect(await end(lines.filter((_, index) => index !== line).join('\n')), `without line ${line}`).not.toBe(
        // A closing bracket says nothing.
        lines[line] === '],' ? 'never' : true,
      );
    // A head that says less than there is.
    expect(await end(format === 'csv' ? text.replace('\n"9"', '\n"1"') : text.replace('"count":9', '"count":1'))).not.toBe(true);
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.constantFrom('0', '1', 'a', 'z', '-'), async (at, letter) => {
        const changed = text.slice(0, at) + letter + text.slice(at + 1);
        // The first line of a table names the columns for people.
        const isNames = format === 'csv' && at < text.indexOf('\n');
        const isBracket = format === 'json' && /[\],\r\n]/.test(text[at] ?? '');
        if (changed !== text && !isNames && !isBracket)
          expect(await end(changed), changed.slice(Math.max(0, at - 30), at + 30)).not.toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('is refused where it is none, is cut off, or has a line without end', async () => {
    const path = join(folder, 'file');
    writeFileSync(path, 'hello');
    await expect(verifyFile(path)).rejects.toMatchObject({ code: 'bad-request', message: expect.stringContaining('no log') });
    fill();
    const { text } = await exported('json');
    writeFileSync(path, text.split('\n').slice(0, 4).join('\n'));
    await expect(verifyFile(path)).rejects.toMatchObject({ code: 'bad-request', message: expect.stringContaining('cut off') });
    writeFileSync(path, `{"format":"lintel-egress-1","entries":[\n${'x'.repeat(3_000_000)}`);
    await expect(verifyFile(path)).rejects.toMatchObject({ code: 'bad-request', message: expect.stringContaining('no end') });
    await expect(verifyFile(folder)).rejects.toMatchObject({ code: 'bad-request' });
    await expect(verifyFile(join(folder, 'nothing'))).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('is made and checked a page at a time, while rows are being written', async () => {
    const log = openLog();
    for (let row = 0; row < 1_200; row++) log.opened(prompt(String(row))).ended({ outcome: 'sent', bytesOut: 1, bytesIn: 1 });
    const late = log.opened(prompt('late'));
    let text = '';
    for await (const piece of exportLog(createEgressReading(database), 'csv')) {
      if (text === '') {
        late.ended({ outcome: 'sent' });
        log.opened(prompt('after'));
      }
      text += piece;
    }
    const path = join(folder, 'log.csv');
    writeFileSync(path, text);
    expect(await verifyFile(path)).toMatchObject({ intact: true, head: { count: 2_401 } });
  });
});
