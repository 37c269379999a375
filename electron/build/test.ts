/**
 * `npm test`: every check and every test, one count.
 *
 * Arguments are passed to vitest, for example `npm test -- --project unit`. The last line is
 * `N passed, N failed`, over types, lint, format, builds and all test projects.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ensureBuilt, root } from './build.ts';
import { runChecks, type Verdict } from './check.ts';
import { ensureChromium } from './chromium.ts';
import { runTool } from './run.ts';

/** What is read of vitest's JSON report. */
type Report = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: 'passed' | 'failed';
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
};

type Count = { passed: number; failed: string[]; skipped: string[] };

const say = (sentence: string): void => console.log(`poolkeeper: ${sentence}`);

async function attempt(name: string, work: () => Promise<unknown>): Promise<Verdict> {
  try {
    await work();
    return { name, passed: true };
  } catch (error) {
    console.error(`✗ ${name}`, error);
    return { name, passed: false };
  }
}

/** Runs vitest and counts from its report; a file that could not even be loaded counts as one failure. */
async function runTests(args: readonly string[]): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'poolkeeper-report-'));
  const file = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await runTool('vitest', ['run', ...reporters, ...args]);
  const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined;
  rmSync(folder, { recursive: true, force: true });
  if (report === undefined) return { passed: 0, failed: ['vitest ended without a report'], skipped: [] };
  const count = countOf(report);
  // Errors outside any test, for example a rejection nobody waited for, fail the run without failing a test.
  if (code !== 0 && count.failed.length === 0) count.failed.push('vitest reported an error outside the tests');
  return count;
}

function countOf(report: Report): Count {
  const tests = report.testResults.flatMap((file) =>
    file.assertionResults.map((test) => ({ ...test, title: `${relative(root, file.name)}: ${test.fullName}` })),
  );
  const titles = (statuses: readonly string[]): string[] =>
    tests.filter((test) => statuses.includes(test.status)).map((test) => test.title);
  const unloadable = report.testResults
    .filter((file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'))
    .map((file) => `${relative(root, file.name)}: ${file.message.split('\n')[0]}`);
  return {
    passed: titles(['passed']).length,
    failed: [...titles(['failed']), ...unloadable],
    skipped: titles(['pending', 'skipped', 'todo', 'disabled']),
  };
}

const started = performance.now();
const chosen = process.argv.slice(2);
const verdicts = [
  ...(await runChecks()),
  await attempt('Chromium', () => ensureChromium(say)),
  await attempt('build', () => ensureBuilt()),
];
const tests = await runTests(chosen);
const failed = [...verdicts.filter((verdict) => !verdict.passed).map((verdict) => verdict.name), ...tests.failed];
const passed = verdicts.filter((verdict) => verdict.passed).length + tests.passed;

for (const title of tests.skipped) console.log(`skipped: ${title}`);
for (const title of failed) console.log(`failed: ${title}`);
say(
  `${Math.round((performance.now() - started) / 1000)} s, of which types, lint, format, Chromium and build are 5 counts.`,
);
console.log(`${passed} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 && tests.passed > 0 ? 0 : 1;
