/**
 * `npm run mutate [-- FILE …]`: how much of the policy evaluator its tests hold fast.
 *
 * Stryker's instrumenter makes the mutants; each is judged by the evaluator's own tests in a process of ours, which
 * takes minutes where a test runner started for each takes an hour. A mutant is killed when a test fails, or when it
 * runs on without end. Prints the survivors and the rate; fails below 90 %. Mutants that no test can tell from the
 * code as it is say so in the code: `// Stryker disable`.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Instrumenter, type InstrumentResult } from '@stryker-mutator/instrumenter';
import type { Answer, Question, Setup } from './worker.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const MUTATED = 'electron/engine/access/evaluate/*.ts';
const TESTS = 'test/engine/access/{document,evaluate-*,properties}.test.ts';
const LEAST = 90;
const AT_ONCE = 2;
/** A mutant that takes longer than this, in milliseconds, runs on without end. */
const WORKER_TIMEOUT_MS = 15_000;
/** The loader forgets no module: a process judges so many mutants, then a fresh one goes on. */
const PER_PROCESS = 100;

type Mutant = InstrumentResult['mutants'][number];
type Verdict = { readonly mutant: Mutant; readonly outcome: 'killed' | 'survived' | 'timeout' };

const silent = (): void => undefined;
const off = (): boolean => false;
const logger = {
  trace: silent,
  debug: silent,
  info: silent,
  warn: console.warn,
  error: console.error,
  fatal: console.error,
  isTraceEnabled: off,
  isDebugEnabled: off,
  isInfoEnabled: off,
  isWarnEnabled: off,
  isErrorEnabled: off,
  isFatalEnabled: off,
};

async function instrument(files: readonly string[]): Promise<InstrumentResult> {
  return new Instrumenter(logger).instrument(
    files.map((name) => ({ name, content: readFileSync(name, 'utf8'), mutate: true })),
    { plugins: [], excludedMutations: [], ignorers: [], noHeader: false },
  );
}

/** A process that judges mutants; replaced when it hangs, dies or has judged many. */
class Judge {
  readonly #setup: Setup;
  #child: ChildProcess | undefined;
  #judged = 0;

  constructor(setup: Setup) {
    this.#setup = setup;
  }

  /** What came of one mutant; nothing if no answer came in time. */
  async ask(question: Question): Promise<Answer | undefined> {
    if (this.#judged >= PER_PROCESS) this.end();
    this.#child ??= this.#start();
    this.#judged += 1;
    const child = this.#child;
    const answer = await new Promise<Answer | undefined>((settle) => {
      const timer = setTimeout(settle, WORKER_TIMEOUT_MS, undefined);
      const done = (value?: Answer): void => {
        clearTimeout(timer);
        settle(value);
      };
      child.once('message', (message) => done(message as Answer));
      child.once('exit', () => done());
      child.send(question);
    });
    child.removeAllListeners();
    if (answer === undefined) this.end();
    return answer;
  }

  end(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
    this.#judged = 0;
  }

  #start(): ChildProcess {
    const child = fork(fileURLToPath(new URL('worker.ts', import.meta.url)), {
      env: { ...process.env, RUNS: '30' },
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    child.send(this.#setup);
    return child;
  }
}

async function judgeAll(setup: Setup, mutants: readonly Mutant[]): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const left = [...mutants];
  const work = async (): Promise<void> => {
    const judge = new Judge(setup);
    for (let mutant = left.shift(); mutant !== undefined; mutant = left.shift()) {
      const answer = await judge.ask({ mutant: mutant.id });
      const outcome = answer === undefined ? 'timeout' : answer.failed === undefined ? 'survived' : 'killed';
      verdicts.push({ mutant, outcome });
      if (verdicts.length % 100 === 0) console.log(`${verdicts.length} of ${mutants.length}`);
    }
    judge.end();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return verdicts;
}

/** Lines of the survivors: where, what kind, and the code before and after. */
function shown({ fileName, location, mutatorName, replacement }: Mutant): string {
  const lines = readFileSync(fileName, 'utf8')
    .split('\n')
    .slice(location.start.line, location.end.line + 1);
  const last = lines.pop() ?? '';
  const cut = [...lines, last.slice(0, location.end.column)].join('\n').slice(location.start.column);
  const short = (code: string): string => code.replaceAll(/\s+/g, ' ').slice(0, 110);
  return `${basename(fileName)}:${location.start.line + 1}:${location.start.column + 1} ${mutatorName}\n    - ${short(cut)}\n    + ${short(replacement)}`;
}

function summary(files: readonly string[], verdicts: readonly Verdict[]): number {
  const count = (some: readonly Verdict[], outcome: Verdict['outcome']): number =>
    some.filter((verdict) => verdict.outcome === outcome).length;
  const rateOf = (some: readonly Verdict[]): number => (100 * (some.length - count(some, 'survived'))) / some.length;
  const row = (name: string, some: readonly Verdict[]): string =>
    `${name.padEnd(16)} ${String(some.length).padStart(5)} mutants, ${count(some, 'killed')} killed, ${count(some, 'timeout')} timed out, ${count(some, 'survived')} survived: ${rateOf(some).toFixed(1)} %`;
  for (const { mutant } of verdicts.filter(({ outcome }) => outcome === 'survived')) console.log(shown(mutant));
  for (const file of files) {
    const some = verdicts.filter(({ mutant }) => mutant.fileName === file);
    if (some.length > 0) console.log(row(basename(file), some));
  }
  console.log(row('together', verdicts));
  return rateOf(verdicts);
}

const started = performance.now();
const wanted = process.argv.slice(2);
const files = globSync(MUTATED, { cwd: root })
  .filter((file) => wanted.length === 0 || wanted.includes(basename(file)))
  .map((file) => join(root, file))
  .toSorted();
const { files: instrumented, mutants } = await instrument(files);
const tests = globSync(TESTS, { cwd: root }).toSorted();
const setup: Setup = {
  tests: tests.map((file) => pathToFileURL(join(root, file)).href),
  sources: Object.fromEntries(instrumented.map(({ name, content }) => [pathToFileURL(name).href, content])),
};

const first = new Judge(setup);
const untouched = await first.ask({});
first.end();
if (untouched === undefined || untouched.failed !== undefined) {
  console.error(`The tests fail without any mutant: ${untouched?.failed} (${untouched?.error})`);
  process.exit(1);
}
const judged = mutants.filter(({ status }) => status === undefined);
console.log(`${judged.length} mutants of ${files.length} files, judged by ${untouched.tests} tests.`);
const rate = summary(files, await judgeAll(setup, judged));
console.log(`${mutants.length - judged.length} mutants are left out: no test can tell them from the code as it is.`);
console.log(`${Math.round((performance.now() - started) / 1000)} s`);
process.exitCode = rate >= LEAST ? 0 : 1;
