import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { errandTo } from '../../electron/egress/errand.ts';
import type { End } from '../../electron/egress/exchange.ts';
import { createVisits } from '../../electron/egress/visits.ts';
import { memoryRecord } from '../fakes/door.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const end = (bytesIn: number, outcome: End['outcome'] = 'sent'): End => ({ outcome, bytesOut: 0, bytesIn });
const url = 'https://hub.example/file';

test('all requests of an errand to a host are one row, ended once it has been quiet for a while', () => {
  const { rows, record } = memoryRecord();
  const visits = createVisits(record, 5_000);
  const errand = errandTo('model-download', [url]);
  const first = visits.begin(errand, 'hub.example', 'cloud', `GET ${url}`);
  const second = visits.begin(errand, 'hub.example', 'cloud', 'GET something else');
  first(end(10));
  vi.advanceTimersByTime(60_000);
  expect(rows).toEqual([
    {
      departure: {
        kind: 'model-download',
        host: 'hub.example',
        zone: 'cloud',
        masked: false,
        findings: {},
        sha256: createHash('sha256').update(`GET ${url}`).digest('hex'),
      },
      text: `GET ${url}`,
    },
  ]);
  second(end(5));
  vi.advanceTimersByTime(4_000);
  const third = visits.begin(errand, 'hub.example', 'cloud', `GET ${url}`);
  vi.advanceTimersByTime(60_000);
  expect(rows[0]?.ending).toBeUndefined();
  third(end(1));
  vi.advanceTimersByTime(5_000);
  expect(rows).toHaveLength(1);
  expect(rows[0]?.ending).toEqual({ outcome: 'sent', bytesOut: 0, bytesIn: 16 });
});

test('another host, another errand and another stay are rows of their own', () => {
  const { rows, record } = memoryRecord();
  const visits = createVisits(record, 5_000);
  const errand = errandTo('model-download', [url]);
  visits.begin(errand, 'hub.example', 'cloud', 'a')(end(1));
  visits.begin(errand, 'cdn.example', 'cloud', 'b')(end(2));
  visits.begin(errandTo('hub-search', [url]), 'hub.example', 'cloud', 'c')(end(3));
  vi.advanceTimersByTime(5_000);
  visits.begin(errand, 'hub.example', 'cloud', 'd')(end(4));
  vi.advanceTimersByTime(5_000);
  expect(rows.map(({ departure, ending }) => [departure.host, ending?.bytesIn])).toEqual([
    ['hub.example', 1],
    ['cdn.example', 2],
    ['hub.example', 3],
    ['hub.example', 4],
  ]);
});

test('what is cut is ended at once, and what is quiet at the end of Lintel', () => {
  const { rows, record } = memoryRecord();
  const visits = createVisits(record, 5_000);
  visits.begin(errandTo('model-download', [url]), 'hub.example', 'cloud', 'a')(end(1, 'cut'));
  expect(rows[0]?.ending).toMatchObject({ outcome: 'cut' });
  const errand = errandTo('model-download', [url]);
  visits.begin(errand, 'hub.example', 'cloud', 'a')(end(1));
  const again = errandTo('model-header', [url]);
  visits.begin(again, 'hub.example', 'cloud', 'a')(end(1));
  const goesOn = visits.begin(again, 'hub.example', 'cloud', 'a');
  const running = visits.begin(errandTo('hub-search', [url]), 'hub.example', 'cloud', 'b');
  visits.close();
  expect(rows.map(({ ending }) => ending?.outcome)).toEqual(['cut', 'sent', undefined, undefined]);
  running(end(2, 'cancelled'));
  goesOn(end(5));
  visits.close();
  expect(rows[2]?.ending).toMatchObject({ outcome: 'sent', bytesIn: 6 });
  expect(rows[3]?.ending).toMatchObject({ outcome: 'cancelled', bytesIn: 2 });
  vi.advanceTimersByTime(60_000);
  expect(rows).toHaveLength(4);
});
