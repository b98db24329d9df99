import { describe, expect, it } from 'vitest';
import { chipOf } from '../../renderer/ui/chip-facts.ts';
import { answer, far, message, plan } from './samples.ts';

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

  it('says “not sent” where nothing was', () => {
    const { target: _, ...untargeted } = answer({ status: 'failed' });
    expect(chipOf(message('a', { plan, answer: untargeted }))?.place).toBe('refused');
    expect(chipOf(message('a', { plan: { ...plan, permitted: [] } }))?.place).toBe('refused');
    expect(chipOf(message('a', { plan, answer: { ...untargeted, status: 'cancelled' } }))?.facts).toEqual(['stopped before it began']);
  });
});
