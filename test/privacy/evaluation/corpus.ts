import { FINDING_TYPES } from '../../../shared/privacy/finding.ts';
import type { Case, Label, Span } from './case.ts';
import type { Frame, Setting } from './frame.ts';
import { CLEAN_ENGLISH } from './frames/clean-english.ts';
import { CLEAN_EUROPEAN } from './frames/clean-european.ts';
import { CLEAN_LOOK_ALIKES } from './frames/clean-look-alikes.ts';
import { CLEAN_STORIES } from './frames/clean-stories.ts';
import { CLEAN_TECHNICAL } from './frames/clean-technical.ts';
import { DUTCH } from './frames/dutch.ts';
import { ENGLISH } from './frames/english.ts';
import { FRENCH } from './frames/french.ts';
import { GERMAN } from './frames/german.ts';
import { HIDDEN } from './frames/hidden.ts';
import { ITALIAN } from './frames/italian.ts';
import { POLISH } from './frames/polish.ts';
import { PORTUGUESE } from './frames/portuguese.ts';
import { SECRET_FRAMES } from './frames/secrets.ts';
import { SPANISH } from './frames/spanish.ts';
import { STRUCTURED } from './frames/structured.ts';
import { WORLD } from './frames/world.ts';
import { HIDINGS } from './hide.ts';
import { hash, type Random, seeded } from './random.ts';
import type { Kinds, Language } from './value.ts';
import { IDENTITY_EUROPE } from './values/identity-europe.ts';
import { IDENTITY_WORLD } from './values/identity-world.ts';
import { LOOK_ALIKES } from './values/look-alikes.ts';
import { MONEY } from './values/money.ts';
import { PEOPLE } from './values/people.ts';
import { SECRETS } from './values/secrets.ts';

/** A label that remembers which kind of value fills it, such as `pesel`, and what it was before it was hidden. */
interface MadeLabel extends Label {
  readonly kind: string;
  readonly value: string;
}

type Half = 'dev' | 'held';

export interface LabelledText extends Case {
  readonly labels: readonly MadeLabel[];
  readonly groups: {
    readonly language: Language;
    readonly setting: Setting;
    /** Detectors may be written against the misses of `dev`; `held` only measures. All texts of a frame are in one half. */
    readonly half: Half;
  };
}

const KINDS: Kinds = { ...IDENTITY_EUROPE, ...IDENTITY_WORLD, ...LOOK_ALIKES, ...MONEY, ...PEOPLE, ...SECRETS };
const FRAMES: readonly Frame[] = [
  ...ENGLISH,
  ...GERMAN,
  ...FRENCH,
  ...SPANISH,
  ...ITALIAN,
  ...POLISH,
  ...PORTUGUESE,
  ...DUTCH,
  ...WORLD,
  ...STRUCTURED,
  ...SECRET_FRAMES,
  ...HIDDEN,
  ...CLEAN_TECHNICAL,
  ...CLEAN_STORIES,
  ...CLEAN_LOOK_ALIKES,
  ...CLEAN_ENGLISH,
  ...CLEAN_EUROPEAN,
];
const SLOT = /\[\[(~?)([a-z0-9-]+)(?:=([^\]]+?))?(?:\|([a-z0-9-]+))?\]\]/g;
const TEXTS_PER_FRAME = 4;
/** Splits the frames so that each kind of value is in both halves about as often. */
const HALVING = 112;

type Filled = Pick<LabelledText, 'text' | 'labels' | 'neutral'>;

/** Puts values into a frame's slots and notes where they stand. */
function fill(frame: Frame, random: Random): Filled {
  const labels: MadeLabel[] = [];
  const neutral: Span[] = [];
  let text = '';
  let from = 0;
  for (const slot of frame.template.matchAll(SLOT)) {
    const [whole, tilde, kind = '', literal, hiding] = slot;
    text += frame.template.slice(from, slot.index);
    from = slot.index + whole.length;
    const filler = KINDS[kind];
    const made = literal ?? filler?.make(random, frame.language);
    const type = filler?.type === undefined ? FINDING_TYPES.find((name) => name === kind) : filler.type;
    const hide = hiding === undefined ? (value: string) => value : HIDINGS[hiding];
    if (made === undefined || type === undefined || hide === undefined) throw new Error(`No way to fill ${whole}`);
    const value = typeof made === 'string' ? made : made.text;
    const core = typeof made === 'string' ? made : (made.core ?? made.text);
    const start = text.length;
    text += hide(value);
    const span = { start, end: text.length };
    if (tilde === '~') neutral.push(span);
    else if (type !== null) {
      const coreStart = hiding === undefined ? start + value.indexOf(core) : start;
      const coreSpan = { start: coreStart, end: hiding === undefined ? coreStart + core.length : span.end };
      labels.push({ ...span, type, core: coreSpan, kind, value });
    }
  }
  return { text: text + frame.template.slice(from), labels, neutral };
}

/** The whole corpus: the same in every run, about four texts of each frame that has slots and one of each that has none. */
export function makeCorpus(): LabelledText[] {
  const seen = new Set<string>();
  return FRAMES.flatMap((frame) => {
    const seed = hash(frame.template);
    const half: Half = seeded(seed + HALVING).int(0, 1) === 0 ? 'dev' : 'held';
    return Array.from({ length: TEXTS_PER_FRAME }, (_, at) => at).flatMap((at) => {
      const filled = fill(frame, seeded(seed + at * 7919));
      if (seen.has(filled.text)) return [];
      seen.add(filled.text);
      const id = `${seed.toString(16).padStart(8, '0')}-${at}`;
      return [{ ...filled, id, somewhere: [], groups: { language: frame.language, setting: frame.setting, half } }];
    });
  });
}
