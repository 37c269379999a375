/**
 * How the processes are bundled: one self-contained file an entry, in `dist/`.
 *
 * `electron` is the runtime's own, better-sqlite3 brings a binary that must stay beside its code;
 * everything else is inside, so that a packaged application ships one package folder.
 */
import { fileURLToPath } from 'node:url';
import type { InlineConfig } from 'vite';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Every entry by the name of its bundle. The preload stays CommonJS: a sandboxed one knows no modules. */
export const ENTRIES = {
  main: { source: 'electron/desktop/main.ts', format: 'es' },
  preload: { source: 'electron/preload.ts', format: 'cjs' },
  'engine-process': { source: 'electron/engine-process.ts', format: 'es' },
  serve: { source: 'electron/serve.ts', format: 'es' },
  // Started from its text, which Node takes for CommonJS.
  'function-worker': { source: 'electron/engine/functions/worker.ts', format: 'cjs' },
} as const;

export type Entry = keyof typeof ENTRIES;

/** File name of an entry's bundle, below `dist/`. */
export const bundleName = (entry: Entry): string => `${entry}.${ENTRIES[entry].format === 'cjs' ? 'cjs' : 'js'}`;

/** Vite's configuration for one entry. `outDir` is absolute. */
export function bundleConfig(entry: Entry, outDir: string): InlineConfig {
  const { source, format } = ENTRIES[entry];
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { target: 'node', noExternal: true, external: ['electron', 'better-sqlite3'] },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      target: 'node24',
      // Stack traces in a user's log should be readable.
      minify: false,
      sourcemap: false,
      copyPublicDir: false,
      reportCompressedSize: false,
      license: { fileName: `licenses/${entry}.md` },
      rolldownOptions: {
        input: { [entry]: `${root}${source}` },
        external: ['electron', 'better-sqlite3', /^node:/],
        output: { format, entryFileNames: bundleName(entry), codeSplitting: false },
      },
    },
  };
}
