import { describe, expect, test } from 'vitest';
import type { Alert } from '../../electron/telemetry/alerts/alert.ts';
import { createBoard } from '../../electron/telemetry/alerts/board.ts';
import { createWatch, type Watched } from '../../electron/telemetry/alerts/watch.ts';
import { createWebhook } from '../../electron/telemetry/alerts/webhook.ts';
import type { Post } from '../../electron/telemetry/delivery.ts';
import { target } from '../fakes/ports.ts';
import { collector, wayOut } from './collector.ts';

const HOUR = 3_600_000;

function boardAt() {
  const state = { at: 1e12 };
  const told: Alert[] = [];
  const board = createBoard(
    () => state.at,
    (alert) => void told.push(alert),
  );
  return { state, told, board };
}

const alert = (rest: Partial<Alert> = {}): Alert => ({ kind: 'breaker-open', text: 'It fails.', at: 1e12, target: 'far/one', ...rest });

describe('the board', () => {
  test('shows what stands, newest first, and tells of what comes and goes once in ten minutes', () => {
    const { state, told, board } = boardAt();
    board.raise(alert());
    board.raise(alert({ kind: 'budget', text: 'Half is spent.' }));
    expect(board.standing().map(({ kind }) => kind)).toEqual(['budget', 'breaker-open']);
    board.settle({ kind: 'breaker-open', target: 'far/one' });
    expect(board.standing().map(({ kind }) => kind)).toEqual(['budget']);
    state.at += HOUR / 10;
    board.raise(alert());
    expect([told.length, board.standing().length]).toEqual([2, 2]);
    state.at += HOUR / 6;
    board.raise(alert());
    expect(told.length).toBe(3);
  });

  test('forgets what nothing settles after a day, keeps fifty, and a clock that is set back silences nobody', () => {
    const { state, told, board } = boardAt();
    board.raise(alert());
    state.at += 25 * HOUR;
    expect(board.standing()).toEqual([]);
    state.at -= 48 * HOUR;
    board.raise(alert({ at: state.at }));
    expect(told.length).toBe(2);
    for (let index = 0; index < 80; index++) board.raise(alert({ target: `t${index}`, at: state.at }));
    expect(board.standing().length).toBe(50);
  });
});

describe('the watch', () => {
  function watchOver() {
    const { state, told, board } = boardAt();
    const seen = {
      phase: undefined as 'open' | 'half-open' | undefined,
      quarantined: new Set<string>(),
      isStale: false,
      intact: true,
      targets: [target('one', { name: 'One' })],
    };
    let verified = 0;
    const watched: Watched = {
      targets: () => seen.targets,
      breaker: () => seen.phase,
      quarantined: () => seen.quarantined,
      isPriceStale: () => seen.isStale,
      isEnding: ({ endsOn }) => endsOn !== undefined,
      verifyEgress: async () => {
        verified++;
        return { intact: seen.intact, sentence: 'Row 3 was changed.' };
      },
    };
    const watch = createWatch(watched, board, { now: () => state.at, elapsed: () => state.at });
    return { state, seen, told, board, look: watch.look, verified: () => verified };
  }

  test('raises an alert when a state begins, once, and takes it down when it ends', async () => {
    const { seen, told, board, look } = watchOver();
    await look();
    expect(told).toEqual([]);
    seen.phase = 'open';
    seen.isStale = true;
    seen.quarantined = new Set(['one']);
    await look();
    await look();
    expect(told.map(({ kind, target: about }) => [kind, about])).toEqual([
      ['breaker-open', 'one'],
      ['model-quarantined', 'one'],
      ['price-stale', 'one'],
    ]);
    expect(board.standing()[2]?.text).toContain('One failed several times in a row');
    seen.phase = 'half-open';
    await look();
    expect(board.standing().map(({ kind }) => kind)).toEqual(['price-stale', 'model-quarantined']);
    seen.targets = [target('one', { name: 'One', endsOn: '2026-12-11' })];
    await look();
    expect(board.standing()[0]?.text).toBe(
      'The provider of One announced its end for 2026-12-11. Put another model in its place in your apps and rules.',
    );
    seen.targets = [];
    await look();
    expect(board.standing()).toEqual([]);
  });

  test('looks through the egress log after a while and once a day', async () => {
    const { state, seen, told, look, verified } = watchOver();
    await look();
    expect(verified()).toBe(0);
    state.at += 30_000;
    await look();
    await look();
    expect([verified(), told.length]).toEqual([1, 0]);
    seen.intact = false;
    state.at += 24 * HOUR;
    await look();
    expect(told).toMatchObject([{ kind: 'egress-tampered', text: 'Row 3 was changed.' }]);
  });
});

