/** Fewest characters of eight groups with a colon between each two. */
const SHORTEST_WHOLE = 15;

/**
 * The eight groups of an IPv6 address (RFC 4291 2.2); undefined of anything else, and of `::` and words such as
 * `dead::`, which are more likely code.
 */
export function groupsOf(address: string): readonly number[] | undefined {
  if (address.length < SHORTEST_WHOLE && !address.includes('::')) return undefined;
  if (!/\d/.test(address) && address.length < 20) return undefined;
  const halves = address.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) =>
    half === '' ? [] : half.split(':').flatMap((group, index, all) => parsed(group, index === all.length - 1)),
  );
  if (head === undefined) return undefined;
  const groups = tail === undefined ? head : [...head, ...new Array<number>(Math.max(0, 8 - head.length - tail.length)).fill(0), ...tail];
  if (groups.length !== 8 || groups.includes(-1)) return undefined;
  return tail !== undefined && head.length + tail.length > 7 ? undefined : groups;
}

/** One group as a number, an IPv4 address at the end as two; -1 of anything else. */
function parsed(group: string, isLast: boolean): number[] {
  if (/^[\da-f]{1,4}$/i.test(group)) return [Number.parseInt(group, 16)];
  const octets = group.split('.').map((octet) => (/^\d{1,3}$/.test(octet) ? Number(octet) : 256));
  if (!isLast || octets.length !== 4 || octets.some((octet) => octet > 255)) return [-1];
  const [a = 0, b = 0, c = 0, d = 0] = octets;
  return [a * 256 + b, c * 256 + d];
}
