/** `npm run check`: types, lint and format, each one a verdict. */
import { pathToFileURL } from 'node:url';
import { runTool } from './run.ts';

export type Verdict = { readonly name: string; readonly passed: boolean };

const CHECKS = [
  // One configuration each for shared, renderer, electron and test; what did not change is not checked again.
  { name: 'types', tool: 'tsc', args: ['-b'] },
  { name: 'lint', tool: 'oxlint', args: [] },
  { name: 'format', tool: 'oxfmt', args: ['--check', '.'] },
] as const;

/** Runs every check, also after one that failed, and prints what each found. */
export async function runChecks(): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const { name, tool, args } of CHECKS) {
    const passed = (await runTool(tool, args)) === 0;
    console.log(`${passed ? '✓' : '✗'} ${name}`);
    verdicts.push({ name, passed });
  }
  return verdicts;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const verdicts = await runChecks();
  process.exitCode = verdicts.every((verdict) => verdict.passed) ? 0 : 1;
}
