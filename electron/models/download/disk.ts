import { statfs } from 'node:fs/promises';
import { LintelError } from '../../../shared/chat/error.ts';
import { say } from '../../../shared/chat/said.ts';

/** Left free beside a download, so that chats and the system can go on writing. */
const RESERVE_BYTES = 256 * 2 ** 20;

/** Free bytes for this user on the disk that holds a folder. */
export type FreeBytes = (folder: string) => Promise<number>;

export const freeBytesOf: FreeBytes = async (folder) => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};

/** Throws `storage-full`, saying how much is missing, where `wanted` bytes do not fit. */
export async function requireSpace(folder: string, wanted: number, freeBytes: FreeBytes): Promise<void> {
  const missing = wanted + RESERVE_BYTES - (await freeBytes(folder));
  if (wanted > 0 && missing > 0) throw full(folder, missing);
}

/** A failed write, in a sentence; other errors pass unchanged. */
export function diskFault(error: unknown, folder: string): unknown {
  const code = error instanceof Error && 'code' in error && 'syscall' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return full(folder, undefined, error);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'EIO')
    return new LintelError(
      'storage-failed',
      say`Lintel cannot write to ${folder} (${code}). Check its permissions, or choose another folder.`,
      {
        cause: error,
      },
    );
  return error;
}

function full(folder: string, missing: number | undefined, cause?: unknown): LintelError {
  const said =
    missing === undefined
      ? say`The disk that holds ${folder} has too little room. Free some space, then resume.`
      : say`The disk that holds ${folder} has too little room: ${(Math.ceil(missing / 1e8) / 10).toFixed(1)} GB more are needed. Free some space, then resume.`;
  return new LintelError('storage-full', said, { cause });
}
