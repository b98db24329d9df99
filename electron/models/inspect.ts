import { toErrorShape } from '../../shared/chat/error.ts';
import { readGgufHeader } from './gguf-header.ts';
import type { Inspection } from './inspection.ts';

/** Looks into a model file in this very thread. Never throws. */
export async function inspect(path: string): Promise<Inspection> {
  try {
    return { header: await readGgufHeader(path) };
  } catch (error) {
    const { message, said } = toErrorShape(error);
    return { fault: message, ...(said === undefined ? {} : { said }) };
  }
}
