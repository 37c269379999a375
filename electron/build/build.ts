/**
 * Builds the console and the bundles of the processes into `dist/`, what is stale of them.
 *
 * `npm run build` builds all; `ensureBuilt` is what start, serve and the tests call.
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ENTRIES, bundleConfig, bundleName, type Entry } from './bundles.vite.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const dist = join(root, 'dist');

/** `console` is the renderer; the others are the processes. */
type Target = 'console' | Entry;
const ALL_TARGETS: readonly Target[] = ['console', ...(Object.keys(ENTRIES) as Entry[])];

const SOURCES = {
  console: ['renderer/**/*', 'shared/**/*', 'electron/build/renderer.vite.ts', 'package-lock.json'],
  process: ['electron/**/*.ts', 'shared/**/*', 'package-lock.json'],
} as const;

/**
 * Builds those targets whose sources changed since they were built.
 *
 * @param targets what is needed
 * @param say told once before each build, in words
 */
export async function ensureBuilt(
  targets: readonly Target[] = ALL_TARGETS,
  say: (sentence: string) => void = (sentence) => console.error(`poolkeeper: ${sentence}`),
): Promise<void> {
  for (const target of targets) {
    const fingerprint = fingerprintOf(target);
    if (isCurrent(target, fingerprint)) continue;
    const started = performance.now();
    await buildTarget(target);
    writeFileSync(stampOf(target), fingerprint);
    say(`built ${outputOf(target).slice(root.length)} in ${Math.round(performance.now() - started)} ms.`);
  }
}

/** Where a target's result is: a folder for the console, a file for the others. */
export const outputOf = (target: Target): string => join(dist, target === 'console' ? 'renderer' : bundleName(target));

/** Each build goes to a folder of its own and is put in place at the end: nobody ever reads half of one. */
async function buildTarget(target: Target): Promise<void> {
  // Loaded only where something is built: most starts find everything current.
  const { build } = await import('vite');
  const environment = process.env['NODE_ENV'];
  // Vite asks it which React to bundle; a test runner has set it to `test`.
  process.env['NODE_ENV'] = 'production';
  const workshop = join(dist, `.building-${target}-${process.pid}`);
  mkdirSync(workshop, { recursive: true });
  try {
    if (target === 'console') {
      await build({
        configFile: join(root, 'electron/build/renderer.vite.ts'),
        logLevel: 'warn',
        build: { outDir: workshop },
      });
      rmSync(outputOf(target), { recursive: true, force: true });
      renameSync(workshop, outputOf(target));
    } else {
      await build(bundleConfig(target, workshop));
      const licences = join('licenses', `${target}.md`);
      mkdirSync(dirname(join(dist, licences)), { recursive: true });
      if (existsSync(join(workshop, licences))) renameSync(join(workshop, licences), join(dist, licences));
      renameSync(join(workshop, bundleName(target)), outputOf(target));
    }
  } finally {
    if (environment === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = environment;
    rmSync(workshop, { recursive: true, force: true });
  }
}

const stampOf = (target: Target): string => join(dist, `.${target}.stamp`);

function isCurrent(target: Target, fingerprint: string): boolean {
  return (
    existsSync(outputOf(target)) && existsSync(stampOf(target)) && readFileSync(stampOf(target), 'utf8') === fingerprint
  );
}

/** Names, sizes and times of a target's sources: also notices a file that went away. */
function fingerprintOf(target: Target): string {
  const hash = createHash('sha256');
  const patterns = target === 'console' ? SOURCES.console : SOURCES.process;
  for (const file of globSync(patterns, { cwd: root }).toSorted()) {
    const { size, mtimeMs } = statSync(join(root, file));
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await ensureBuilt();
