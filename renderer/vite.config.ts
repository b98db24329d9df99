import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page runs under a policy without inline script, inline style or eval. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss()],
  resolve: { alias: [{ find: /^elkjs\/.*$/, replacement: `${import.meta.dirname}/ui/no-layout.ts` }] },
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The second page draws diagrams, apart from the window.
    rolldownOptions: { input: ['index.html', 'diagram.html'].map((page) => `${import.meta.dirname}/${page}`) },
  },
});
