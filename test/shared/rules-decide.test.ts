import { describe, expect, it } from 'vitest';
import { scan } from '../../shared/privacy/scan.ts';
import { ZONES } from '../../shared/privacy/zones.ts';
import { decide } from '../../shared/routing/decide.ts';
import { DEFAULT_POLICY } from '../../shared/routing/policy.ts';
import type { RuleAction } from '../../shared/routing/rules/rule.ts';
import { traitsOf } from '../../shared/routing/traits.ts';
import { request, SITUATION, target } from '../fakes/ports.ts';
import { group, rule } from './rules-facts.ts';

/** A target in every zone; what is in the cloud costs nothing, so that only rules and tags hold anything back. */
const EVERYWHERE = ZONES.map((zone) => target(zone, { zone }));

function plan(action: RuleAction, when = 'true', text = 'Hello') {
  const asked = traitsOf(request(text), scan, EVERYWHERE, DEFAULT_POLICY.minConfidence);
  return decide(asked, { ...DEFAULT_POLICY, rules: [group('all', rule('a', when, action))] }, EVERYWHERE, SITUATION);
}
const reached = (...asked: Parameters<typeof plan>) => new Set(plan(...asked).permitted.map(({ zone }) => zone));

describe('a plan under rules', () => {
  it('stays within the ceiling of a rule, of a tag that it adds, and of one that failed', () => {
    expect(reached({ mask: true })).toEqual(new Set(ZONES));
    expect(reached({ ceiling: 'lan' })).toEqual(new Set(['device', 'lan']));
    expect(reached({ tags: ['internal'] })).toEqual(new Set(['device', 'lan']));
    expect(reached({ tags: ['nosuch'] })).toEqual(new Set(['device']));
    expect(reached({ mask: true }, 'tags[9] == "a"')).toEqual(new Set(['device']));
    expect(reached({ mask: true }, 'nosuch')).toEqual(new Set(['device']));
  });

  it('goes no further than tags and findings let it, whatever a rule says', () => {
    const mail = 'Write to anna@example.org';
    const unmasked = plan({ ceiling: 'cloud', tags: ['public'], require: { zones: ['cloud'] } }, 'true', mail).permitted.filter(
      ({ masked }) => !masked,
    );
    expect(unmasked).toEqual([]);
    expect(
      reached({ ceiling: 'cloud' }, 'findings.email > 0', 'The key is '.concat(['sk', 'proj', 'A1b2C3d4'.repeat(4)].join('-'))),
    ).toEqual(new Set(['device']));
  });

  it('keeps to what is required, forbidden and refused, and says which rule it was', () => {
    expect(reached({ require: { zones: ['lan'] } })).toEqual(new Set(['lan']));
    expect(reached({ forbid: { zones: ['cloud'] } })).toEqual(new Set(['device', 'lan', 'trusted']));
    expect(reached({ forbid: { regions: ['US'] } })).toEqual(new Set(['device', 'lan']));
    expect(reached({ require: { regions: ['EU'] } })).toEqual(new Set(['device', 'lan']));
    const { permitted, trace } = plan({ deny: 'Not today.' });
    expect(permitted).toEqual([]);
    expect(trace).toMatchObject([{ ruleId: 'a', name: 'a', effect: 'refuses the request: “Not today.”' }]);
  });

  it('puts first what a rule prefers or what its split chose', () => {
    for (const zone of ZONES) {
      expect(plan({ prefer: { zones: [zone] } }).permitted[0]?.zone).toBe(zone);
      const split = [
        { target: zone, weight: 1 },
        { target: 'nowhere', weight: 1e-9 },
      ];
      expect(plan({ split }).permitted[0]?.zone).toBe(zone);
    }
  });
});
