/** Packaging: the configuration is one that electron-builder takes, and what it packs is what runs. */
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from 'vitest';
import { ensureBuilt, root } from '../../electron/build/build.ts';
import { configuration, fuses } from '../../electron/build/packaging.ts';

const require = createRequire(import.meta.url);

test('electron-builder accepts the configuration', async () => {
  const { validateConfiguration } = require('app-builder-lib/out/util/config/config.js') as {
    validateConfiguration(config: object, log: object): Promise<void>;
  };
  const { DebugLogger } = require('builder-util') as { DebugLogger: new (on: boolean) => object };
  const log = new DebugLogger(false);
  await expect(validateConfiguration(configuration, log)).resolves.toBeUndefined();
  await expect(validateConfiguration({ ...configuration, asarPack: true }, log)).rejects.toThrow(/asarPack/);
});

/** Before the states in every Electron binary. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** A folder of the form of an Electron distribution, whose binary is nothing but fuses that are all set the other way. */
function emptyDistribution(folder: string): string {
  const states = Object.values(FuseV1Options)
    .filter((option): option is FuseV1Options => typeof option === 'number')
    .map((option) => (fuses[option as keyof typeof fuses] === true ? FuseState.DISABLE : FuseState.ENABLE));
  const binary = Buffer.concat([
    Buffer.from(SENTINEL, 'latin1'),
    Buffer.from([1, states.length]),
    Buffer.from(states),
    Buffer.alloc(64),
  ]);
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'), { recursive: true });
  writeFileSync(join(folder, 'electron'), binary, { mode: 0o755 });
  writeFileSync(join(folder, 'locales/en-US.pak'), '');
  writeFileSync(join(folder, 'version'), '45.4.1');
  writeFileSync(join(folder, 'LICENSE'), 'MIT');
  return folder;
}

test('a Linux folder holds the bundles, one SQLite binary, and a binary with its fuses set', async () => {
  await ensureBuilt();
  const work = mkdtempSync(join(tmpdir(), 'poolkeeper-package-'));
  try {
    const release = join(work, 'release');
    execFileSync(process.execPath, [join(root, 'electron/build/package.ts'), '--linux', '--dir', `--out=${release}`], {
      cwd: root,
      stdio: 'pipe',
      env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: emptyDistribution(join(work, 'electron')) },
    });
    const app = join(release, process.arch === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked');
    const asar = require('@electron/asar') as {
      listPackage(file: string, options: object): string[];
      extractAll(file: string, to: string): void;
    };
    const archive = join(app, 'resources/app.asar');
    const packed = asar.listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/'));
    const bundles = ['main.js', 'preload.cjs', 'engine-process.js', 'function-worker.cjs', 'renderer/index.html'];
    expect(packed).toEqual(expect.arrayContaining(bundles.map((name) => `/dist/${name}`)));
    const packages = new Set(packed.flatMap((path) => /^\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []));
    expect([...packages]).toEqual(['better-sqlite3']);
    const binaries = packed.filter((path) => path.endsWith('.node'));
    expect(binaries).toEqual([`/node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`]);
    expect(existsSync(join(app, 'resources/app.asar.unpacked', binaries[0] ?? ''))).toBe(true);
    const wire = await getCurrentFuseWire(join(app, 'poolkeeper'));
    expect(wire[FuseV1Options.RunAsNode]).toBe(FuseState.DISABLE);
    expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(FuseState.ENABLE);
    expect(wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(FuseState.ENABLE);
    asar.extractAll(archive, join(work, 'app'));
    expect(readFileSync(join(work, 'app/package.json'), 'utf8')).toContain('"main": "dist/main.js"');
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}, 180_000);
