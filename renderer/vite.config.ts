import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Run as `vite build renderer`. The page runs under a policy without inline script, inline style or eval. */
// biome-ignore lint/style/noDefaultExport: Vite reads the default export of its config.
export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
