import { join } from 'node:path';
import { defineConfig } from 'vite';

const root = join(import.meta.dirname, '..');

/**
 * What runs in processes and threads of its own, which must lie beside a package's archive. Built apart, so that nothing
 * of the main process comes to lie there: the archive is checked before it is believed, and what is beside it is not.
 */
export default defineConfig({
  root,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node22',
    outDir: 'dist/main',
    emptyOutDir: false,
    minify: false,
    rolldownOptions: {
      input: {
        worker: 'electron/engines/local/worker.ts',
        inspection: 'electron/models/inspection-thread.ts',
        documents: 'electron/gateway/documents/pdf-thread.ts',
      },
      external: ['node-llama-cpp', /^node:/],
      output: { entryFileNames: '[name].js', chunkFileNames: 'worker-chunks/[name]-[hash].js' },
    },
  },
});
