/**
 * `npm run test:changed [-- REF …]`: the unit tests and walls that what changed since a commit can reach (`HEAD` by
 * default; `main` for a branch), and the clients', console's and shell's where one of their own files changed.
 *
 * Nothing is built and no browser is started for what needs none.
 */
import { execFileSync } from 'node:child_process';
import { root } from './build.ts';
import { runTool } from './run.ts';

const [since = 'HEAD', ...others] = process.argv.slice(2);
const git = (...args: readonly string[]): string[] =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);
const changed = [...git('diff', '--name-only', since), ...git('ls-files', '--others', '--exclude-standard')];

/** Projects that drive browsers, clients or built processes: run where their own tests changed. */
const BY_FOLDER = {
  clients: /^test\/clients\//,
  console: /^test\/console\//,
  shell: /^test\/(desktop|build)\//,
} as const;

const projects = [
  'walls',
  'unit',
  ...Object.entries(BY_FOLDER).flatMap(([project, own]) => (changed.some((file) => own.test(file)) ? [project] : [])),
];
process.exitCode = await runTool('vitest', [
  'run',
  `--changed=${since}`,
  '--passWithNoTests',
  ...projects.flatMap((project) => ['--project', project]),
  ...others,
]);
