import { getLlama } from 'node-llama-cpp';

/** Loads a model as a worker does and tells what llama.cpp allocated for it. */
const [path = '', contextSize = '0', sequences = '1'] = process.argv.slice(2);
const llama = await getLlama({ build: 'never', skipDownload: true, gpu: false, progressLogs: false });
const model = await llama.loadModel({ modelPath: path });
const context = await model.createContext({ contextSize: Number(contextSize), sequences: Number(sequences) });
interface Measured {
  getMemoryBreakdown(): { cpuRam: number; gpuVram: number };
}
// The library keeps llama.cpp's own account to itself.
const { _ctx, _model } = {
  _ctx: (context as unknown as { _ctx: Measured })._ctx,
  _model: (model as unknown as { _model: Measured })._model,
};
process.send?.({ model: _model.getMemoryBreakdown().cpuRam, context: _ctx.getMemoryBreakdown().cpuRam });
setTimeout(() => process.exit(0), 50);
