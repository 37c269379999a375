/**
 * What keeps the console's tests independent: each runs alone and in any order, and waits for what it means.
 *
 * Checked on the parsed sources, so that a word in a text or a comment is no violation.
 */
import { parseSync } from 'vite';

export type RuleBroken = { readonly file: string; readonly rule: string };

const NO_SHARED_STATE = 'no variable of a test file is assigned to by its tests';
const NO_SLEEP = 'no test waits for a time instead of a condition';
const OWN_FIXTURE = 'tests come from the fixture of the console';

const SLEEPS: ReadonlySet<string> = new Set(['waitForTimeout', 'setTimeout', 'setInterval']);

type Node = { readonly type: string; readonly [member: string]: unknown };

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* nodesOf(item);
  if (!isNode(value)) return;
  yield value;
  for (const child of Object.values(value)) if (typeof child === 'object' && child !== null) yield* nodesOf(child);
}

const sharedState = (body: readonly Node[]): boolean =>
  body.some(({ type, kind }) => type === 'VariableDeclaration' && kind !== 'const');

const sleeps = (program: unknown): boolean =>
  nodesOf(program).some(({ type, name }) => type === 'Identifier' && typeof name === 'string' && SLEEPS.has(name));

/** Whether `test` or a hook is imported from the runner rather than from the fixture. */
const passesFixture = (body: readonly Node[]): boolean =>
  body.some(
    (node) =>
      node.type === 'ImportDeclaration' &&
      isNode(node['source']) &&
      node['source']['value'] === 'vitest' &&
      nodesOf(node['specifiers']).some(
        ({ type, imported }) =>
          type === 'ImportSpecifier' &&
          isNode(imported) &&
          ['test', 'it', 'beforeAll', 'beforeEach'].includes(String(imported['name'])),
      ),
  );

/**
 * The rules that sources of `test/console` break.
 *
 * @param sources text by path, with `/`
 */
export function brokenConsoleRules(sources: ReadonlyMap<string, string>): RuleBroken[] {
  return [...sources].flatMap(([file, text]) => {
    const { program, errors } = parseSync(file, text);
    if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message ?? 'cannot be parsed'}`);
    const body = program.body as unknown as readonly Node[];
    const isTest = file.endsWith('.test.ts');
    return [
      ...(isTest && sharedState(body) ? [{ file, rule: NO_SHARED_STATE }] : []),
      ...(isTest && passesFixture(body) ? [{ file, rule: OWN_FIXTURE }] : []),
      ...(sleeps(program) ? [{ file, rule: NO_SLEEP }] : []),
    ];
  });
}
