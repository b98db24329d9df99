/** Google's own proofs go out and come back as they are, in base 64; any other is packed so that it is base 64, too. */
const OWN = 'google.thoughtSignature:';
const GOOGLES = /^google(?:Vertex)?\.thoughtSignature:/;
const PACKED = 'lintel:';

export const proofOut = (signature: string): string =>
  GOOGLES.test(signature) ? signature.replace(GOOGLES, '') : Buffer.from(PACKED + signature).toString('base64');

export function proofIn(thoughtSignature: string): string {
  const unpacked = Buffer.from(thoughtSignature, 'base64').toString();
  return unpacked.startsWith(PACKED) ? unpacked.slice(PACKED.length) : OWN + thoughtSignature;
}
