/** Longest side, in pixels: what models that see pictures take in at most. */
const LONGEST_SIDE = 1_568;
/** Bytes of a PNG that stays one; larger ones become JPEGs. */
const LARGEST_PNG = 400_000;
const QUALITY = 0.86;

/**
 * A picture as it goes to a model: no larger than one takes in, and drawn anew, so that nothing goes along that cannot be
 * seen, such as where it was taken. Throws for what is no picture.
 */
export async function readPicture(file: File): Promise<{ mediaType: string; picture: string }> {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale)));
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('There is nothing to draw on.');
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const png = await canvas.convertToBlob({ type: 'image/png' });
  const drawn = png.size <= LARGEST_PNG ? png : await onWhite(canvas).convertToBlob({ type: 'image/jpeg', quality: QUALITY });
  return { mediaType: drawn.type, picture: await base64Of(drawn) };
}

/** JPEG has no transparency: what shines through would be black. */
function onWhite(canvas: OffscreenCanvas): OffscreenCanvas {
  const page = new OffscreenCanvas(canvas.width, canvas.height);
  const context = page.getContext('2d');
  if (context === null) return canvas;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, page.width, page.height);
  context.drawImage(canvas, 0, 0);
  return page;
}

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let binary = '';
  for (let start = 0; start < bytes.length; start += 0x8000) binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  return btoa(binary);
}
