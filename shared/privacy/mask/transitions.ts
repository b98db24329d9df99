/** Where each code unit leads from each node of a tree: an open hash table, several times faster than a Map of pairs. */
export class Transitions {
  readonly #mask: number;
  readonly #from: Int32Array;
  readonly #unit: Uint16Array;
  readonly #to: Int32Array;

  /** @param most transitions that will be added */
  constructor(most: number) {
    const size = 2 ** Math.ceil(Math.log2(most * 2 + 2));
    this.#mask = size - 1;
    this.#from = new Int32Array(size);
    this.#unit = new Uint16Array(size);
    this.#to = new Int32Array(size);
  }

  /** The node that `unit` leads to; 0 where there is none. No transition leads to 0, the root. */
  get(node: number, unit: number): number {
    return this.#to[this.#slot(node, unit)] ?? 0;
  }

  add(node: number, unit: number, to: number): void {
    const slot = this.#slot(node, unit);
    this.#from[slot] = node;
    this.#unit[slot] = unit;
    this.#to[slot] = to;
  }

  /** The slot of a transition, or the free one where it belongs. */
  #slot(node: number, unit: number): number {
    // Multiplied by odd constants and folded, so that the nodes of a tree, which are numbered in order, spread.
    const mixed = Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b);
    let slot = (mixed ^ (mixed >>> 15)) & this.#mask;
    while (this.#to[slot] !== 0 && (this.#from[slot] !== node || this.#unit[slot] !== unit)) slot = (slot + 1) & this.#mask;
    return slot;
  }
}
