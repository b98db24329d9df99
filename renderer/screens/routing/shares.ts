import type { Share } from '../../../shared/routing/rules/rule.ts';

/** The shares that a text names as `qwen* 70, gpt* 30`; nothing where it names fewer than two, or one without a weight. */
export function sharesIn(text: string): readonly Share[] | undefined {
  const shares = text.split(',').map((entry) => {
    const [target = '', weight = '', ...more] = entry.trim().split(/\s+/);
    return { target, weight: more.length > 0 || weight === '' ? Number.NaN : Number(weight) };
  });
  return shares.length >= 2 && shares.every(({ target, weight }) => target !== '' && weight > 0) ? shares : undefined;
}
