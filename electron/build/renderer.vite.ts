/** How the console is built: `renderer/index.html` → `dist/renderer`, under a policy without `unsafe-*`. */
import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Puts the style sheets below the page's shell: a browser paints what stands before a style sheet while it loads, and
 * the design system's is large.
 */
const stylesBelowShell: Plugin = {
  name: 'styles-below-shell',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => {
      const links = html.match(/ *<link rel="stylesheet" crossorigin[^>]*>\n/g) ?? [];
      const head = links.reduce((text, link) => text.replace(link, ''), html);
      return head.replace(/ *<\/body>/, (end) => `${links.join('')}${end}`);
    },
  },
};

export default defineConfig(({ command }) => ({
  root: `${root}renderer`,
  // The same files are served from app://console and from http://localhost:PORT.
  base: './',
  plugins: [react(), stylesBelowShell],
  // No debug hooks of React in the window, and one copy of it. Hot reload needs them.
  ...(command === 'build' ? { define: { 'process.env.NODE_ENV': '"production"' } } : {}),
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
    rolldownOptions: {
      // Parts that several pages share would be put into the entry, which every page loads first.
      experimental: { chunkOptimization: { mergeCommonChunks: false } },
      output: {
        codeSplitting: {
          // What every page needs is one file, not one for each set of pages that also needs it.
          groups: [{ name: 'start', tags: ['$initial'] }],
        },
      },
    },
  },
}));
