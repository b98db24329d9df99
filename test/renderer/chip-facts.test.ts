import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { texts } from '../../renderer/locales/en/index.ts';
import { chipOf } from '../../renderer/ui/chip-facts.ts';
import { answer, far, message, near, plan } from './samples.ts';

beforeAll(() => i18next.init({ lng: 'en', resources: { en: texts } }));

describe('the route chip', () => {
  it('is not there before a route is known', () => expect(chipOf(message('a'))).toBeUndefined());

  it('predicts the first permitted model, then names the one that answers', () => {
    expect(chipOf(message('a', { plan }))).toEqual({ place: 'device', facts: ['Near'] });
    expect(chipOf(message('a', { plan }), far)).toEqual({ place: 'cloud', facts: ['Far'] });
  });

  it('says time and cost at the end, of the model that answered', () => {
    const done = answer({ target: far, usage: { ...answer().usage, costNanoDollars: 2_100_000 } });
    expect(chipOf(message('a', { plan, answer: done }))).toEqual({ place: 'cloud', facts: ['Far', '2.1 s', '$0.0021'] });
  });

  it('names the id where another model of the plan has the same name', () => {
    const twin = { ...near, targetId: 'near-2' };
    const twins = { ...plan, permitted: [near, far], refused: [{ ...twin, constraint: 'health', reason: 'It is down.' }] } as const;
    expect(chipOf(message('a', { plan: twins }))?.facts).toEqual(['Near (near)']);
    expect(chipOf(message('a', { plan: twins }), twin)?.facts).toEqual(['Near (near-2)']);
    expect(chipOf(message('a', { plan: twins, answer: answer() }))?.facts[0]).toBe('Near (near)');
    expect(chipOf(message('a', { plan: twins, answer: answer({ target: far }) }))?.facts[0]).toBe('Far');
  });

  it('says “not sent” where nothing was', () => {
    const { target: _, ...untargeted } = answer({ status: 'failed' });
    expect(chipOf(message('a', { plan, answer: untargeted }))?.place).toBe('refused');
    expect(chipOf(message('a', { plan: { ...plan, permitted: [] } }))?.place).toBe('refused');
    expect(chipOf(message('a', { plan, answer: { ...untargeted, status: 'cancelled' } }))?.facts).toEqual(['stopped before it began']);
  });
});
