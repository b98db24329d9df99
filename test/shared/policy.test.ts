import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../shared/chat/request.ts';
import { scan } from '../../shared/privacy/scan.ts';
import { isWithin, ZONES, type Zone } from '../../shared/privacy/zones.ts';
import { decide } from '../../shared/routing/decide.ts';
import { DEFAULT_POLICY, type Policy } from '../../shared/routing/policy.ts';
import { traitsOf } from '../../shared/routing/traits.ts';
import { request, SITUATION, target } from '../fakes/ports.ts';

/** One target in every zone, so that a prompt goes as far as it may. */
const EVERYWHERE = ZONES.map((zone) => target(zone, { zone }));
const reaches = (text: string, tags: readonly string[] = [], isMasked = false) =>
  decide(traitsOf(request(text, { tags }), scan, EVERYWHERE, DEFAULT_POLICY.minConfidence), DEFAULT_POLICY, EVERYWHERE, SITUATION)
    .permitted.filter(({ masked }) => masked === (isMasked || undefined))
    .map(({ zone }) => zone)
    .sort((a, b) => ZONES.indexOf(a) - ZONES.indexOf(b));
/** As a key's lines look. */
const keyBody = Array.from({ length: 6 }, (_, line) => createHash('sha384').update(String(line)).digest('base64')).join('\n');
const upTo = (ceiling: Zone) => ZONES.filter((zone) => isWithin(zone, ceiling));

describe('the policy of a fresh installation', () => {
  it.each([
    ['secret', `Use ${['sk', 'proj', 'A1b2C3d4'.repeat(4)].join('-')} for it`, 'device'],
    ['secret', `-----BEGIN ${'RSA'} PRIVATE KEY-----\n${keyBody}`, 'device'],
    ['iban', 'Pay DE89 3704 0044 0532 0130 00', 'trusted'],
    ['payment-card', 'Charge 4242 4242 4242 4242', 'trusted'],
    ['email', 'Write to anna@example.org', 'trusted'],
  ] as const)('lets a prompt with a finding of type %s go so far and no further: %s', (type, text, ceiling) => {
    expect(scan(text).map((finding) => finding.type)).toContain(type);
    expect(reaches(text)).toEqual(upTo(ceiling));
  });

  it.each([
    ['private', 'device'],
    ['internal', 'lan'],
    ['sensitive', 'trusted'],
    ['public', 'cloud'],
    ['a tag it does not know', 'device'],
  ] as const)('lets a prompt tagged %s go as far as %s', (tag, ceiling) => {
    expect(reaches('Hello', [tag])).toEqual(upTo(ceiling));
  });

  it('pulls every finding in by a tag that it knows, but for the code of a bank, which is nobody’s', () => {
    const free = Object.entries(DEFAULT_POLICY.findingTags).filter(([, tag]) => DEFAULT_POLICY.tags[tag]?.ceiling === 'cloud');
    expect(free).toEqual([['bic', 'public']]);
    for (const tag of Object.values(DEFAULT_POLICY.findingTags)) expect(DEFAULT_POLICY.tags).toHaveProperty(tag);
  });

  it('lets what was found go to the cloud masked, but never a key, nor what lies where nothing masks it', () => {
    expect(reaches('Write to anna@example.org', [], true)).toEqual(['cloud']);
    expect(reaches('Write to anna@example.org', ['internal'], true)).toEqual([]);
    expect(reaches(`Use ${['sk', 'proj', 'A1b2C3d4'.repeat(4)].join('-')} for anna@example.org`, [], true)).toEqual([]);
  });

  it('lets nothing go masked where it cannot all be masked, or the person wants no mask', () => {
    const made = (asked: ChatRequest, policy: Policy) =>
      decide(traitsOf(asked, scan, EVERYWHERE, policy.minConfidence), policy, EVERYWHERE, SITUATION).permitted.filter(
        ({ masked }) => masked,
      );
    const mail = 'Write to anna@example.org';
    expect(made(request(mail), DEFAULT_POLICY)).toHaveLength(1);
    expect(made(request(mail), { ...DEFAULT_POLICY, masking: 'off' })).toEqual([]);
    const picture = { role: 'user', content: [{ type: 'image', url: 'data:image/png;base64,AAAA' }] } as const;
    const places = EVERYWHERE.map((one) => ({ ...one, abilities: ['chat', 'images', 'tools'] as const }));
    const asked = [
      request(mail, { stop: ['anna@example.org'] }),
      request(mail, { tools: [{ name: 'mail', description: 'to anna@example.org' }] }),
      request(mail, { wire: { user: 'anna@example.org, or bert@example.org' } }),
      request('', { messages: [picture, ...request(mail).messages] }),
    ];
    for (const one of asked)
      expect(decide(traitsOf(one, scan, places, 0.6), DEFAULT_POLICY, places, SITUATION).permitted.filter(({ masked }) => masked)).toEqual(
        [],
      );
  });

  it('keeps a picture here, which nobody can search, unless the person has another rule for pictures', () => {
    const places = EVERYWHERE.map((one) => ({ ...one, abilities: ['chat', 'images'] as const }));
    const asked = request('', { messages: [{ role: 'user', content: [{ type: 'image', url: 'data:image/png;base64,AAAA' }] }] });
    const zones = (policy: Policy) =>
      decide(traitsOf(asked, scan, places, 0.6), policy, places, SITUATION)
        .permitted.map(({ zone }) => zone)
        .sort();
    expect(zones(DEFAULT_POLICY)).toEqual(['device']);
    expect(zones({ ...DEFAULT_POLICY, pictureTag: 'internal' })).toEqual(['device', 'lan']);
    expect(zones({ ...DEFAULT_POLICY, pictureTag: 'a tag that went away' })).toEqual(['device']);
  });

  it('does not take a prompt in which nothing was found for a masked one', () => {
    expect(reaches('Hello', ['sensitive'], true)).toEqual([]);
  });

  it('is not widened by a tag beside a finding', () => {
    expect(reaches('Write to anna@example.org', ['public'])).toEqual(upTo('trusted'));
    expect(reaches('Write to anna@example.org', ['private'])).toEqual(upTo('device'));
  });
});