describe('the webhook', () => {
  function webhookTo(url: string | undefined, post: Post) {
    const state = { at: 0, url, isOpen: true };
    const dropped: string[] = [];
    const webhook = createWebhook({
      address: () => state.url,
      isOpen: () => state.isOpen,
      post,
      version: '1.2.3',
      elapsed: () => state.at,
      random: () => 1,
      onDropped: (reason) => void dropped.push(reason),
    });
    const later = async (ms: number) => {
      state.at += ms;
      await webhook.tick();
    };
    return { ...webhook, state, dropped, later };
  }

  test('says what kind and which target, and nothing of the sentence for the person here', async () => {
    const canary = ['ca', 'nary'].join('');
    const { received, url } = await collector();
    const { tell, later } = webhookTo(`${url}/hook/${canary}path?key=${canary}key`, wayOut().post);
    tell(alert({ kind: 'budget', text: `The budget of the tag ${canary} is used up.` }));
    tell(alert({ kind: 'model-quarantined', target: 'river', text: canary }));
    await later(1_000);
    expect(received.map(({ body }) => JSON.parse(body))).toEqual([
      expect.objectContaining({
        source: 'lintel',
        version: '1.2.3',
        kind: 'budget',
        level: 'warning',
        text: expect.stringContaining('A budget was reached'),
      }),
      {
        source: 'lintel',
        version: '1.2.3',
        kind: 'model-quarantined',
        level: 'warning',
        at: new Date(1e12).toISOString(),
        target: 'river',
        text: 'Lintel: A model is in quarantine (river).',
      },
    ]);
    expect(received.map(({ body, headers }) => JSON.stringify([body, headers])).join()).not.toContain(canary);
  });

  test('tries again ever later, six times at most, and keeps the order', async () => {
    const { received, url } = await collector((_, index) => ({ status: index === 0 || index > 2 ? 503 : 200 }));
    const { tell, later, dropped } = webhookTo(url, wayOut().post);
    tell(alert({ target: 'a' }));
    tell(alert({ target: 'b' }));
    await later(1_000);
    await later(500);
    expect(received.length).toBe(1);
    await later(1_000);
    expect(received.map(({ body }) => (JSON.parse(body) as { target: string }).target)).toEqual(['a', 'a', 'b']);
    tell(alert({ target: 'c' }));
    for (let minute = 0; minute < 12; minute++) await later(60_000);
    expect(received.length).toBe(3 + 6);
    expect(dropped).toEqual(['the server answered with 503']);
  });

  test('keeps a hundred at most, waits while Lintel stays on this device, and forgets all when it is turned off', async () => {
    const { received, url } = await collector();
    const { tell, later, dropped, state } = webhookTo(url, wayOut().post);
    state.isOpen = false;
    for (let index = 0; index < 120; index++) tell(alert({ target: `t${index}` }));
    await later(1_000);
    expect([received.length, dropped.length]).toEqual([0, 20]);
    state.url = undefined;
    await later(1_000);
    tell(alert());
    Object.assign(state, { url, isOpen: true });
    await later(1_000);
    expect(received).toEqual([]);
  });

  test('gives up at an address that may not be reached, which the door puts down', async () => {
    const way = wayOut();
    const { tell, later, dropped } = webhookTo('http://hooks.example/x', way.post);
    tell(alert());
    await later(1_000);
    expect(dropped).toEqual([expect.stringContaining('over https only')]);
    expect(way.refused).toEqual(['plain connection: hooks.example']);
    expect(way.rows).toMatchObject([{ departure: { kind: 'telemetry', zone: 'cloud' }, ending: { outcome: 'refused' } }]);
  });
});
