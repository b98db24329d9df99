/** Lines that a chart has above its zero, at most. */
const MOST_TICKS = 4;
const STEPS = [1, 2, 2.5, 5, 10];
/** What is smaller has no parts that a number could hold. */
const SMALLEST = 1e-300;

/** Round values from 0 to at least `most`, evenly apart. The axis ends at the last. */
export function ticksTo(most: number): readonly number[] {
  if (!(most > SMALLEST) || !Number.isFinite(most)) return [0, 1];
  const rough = most / MOST_TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (STEPS.find((one) => one * power >= rough * (1 - 1e-9)) ?? 10) * power;
  const count = Math.max(1, Math.ceil(most / step - 1e-9));
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** Which of `count` places have a label, so that they stand at least `apart` pixels from each other. The first always has one. */
export function labelled(count: number, width: number, apart: number): (index: number) => boolean {
  const every = Math.max(1, Math.ceil((count * apart) / Math.max(1, width)));
  return (index) => index % every === 0;
}
