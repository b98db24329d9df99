/** Normally distributed numbers from a seed (mulberry32 and Box-Muller); the same seed gives the same numbers everywhere. */
export function createNormals(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 2 ** 32;
  };
  // Drawn from a table: logarithms and sines may differ in the last bit between engines, rounding to
  // 1/4096 hides that, and large models need millions of draws.
  const table = Float32Array.from({ length: 65_536 }, () => {
    const radius = Math.sqrt(-2 * Math.log(uniform()));
    return Math.round(radius * Math.cos(2 * Math.PI * uniform()) * 4096) / 4096;
  });
  return () => table[Math.floor(uniform() * table.length)] ?? 0;
}
