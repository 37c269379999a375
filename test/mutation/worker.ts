/**
 * Judges mutants, one after the other: loads the tests and the mutated files anew with one mutant switched on, runs
 * test after test, and says which one failed first.
 *
 * Started with an IPC channel by `run.ts`, which sends the instrumented files first and then the mutants.
 */
import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { takeTests } from './vitest.ts';

/** From `run.ts`: the tests, and the mutated files by URL, as TypeScript with all mutants in it. */
export type Setup = { readonly tests: readonly string[]; readonly sources: Readonly<Record<string, string>> };
/** From `run.ts`: a mutant's id; none for the code as it is. */
export type Question = { readonly mutant?: string };
/** To `run.ts`: the test that failed first, if one did, and how many ran. */
export type Answer = { readonly failed?: string; readonly error?: string; readonly tests: number };

/** Where the instrumented code looks for the mutant that is switched on. */
const stryker: { activeMutant: string | undefined } = { activeMutant: undefined };
Object.assign(globalThis, { __stryker__: stryker });
// The same inputs for every mutant.
fc.configureGlobal({ seed: 2012_10_17 });

const shim = new URL('vitest.ts', import.meta.url).href;
const sources = new Map<string, string>();
let generation = '';

function sourceOf(url: string): string {
  const known = sources.get(url);
  if (known !== undefined) return known;
  const source = stripTypeScriptTypes(readFileSync(fileURLToPath(url), 'utf8'));
  sources.set(url, source);
  return source;
}

/** A fresh copy of each of the project's files for each mutant; the packages stay as they are. */
registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'vitest' && !context.parentURL?.startsWith(shim)) return { url: shim, shortCircuit: true };
    const resolved = next(specifier, context);
    const own = resolved.url.endsWith('.ts') && resolved.url !== shim && !resolved.url.includes('/node_modules/');
    return own ? { ...resolved, url: `${resolved.url}?${generation}` } : resolved;
  },
  load(url, context, next) {
    const [file = url, query] = url.split('?');
    return query === undefined ? next(url, context) : { format: 'module', source: sourceOf(file), shortCircuit: true };
  },
});

async function judge(tests: readonly string[], { mutant }: Question): Promise<Answer> {
  stryker.activeMutant = mutant;
  generation = mutant ?? 'as-it-is';
  takeTests();
  let ran = 0;
  let name = 'the files cannot be loaded';
  try {
    for (const file of tests) await import(`${file}?${generation}`);
    for (const test of takeTests()) {
      name = test.name;
      ran += 1;
      await test.run();
    }
    return { tests: ran };
  } catch (error) {
    return { failed: name, error: error instanceof Error ? error.message : String(error), tests: ran };
  }
}

let setup: Setup | undefined;
process.on('message', (message: Setup | Question) => {
  if ('sources' in message) {
    setup = message;
    for (const [url, source] of Object.entries(message.sources)) sources.set(url, stripTypeScriptTypes(source));
    return;
  }
  void judge(setup?.tests ?? [], message).then((answer) => process.send?.(answer));
});
