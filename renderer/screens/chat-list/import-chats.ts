import i18next from 'i18next';
import type { Body } from '../../../shared/api/contract.ts';
import { api } from '../../api.ts';
import { errorText } from '../../said.ts';
import { conversations } from '../../stores/session.ts';

type Exported = Body<'importConversations'>['conversations'];

/** The format's name, as every such file says it. */
const FORMAT = 'lintel-chats';
/** Characters that go to main at once, and messages: it takes bodies of a bounded size. */
const BATCH_CHARACTERS = 4_000_000;
const BATCH_MESSAGES = 5_000;

export interface Imported {
  readonly imported: number;
  /** Why it ended early, in words. */
  readonly problem?: string;
}

/** Adds the chats of a file that was exported. @param onProgress told how many of how many are there */
export async function importChats(file: File, onProgress: (done: number, all: number) => void): Promise<Imported> {
  const all = await readChats(file);
  if (all === undefined) return { imported: 0, problem: i18next.t('chat:import.noFile') };
  let imported = 0;
  for (const batch of batchesOf(all)) {
    const outcome = await api.importConversations(batch);
    if (!outcome.ok) {
      if (imported > 0) await conversations.load();
      return { imported, problem: errorText(outcome.error) };
    }
    imported += batch.length;
    onProgress(imported, all.length);
  }
  await conversations.load();
  return { imported };
}

async function readChats(file: File): Promise<Exported | undefined> {
  try {
    const content = JSON.parse(await file.text()) as { format?: unknown; conversations?: unknown };
    return content.format === FORMAT && Array.isArray(content.conversations) ? (content.conversations as Exported) : undefined;
  } catch {
    return undefined;
  }
}

function* batchesOf(all: Exported): Generator<Exported> {
  let batch: Exported = [];
  let characters = 0;
  let messages = 0;
  for (const conversation of all) {
    const length = JSON.stringify(conversation).length;
    const count = Array.isArray(conversation.messages) ? conversation.messages.length : 0;
    if (batch.length > 0 && (characters + length > BATCH_CHARACTERS || messages + count > BATCH_MESSAGES)) {
      yield batch;
      batch = [];
      characters = 0;
      messages = 0;
    }
    batch.push(conversation);
    characters += length;
    messages += count;
  }
  if (batch.length > 0) yield batch;
}
