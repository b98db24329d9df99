import { open } from 'node:fs/promises';

/** The text of a small file of another app. Undefined when it is missing, unreadable, no plain file or longer than `limit` bytes. */
export async function readSmallFile(path: string, limit: number): Promise<string | undefined> {
  const file = await open(path, 'r').catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    const status = await file.stat();
    if (!status.isFile() || status.size > limit) return undefined;
    const { bytesRead, buffer } = await file.read(Buffer.alloc(status.size), 0, status.size, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch {
    return undefined;
  } finally {
    await file.close();
  }
}

/** The same as JSON; undefined for what is none. */
export async function readSmallJson(path: string, limit: number): Promise<unknown> {
  try {
    return JSON.parse((await readSmallFile(path, limit)) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

/** A text in an object from a file; undefined for anything else. */
export function textIn(value: unknown, key: string): string | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  const found = (value as Record<string, unknown>)[key];
  return typeof found === 'string' && found !== '' ? found : undefined;
}
