/** One safeguard taken out: a piece of a file that occurs once, and what stands there instead. */
export interface Mutant {
  readonly what: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** The test that found it last, asked first: its path under test/, without the ending. */
  readonly foundBy: string;
}

const CONSTRAINTS = {
  allowed: 'shared/constraints',
  askedFor: 'shared/constraints',
  excluded: 'shared/constraints',
  health: 'shared/decide',
  contextWindow: 'shared/decide',
  stay: 'privacy/proof',
  zone: 'shared/decide',
  residency: 'privacy/proof',
  abilities: 'shared/decide',
  userRules: 'shared/rules-decide',
  budget: 'shared/constraints',
  freshness: 'shared/constraints',
  rest: 'shared/decide',
};

const CEILING = 'shared/routing/ceiling.ts';
const PERMIT = 'shared/routing/permit.ts';
const READING = 'shared/routing/reading.ts';
const ASK = 'shared/routing/run/ask.ts';
const CONTINUED = 'shared/routing/run/continued.ts';

/** Every safeguard between a prompt and a place that it may not reach. */
export const MUTANTS: readonly Mutant[] = [
  ...Object.entries(CONSTRAINTS).map(([name, foundBy]) => ({
    what: `the constraint ${name}`,
    file: 'shared/routing/decide.ts',
    from: `\n  ${name},`,
    to: '',
    foundBy,
  })),
  { what: 'the ceiling of an app’s key', file: CEILING, from: '    ...ofKey(traits),\n', to: '', foundBy: 'privacy/proof' },
  { what: 'the key that nobody lets go', file: CEILING, from: 'wished && nearer(wished, ofKey)', to: 'wished', foundBy: 'privacy/proof' },
  {
    what: 'the rule that an unknown tag stays here',
    file: CEILING,
    from: 'return { rule: HERE, words: unknownTag(tag)',
    to: 'return { rule: policy.untagged, words: unknownTag(tag)',
    foundBy: 'shared/decide',
  },
  {
    what: 'the rule that what was not searched stays here',
    file: CEILING,
    from: '[{ rule: HERE, words: say`it is too long',
    to: '[{ rule: policy.untagged, words: say`it is too long',
    foundBy: 'shared/traits',
  },
  { what: 'the rule of findings', file: CEILING, from: '    ...ofFindings(traits.findings, policy),\n', to: '', foundBy: 'shared/decide' },
  {
    what: 'the rule of tags',
    file: CEILING,
    from: '    ...traits.tags.map((tag) => ofTag(tag, policy)),\n',
    to: '',
    foundBy: 'shared/decide',
  },
  {
    what: 'the rule that only what was found can be masked',
    file: CEILING,
    from: '(traits.findings ?? []).length === 0',
    to: 'false',
    foundBy: 'shared/policy',
  },
  { what: 'the rule that all must be maskable', file: CEILING, from: '!traits.maskable || ', to: '', foundBy: 'shared/policy' },
  { what: 'the switch that masks nothing', file: CEILING, from: "policy.masking === 'off' || ", to: '', foundBy: 'shared/policy' },
  {
    what: 'the tags that no mask raises',
    file: CEILING,
    from: 'rule.masked ?? rule.ceiling).reduce(nearer',
    to: "rule.masked ?? 'cloud').reduce(nearer",
    foundBy: 'shared/policy',
  },
  { what: 'the regions of tags', file: CEILING, from: '...causes.map(({ rule }) => rule)]);', to: ']);', foundBy: 'privacy/proof' },
  {
    what: 'the ceiling of a rule that failed',
    file: 'shared/routing/rules/evaluate.ts',
    from: "draft.ceilings.push({ value: 'device', rule: name, failed: true });",
    to: '',
    foundBy: 'shared/rules-apply',
  },
  {
    what: 'the look at what a rule may not ask',
    file: 'shared/routing/rules/condition.ts',
    from: 'const fault = faultIn(parsed.ast);',
    to: 'const fault = undefined as ReturnType<typeof faultIn>;',
    foundBy: 'shared/rules-apply',
  },
  {
    what: 'the doubt about a region that nobody recorded',
    file: 'shared/routing/rules/matches.ts',
    from: 'matchesTarget(target, match, !isHome(target))',
    to: 'matchesTarget(target, match)',
    foundBy: 'shared/rules-decide',
  },
  {
    what: 'the age of a promise',
    file: 'shared/routing/target.ts',
    from: ' || groundIsStale === true',
    to: '',
    foundBy: 'shared/constraints',
  },
  {
    what: 'the ground of trust',
    file: 'shared/routing/target.ts',
    from: "zone === 'trusted' && (ground === undefined || groundIsStale === true) ? 'cloud' : zone",
    to: 'zone',
    foundBy: 'shared/constraints',
  },
  {
    what: 'the search beside the messages',
    file: READING,
    from: 'textBeside([request.tools, request.stop, request.output, unsaid])',
    to: 'textBeside([])',
    foundBy: 'shared/policy',
  },
  { what: 'the search across parts', file: READING, from: 'tally.show(scan(textOf(message)))', to: '0', foundBy: 'privacy/proof' },
  { what: 'the permit’s look at the plan', file: PERMIT, from: 'if (index === -1)', to: 'if (false)', foundBy: 'shared/permit' },
  {
    what: 'the permit’s look at the mask',
    file: PERMIT,
    from: 'if (candidate.masked === true && !masked)',
    to: 'if (false)',
    foundBy: 'shared/permit',
  },
  { what: 'the engine’s look at the permit', file: PERMIT, from: '!isPermit(permit) || ', to: '', foundBy: 'shared/permit' },
  {
    what: 'the mask',
    file: ASK,
    from: 'issuePermit(plan, candidate, true, number), account.open(leaving.request), cancel.signal)',
    to: 'issuePermit(plan, candidate, true, number), account.open(request), cancel.signal)',
    foundBy: 'shared/run-continued',
  },
  {
    what: 'the refusal of what cannot be masked',
    file: ASK,
    from: 'const leaving = request.work === undefined ? masked(request, ports) : undefined;',
    to: 'const leaving = masked(request, ports) ?? { request, entries: [], sent: [], addresses: undefined };',
    foundBy: 'shared/route',
  },
  {
    what: 'the second decision about half an answer',
    file: CONTINUED,
    from: 'if (again === undefined) return [];',
    to: 'if (again === undefined) return [candidate];',
    foundBy: 'shared/run-continued',
  },
  {
    what: 'the mask of half an answer',
    file: CONTINUED,
    from: 'return [candidate.masked === true ?',
    to: 'return [false ?',
    foundBy: 'shared/run-continued',
  },
  {
    what: 'the prompt that alone was let go',
    file: CONTINUED,
    from: '{ letGo: _, ...request }: ChatRequest',
    to: 'request: ChatRequest',
    foundBy: 'shared/run-continued',
  },
];
