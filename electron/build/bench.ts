/**
 * `npm run bench [-- name … --quick]`: runs the measurements of `test/bench/`, one process each, one after the
 * other. Flags go to each of them; `--quick` takes few samples. `million` takes minutes and runs only by its name.
 */
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ensureBuilt, root } from './build.ts';
import { run } from './run.ts';

const given = process.argv.slice(2);
const flags = given.filter((word) => word.startsWith('--'));
const wanted = given.filter((word) => !word.startsWith('--'));
const BY_NAME_ONLY = ['million'];
const benches = globSync('test/bench/*.ts', { cwd: root })
  .toSorted()
  .filter((file) => {
    const name = basename(file, '.ts').replace(/\.bench$/, '');
    return wanted.length === 0 ? !BY_NAME_ONLY.includes(name) : wanted.includes(name);
  });
if (benches.length === 0) {
  console.error(`No bench ${wanted.join(', ')} in test/bench.`);
  process.exit(1);
}
await ensureBuilt();
const failed: string[] = [];
for (const bench of benches) {
  console.log(`\n${bench}`);
  if ((await run(process.execPath, ['--expose-gc', join(root, bench), ...flags])) !== 0) failed.push(bench);
}
if (failed.length > 0) console.error(`failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
