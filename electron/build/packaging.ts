/** How the application is packaged for Windows, macOS and Linux. `package.ts` runs it, a test checks it. */
import { join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses, type FuseConfig } from '@electron/fuses';
import type { AfterPackContext, Configuration } from 'electron-builder';
import { ENTRIES, bundleName, type Entry } from './bundles.vite.ts';

/**
 * What the shipped binary can no longer be talked into: running as plain Node, taking Node's options or an
 * inspector from outside, loading code from anywhere but its checked archive.
 */
export const fuses: FuseConfig = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
};

/** Path of the packed application's executable. */
function executableOf({ appOutDir, electronPlatformName, packager }: AfterPackContext): string {
  const name = packager.appInfo.productFilename;
  if (electronPlatformName === 'darwin') return join(appOutDir, `${name}.app`, 'Contents', 'MacOS', name);
  if (electronPlatformName === 'win32') return join(appOutDir, `${name}.exe`);
  return join(appOutDir, packager.config.linux?.executableName ?? name);
}

/** Sets the fuses before anything is signed; changing the binary of macOS on arm64 wants its signature anew. */
async function setFuses(context: AfterPackContext): Promise<void> {
  await flipFuses(executableOf(context), {
    ...fuses,
    resetAdHocDarwinSignature: context.electronPlatformName === 'darwin',
  } as FuseConfig);
}

/** The bundles hold everything but better-sqlite3; of that, what runs, and the one binary of the target. */
const FILES = [
  'package.json',
  // The server without a window runs under plain Node, which the shipped binary refuses to be.
  ...(Object.keys(ENTRIES) as Entry[]).filter((entry) => entry !== 'serve').map((entry) => `dist/${bundleName(entry)}`),
  'dist/renderer/**',
  'dist/licenses/**',
  '!node_modules/@*/**',
  '!node_modules/!(better-sqlite3)/**',
  '!node_modules/better-sqlite3/{deps,src,binding.gyp,README.md}{,/**}',
  '!node_modules/better-sqlite3/prebuilds/!(${platform}-${arch}.node)',
];

export const configuration: Configuration = {
  appId: 'io.github.poolkeeper',
  productName: 'Poolkeeper',
  directories: { output: 'release', buildResources: 'electron/build/resources' },
  files: FILES,
  asar: true,
  asarUnpack: ['node_modules/better-sqlite3/prebuilds/*.node'],
  // One Node-API binary serves Node and Electron: nothing is compiled.
  npmRebuild: false,
  nodeGypRebuild: false,
  buildDependenciesFromSource: false,
  publish: null,
  afterPack: setFuses,
  electronLanguages: ['en-US'],
  artifactName: 'poolkeeper-${version}-${os}-${arch}.${ext}',
  win: { target: [{ target: 'nsis', arch: ['x64', 'arm64'] }] },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
  mac: {
    target: [
      { target: 'dmg', arch: ['x64', 'arm64'] },
      { target: 'zip', arch: ['x64', 'arm64'] },
    ],
    category: 'public.app-category.developer-tools',
    hardenedRuntime: true,
  },
  linux: {
    target: [
      { target: 'AppImage', arch: ['x64', 'arm64'] },
      { target: 'tar.gz', arch: ['x64', 'arm64'] },
    ],
    category: 'Development',
    executableName: 'poolkeeper',
  },
};
