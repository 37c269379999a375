import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `--quick`: fewer rounds and fewer users, to see that everything runs; its figures are rough. */
export const quick: boolean = process.argv.includes('--quick');

/** A number for the run at hand. */
export const sized = (full: number, small: number): number => (quick ? small : full);

/**
 * Runs a bench with a folder of its own, which is removed at the end.
 *
 * `ending` collects what has to be stopped; the last one added is stopped first, also after a failure.
 */
export async function bench(run: (folder: string, ending: (() => unknown)[]) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'poolkeeper-bench-'));
  const ending: (() => unknown)[] = [];
  try {
    if (quick) console.log('Quick run: few samples, rough figures.');
    await run(folder, ending);
  } finally {
    for (const end of ending.toReversed()) await end();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
