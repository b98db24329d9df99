import { join } from 'node:path';
import { defineConfig } from 'vite';

const root = join(import.meta.dirname, '..');

/** A sandboxed preload is one CommonJS file: it can load nothing but Electron. */
export default defineConfig({
  root,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'chrome150',
    outDir: 'dist/main',
    emptyOutDir: false,
    minify: false,
    rolldownOptions: {
      input: { preload: 'electron/preload.ts' },
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
    },
  },
});
