import { getLlama, LlamaLogLevel } from 'node-llama-cpp';
import type { Graphics } from './graphics.ts';

/** The graphics card as llama.cpp sees it; undefined where it would calculate on the processor. */
export async function graphicsHere(): Promise<Graphics | undefined> {
  const llama = await getLlama({ build: 'never', skipDownload: true, gpu: 'auto', progressLogs: false, logLevel: LlamaLogLevel.disabled });
  if (llama.gpu === false) return undefined;
  const [{ total, free }, names] = await Promise.all([llama.getVramState(), llama.getGpuDeviceNames()]);
  return { name: names.join(' and ') || llama.gpu, totalBytes: total, freeBytes: free };
}
