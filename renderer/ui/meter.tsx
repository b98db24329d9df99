/** How much of something is done or taken. @param part from 0 to 1 */
export function Meter({ name, part }: { name: string; part: number }) {
  const percent = Math.round(Math.max(0, Math.min(1, part)) * 100);
  return (
    <progress aria-label={name} value={percent} max={100} className="meter">
      {percent} %
    </progress>
  );
}
