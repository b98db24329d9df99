import { describe, expect, it } from 'vitest';
import { issuePermit, requirePermit } from '../../shared/routing/permit.ts';
import type { Plan } from '../../shared/routing/plan.ts';

const near = { targetId: 'near', name: 'Near', zone: 'device' } as const;
const far = { targetId: 'far', name: 'Far', zone: 'cloud', masked: true } as const;
const plan: Plan = {
  requestId: 'request-1',
  policyVersion: 1,
  ceiling: { zone: 'cloud', because: [], lowered: { from: 'lan' } },
  findings: [{ type: 'iban', count: 2 }],
  objective: 'balanced',
  trace: [],
  permitted: [near, far],
  refused: [],
  sentence: '',
};

describe('a permit', () => {
  it('says which try of which request may reach what, what was found, and what the person let go', () => {
    const permit = issuePermit(plan, far, true);
    expect(permit).toEqual({
      id: 'request-1/2',
      requestId: 'request-1',
      targetId: 'far',
      zone: 'cloud',
      masked: true,
      findings: [{ type: 'iban', count: 2 }],
      loweredFrom: 'lan',
    });
    expect(() => requirePermit(permit, 'request-1', 'far')).not.toThrow();
  });

  it('is issued for candidates of the plan alone, and masked where it must be', () => {
    expect(() => issuePermit(plan, { ...near }, false)).toThrow('does not permit');
    expect(() => issuePermit({ ...plan, permitted: [] }, near, false)).toThrow('does not permit');
    expect(() => issuePermit(plan, far, false)).toThrow('only masked');
  });

  it('cannot be made by hand, copied, or used for another request or target', () => {
    const permit = issuePermit(plan, near, false);
    for (const forged of [{ ...permit }, JSON.parse(JSON.stringify(permit)), Object.freeze({ ...permit })])
      expect(() => requirePermit(forged, 'request-1', 'near')).toThrow('No permit');
    expect(() => requirePermit(permit, 'request-2', 'near')).toThrow('No permit');
    expect(() => requirePermit(permit, 'request-1', 'far')).toThrow('No permit');
    expect(() => Object.assign(permit, { targetId: 'far' })).toThrow();
  });
});
