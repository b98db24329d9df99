import i18next from 'i18next';
import type { Body } from '../../../shared/api/contract.ts';
import { api } from '../../api.ts';
import { errorText } from '../../said.ts';
import { drafts, view } from '../../stores/session.ts';

/** Most bytes of a file, and most files of a message; main refuses more. */
const LARGEST = 25 * 2 ** 20;
const MOST = 20;
/** Most characters of a text; what is longer cannot be searched and would fit no model. */
const LONGEST_TEXT = 8_000_000;

type Attachment = Body<'addAttachment'>;

/** Why a file cannot be attached, in words. */
class Refused extends Error {}

/** Reads files and puts them to the message that is being written. What cannot be read is said. */
export async function attachFiles(id: string, files: readonly File[]): Promise<void> {
  for (const file of files) {
    if (drafts.read(id).attachments.length >= MOST) return say(i18next.t('chat:attachments.tooMany', { count: MOST }));
    try {
      const outcome = await api.addAttachment(await readAttachment(file));
      if (!outcome.ok) say(errorText(outcome.error));
      else drafts.change(id, { attachments: [...drafts.read(id).attachments, outcome.value] });
    } catch (error) {
      say(error instanceof Refused ? error.message : i18next.t('chat:attachments.unreadable', { name: file.name }));
    }
  }
}

/** Takes a file from the message; main deletes it. */
export function detach(id: string, attachmentId: string): void {
  const { attachments } = drafts.read(id);
  drafts.change(id, { attachments: attachments.filter((one) => one.id !== attachmentId) });
  void api.removeAttachment(attachmentId);
}

const say = (sentence: string) => view.notify(sentence);

async function readAttachment(file: File): Promise<Attachment> {
  const head = { name: file.name.slice(-200) || 'file', bytes: file.size };
  if (file.size > LARGEST) throw new Refused(i18next.t('chat:attachments.tooLarge', { name: file.name }));
  if (/^image\/(png|jpe?g|webp|gif|bmp|avif)$/.test(file.type)) {
    const { readPicture } = await import('./picture.ts');
    return { ...head, ...(await readPicture(file)) };
  }
  if (file.type === 'application/pdf' || /\.pdf$/i.test(file.name)) {
    const { readPdf } = await import('./pdf.ts');
    const { text, pages } = await readPdf(file);
    if (text.trim() === '') throw new Refused(i18next.t('chat:attachments.noText', { name: file.name }));
    return { ...head, mediaType: 'application/pdf', text: whole(text, file), pages };
  }
  const text = textIn(await file.arrayBuffer());
  if (text === undefined) throw new Refused(i18next.t('chat:attachments.noKind', { name: file.name }));
  return { ...head, mediaType: file.type || 'text/plain', text: whole(text, file) };
}

/** Nothing of a file is left out in silence. */
function whole(text: string, { name }: File): string {
  if (text.length > LONGEST_TEXT) throw new Refused(i18next.t('chat:attachments.tooLong', { name, millions: LONGEST_TEXT / 1e6 }));
  return text;
}

/** The text of a file that is one, whatever it is called; nothing for any other. */
function textIn(bytes: ArrayBuffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
