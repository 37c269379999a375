/**
 * `npm run package [-- --win --mac --linux --dir --out=FOLDER]`: packages the application into `release/`.
 *
 * Without a system, for this one. `--dir` leaves out the installer. Electron's binary is downloaded unless
 * `ELECTRON_OVERRIDE_DIST_PATH` names a folder that holds it.
 */
import { parseArgs } from 'node:util';
import { build, createTargets, Platform } from 'electron-builder';
import { ensureBuilt, root } from './build.ts';
import { configuration } from './packaging.ts';

const { values } = parseArgs({
  options: {
    win: { type: 'boolean' },
    mac: { type: 'boolean' },
    linux: { type: 'boolean' },
    dir: { type: 'boolean' },
    out: { type: 'string', default: 'release' },
  },
});
const wished = [
  ...(values.win === true ? [Platform.WINDOWS] : []),
  ...(values.mac === true ? [Platform.MAC] : []),
  ...(values.linux === true ? [Platform.LINUX] : []),
];
const electronDist = process.env['ELECTRON_OVERRIDE_DIST_PATH'];

await ensureBuilt();
const made = await build({
  projectDir: root,
  targets: createTargets(wished.length === 0 ? [Platform.current()] : wished, values.dir === true ? 'dir' : undefined),
  config: {
    ...configuration,
    directories: { ...configuration.directories, output: values.out },
    ...(electronDist === undefined ? {} : { electronDist }),
  },
});
for (const path of made) console.log(path);
