import { globSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { brokenConsoleRules } from './support/console-rules.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

test('the tests of the console are independent and wait for conditions', () => {
  const files = globSync('test/console/**/*.ts', { cwd: root });
  const sources = new Map(files.map((file) => [file.split(sep).join('/'), readFileSync(`${root}${file}`, 'utf8')]));
  expect(sources.size).toBeGreaterThan(20);
  expect(brokenConsoleRules(sources)).toEqual([]);
});

const brokenBy = (text: string, file = 'test/console/a.test.ts'): string[] =>
  brokenConsoleRules(new Map([[file, text]])).map(({ rule }) => rule);

test.each([
  ['what a test makes for itself', `test('a', async () => { let id = await make(); id = 'b'; });`],
  ['constants and functions of the file', `const ID = 'a';\nfunction made() { let text = ''; return text; }`],
  ['expectations from the runner', `import { expect } from 'vitest';`],
  ['words about waiting', `test('waitForTimeout', () => { say('setTimeout'); });`],
])('it lets through %s', (_what, text) => {
  expect(brokenBy(text)).toEqual([]);
});

test.each([
  ['a variable that tests hand on', `let id: string;`, 'no variable of a test file is assigned to by its tests'],
  ['an old variable', `var id;`, 'no variable of a test file is assigned to by its tests'],
  ['a fixed wait', `await page.waitForTimeout(100);`, 'no test waits for a time instead of a condition'],
  ['a sleep', `await new Promise((done) => setTimeout(done, 5));`, 'no test waits for a time instead of a condition'],
  [
    'a test without the fixture',
    `import { expect, test } from 'vitest';`,
    'tests come from the fixture of the console',
  ],
  ['a hook for all tests', `import { beforeAll } from 'vitest';`, 'tests come from the fixture of the console'],
])('it catches %s', (_what, text, rule) => {
  expect(brokenBy(text)).toEqual([rule]);
});

test('a sleep in a page object is caught, and a file that cannot be read fails', () => {
  expect(brokenBy('await page.waitForTimeout(1);', 'test/console/pages/a.ts')).toEqual([
    'no test waits for a time instead of a condition',
  ]);
  expect(() => brokenBy('import {')).toThrow(/a\.test\.ts/);
});
