import { getLlama, type Llama, LlamaLogLevel } from 'node-llama-cpp';
import type { Graphics } from './graphics.ts';

/** The graphics card as llama.cpp sees it; undefined where it would calculate on the processor. */
export async function graphicsHere(): Promise<Graphics | undefined> {
  const llama = await getLlama({ build: 'never', skipDownload: true, gpu: 'auto', progressLogs: false, logLevel: LlamaLogLevel.disabled });
  return llama.gpu === false ? undefined : graphicsOf(llama);
}

/** Its memory as it is now. */
export async function graphicsOf(llama: Llama): Promise<Graphics> {
  const [{ total, free }, names] = await Promise.all([llama.getVramState(), llama.getGpuDeviceNames()]);
  return { name: names.join(' and ') || String(llama.gpu), totalBytes: total, freeBytes: free };
}
