import { type Said, say } from '../../shared/chat/said.ts';

/** What it means that other computers reach the port, in sentences; none where they do not. @param fingerprint of its certificate */
export function networkMeaning(addresses: readonly string[], fingerprint: string | undefined): readonly Said[] {
  if (addresses.length === 0) return [];
  return [
    say`Other computers in your network can use Lintel’s models at ${addresses.join(', ')}, each with a key. Its window, its settings and its metrics stay on this computer.`,
    fingerprint === undefined
      ? say`What they send and get is not encrypted: anybody in the same network can read it, and the keys with it.`
      : say`What they send and get is encrypted. Compare the certificate’s fingerprint on the other computer before you trust it: SHA-256 ${fingerprint}.`,
  ];
}
