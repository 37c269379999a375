/** How the console is built: `renderer/index.html` → `dist/renderer`, under a policy without `unsafe-*`. */
import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('../../', import.meta.url));

export default defineConfig({
  root: `${root}renderer`,
  // The same files are served from app://console and from http://localhost:PORT.
  base: './',
  plugins: [react()],
  // No debug hooks of React in the window, and one copy of it.
  define: { 'process.env.NODE_ENV': '"production"' },
  resolve: { dedupe: ['react', 'react-dom'] },
  build: {
    outDir: `${root}dist/renderer`,
    emptyOutDir: true,
    target: 'es2023',
    // The policy allows no inline script, and the browsers that run the console preload by themselves.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 3000,
    reportCompressedSize: false,
  },
});
