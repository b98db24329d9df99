/** One safeguard taken out: a piece of a file that occurs once, and what stands there instead. */
export interface Mutant {
  readonly what: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const CONSTRAINTS = [
  'allowed',
  'askedFor',
  'excluded',
  'health',
  'contextWindow',
  'stay',
  'zone',
  'residency',
  'abilities',
  'userRules',
  'budget',
  'freshness',
  'rest',
];

const CEILING = 'shared/routing/ceiling.ts';
const PERMIT = 'shared/routing/permit.ts';
const READING = 'shared/routing/reading.ts';
const ASK = 'shared/routing/run/ask.ts';
const CONTINUED = 'shared/routing/run/continued.ts';

/** Every safeguard between a prompt and a place that it may not reach. */
export const MUTANTS: readonly Mutant[] = [
  ...CONSTRAINTS.map((name) => ({
    what: `the constraint ${name}`,
    file: 'shared/routing/decide.ts',
    from: `\n  ${name},`,
    to: '',
  })),
  { what: 'the ceiling of an app’s key', file: CEILING, from: '    ...ofKey(traits),\n', to: '' },
  { what: 'the key that nobody lets go', file: CEILING, from: 'wished && nearer(wished, ofKey)', to: 'wished' },
  {
    what: 'the rule that an unknown tag stays here',
    file: CEILING,
    from: 'return { rule: HERE, words: unknownTag(tag)',
    to: 'return { rule: policy.untagged, words: unknownTag(tag)',
  },
  {
    what: 'the rule that what was not searched stays here',
    file: CEILING,
    from: '[{ rule: HERE, words: say`it is too long',
    to: '[{ rule: policy.untagged, words: say`it is too long',
  },
  { what: 'the rule of findings', file: CEILING, from: '    ...ofFindings(traits.findings, policy),\n', to: '' },
  { what: 'the rule of tags', file: CEILING, from: '    ...traits.tags.map((tag) => ofTag(tag, policy)),\n', to: '' },
  { what: 'the rule that only what was found can be masked', file: CEILING, from: '(traits.findings ?? []).length === 0', to: 'false' },
  { what: 'the rule that all must be maskable', file: CEILING, from: '!traits.maskable || ', to: '' },
  { what: 'the switch that masks nothing', file: CEILING, from: "policy.masking === 'off' || ", to: '' },
  {
    what: 'the tags that no mask raises',
    file: CEILING,
    from: 'rule.masked ?? rule.ceiling).reduce(nearer',
    to: "rule.masked ?? 'cloud').reduce(nearer",
  },
  { what: 'the regions of tags', file: CEILING, from: '...causes.map(({ rule }) => rule)]);', to: ']);' },
  {
    what: 'the ceiling of a rule that failed',
    file: 'shared/routing/rules/evaluate.ts',
    from: "draft.ceilings.push({ value: 'device', rule: name, failed: true });",
    to: '',
  },
  {
    what: 'the look at what a rule may not ask',
    file: 'shared/routing/rules/condition.ts',
    from: 'const fault = faultIn(parsed.ast);',
    to: 'const fault = undefined as ReturnType<typeof faultIn>;',
  },
  {
    what: 'the doubt about a region that nobody recorded',
    file: 'shared/routing/rules/matches.ts',
    from: 'matchesTarget(target, match, !isHome(target))',
    to: 'matchesTarget(target, match)',
  },
  {
    what: 'the age of a promise',
    file: 'shared/routing/target.ts',
    from: ' || groundIsStale === true',
    to: '',
  },
  {
    what: 'the ground of trust',
    file: 'shared/routing/target.ts',
    from: "zone === 'trusted' && (ground === undefined || groundIsStale === true) ? 'cloud' : zone",
    to: 'zone',
  },
  {
    what: 'the search beside the messages',
    file: READING,
    from: 'textBeside([request.tools, request.stop, request.output, without(request.wire, isSaid)])',
    to: 'textBeside([])',
  },
  { what: 'the search across parts', file: READING, from: 'tally.show(scan(textOf(message)))', to: '0' },
  { what: 'the permit’s look at the plan', file: PERMIT, from: 'if (index === -1)', to: 'if (false)' },
  { what: 'the permit’s look at the mask', file: PERMIT, from: 'if (candidate.masked === true && !masked)', to: 'if (false)' },
  { what: 'the engine’s look at the permit', file: PERMIT, from: '!isPermit(permit) || ', to: '' },
  {
    what: 'the mask',
    file: ASK,
    from: 'issuePermit(plan, candidate, true, number), account.open(leaving.request), cancel.signal)',
    to: 'issuePermit(plan, candidate, true, number), account.open(request), cancel.signal)',
  },
  {
    what: 'the refusal of what cannot be masked',
    file: ASK,
    from: 'const leaving = request.work === undefined ? masked(request, ports) : undefined;',
    to: 'const leaving = masked(request, ports) ?? { request, entries: [], sent: [], addresses: undefined };',
  },
  {
    what: 'the second decision about half an answer',
    file: CONTINUED,
    from: 'if (again === undefined) return [];',
    to: 'if (again === undefined) return [candidate];',
  },
  { what: 'the mask of half an answer', file: CONTINUED, from: 'return [candidate.masked === true ?', to: 'return [false ?' },
  { what: 'the prompt that alone was let go', file: CONTINUED, from: '{ letGo: _, ...request }: ChatRequest', to: 'request: ChatRequest' },
];
