import type { NumberFormat } from './format.ts';

/** A way to write a format, and how sure a finding is with nothing beside it. */
export interface Shape {
  readonly format: NumberFormat;
  /** One way to write it, with its separators. */
  readonly spelling: string;
  readonly alone: number;
}

interface Node {
  readonly next: (Node | undefined)[];
  readonly shapes: Shape[];
}

/** Kinds of characters. Every other character ends a number. */
export const NONE = 0;
export const DIGIT = 1;
export const LETTER = 2;
const SEPARATORS = ' .-/()';

const KINDS = new Uint8Array(128);
for (let unit = 48; unit <= 57; unit++) KINDS[unit] = DIGIT;
for (let unit = 65; unit <= 90; unit++) KINDS[unit] = KINDS[unit + 32] = LETTER;
for (const [index, separator] of [...SEPARATORS].entries()) KINDS[separator.charCodeAt(0)] = LETTER + 1 + index;

/** The kind of a UTF-16 code unit. Spaces that do not break and the hyphens of typesetters count as their plain sort. */
export function kindOf(unit: number): number {
  if (unit < 128) return KINDS[unit] ?? NONE;
  if (unit === 0xa0 || unit === 0x202f || unit === 0x2009 || unit === 0x2007) return LETTER + 1;
  return unit >= 0x2010 && unit <= 0x2013 ? LETTER + 3 : NONE;
}

const kindIn = (sign: string) => (sign === 'A' ? LETTER : sign === '0' ? DIGIT : kindOf(sign.charCodeAt(0)));

/** The ways to write `shape`: one a separator where it leaves that open. */
const spellings = (shape: string) => (shape.includes('~') ? [' ', '.', '-'].map((separator) => shape.replaceAll('~', separator)) : [shape]);

/** True when the text from `start` has a digit for each `0` and a letter for each `A`. */
function fits(text: string, start: number, spelling: string): boolean {
  for (let index = 0; index < spelling.length; index++) {
    const sign = spelling[index];
    const kind = kindOf(text.charCodeAt(start + index));
    if ((sign === '0' && kind !== DIGIT) || (sign === 'A' && kind !== LETTER)) return false;
  }
  return true;
}

/** A tree of shapes: a walk from its root along the kinds of a text's characters meets every format written like that. */
export class ShapeTree {
  private readonly root: Node = { next: [], shapes: [] };
  private readonly isLoose: boolean;

  /** @param isLoose digits and letters count as the same, for shapes with an `X` */
  constructor(formats: readonly NumberFormat[], isLoose: boolean) {
    this.isLoose = isLoose;
    for (const format of formats) {
      for (const [shape, alone] of Object.entries(format.written)) {
        if (shape.includes('X') === isLoose) for (const spelling of spellings(shape)) this.add({ format, spelling, alone });
      }
    }
  }

  private add(shape: Shape): void {
    let node = this.root;
    for (const sign of shape.spelling) {
      const kind = this.isLoose && /[0AX]/.test(sign) ? DIGIT : kindIn(sign);
      node = node.next[kind] ??= { next: [], shapes: [] };
    }
    node.shapes.push(shape);
  }

  /** Calls `visit` for each place after `start` where a written number can end, with what it can be. */
  walk(text: string, start: number, visit: (end: number, shapes: readonly Shape[]) => void): void {
    let node: Node | undefined = this.root;
    for (let index = start; ; index++) {
      const kind = kindOf(text.charCodeAt(index));
      if (node.shapes.length > 0 && kind !== DIGIT && kind !== LETTER) {
        visit(index, this.isLoose ? node.shapes.filter(({ spelling }) => fits(text, start, spelling)) : node.shapes);
      }
      if (kind === NONE) return;
      node = node.next[this.isLoose && kind === LETTER ? DIGIT : kind];
      if (node === undefined) return;
    }
  }
}
