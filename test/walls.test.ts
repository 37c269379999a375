import { globSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { idlePackages, unusedExports, violations } from './support/walls.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};
const libraries = Object.keys(manifest.dependencies);

/** Every source of the project by path, with `/` on every system. */
function projectSources(): Map<string, string> {
  const found = globSync('{electron,renderer,shared,test}/**/*.{ts,tsx}', { cwd: root });
  return new Map(found.map((file) => [file.split(sep).join('/'), readFileSync(`${root}${file}`, 'utf8')] as const));
}

/** The rules that a house of these few files breaks. */
const brokenBy = (sources: Record<string, string>): string[] => [
  ...new Set(violations(new Map(Object.entries(sources)), libraries).map(({ rule }) => rule)),
];

test('the house keeps its walls', () => {
  const sources = projectSources();
  expect(sources.size).toBeGreaterThan(50);
  expect(violations(sources, libraries)).toEqual([]);
});

test('every package is imported somewhere, or is a tool that is named with its reason', () => {
  const sources = new Map([...projectSources(), ['vitest.config.ts', readFileSync(`${root}vitest.config.ts`, 'utf8')]]);
  const packages = [...libraries, ...Object.keys(manifest.devDependencies)];
  expect(idlePackages(sources, packages)).toEqual([]);
  expect(idlePackages(sources, [...packages, 'left-pad'])).toEqual(['left-pad']);
});

test('every export is imported by another file', () => {
  expect(unusedExports(projectSources())).toEqual([]);
});

test.each<[string, Record<string, string>, string[]]>([
  ['nobody', { 'shared/a.ts': 'export const a = 1;\nconst b = 2;' }, ['exports a']],
  ['nobody, a type', { 'shared/a.ts': 'export type A = 1;\nexport interface B { c: 1 }' }, ['exports A', 'exports B']],
  [
    'one of two by name',
    { 'shared/a.ts': 'export const a = 1, b = 2;', 'shared/b.ts': `import { a as c } from './a.ts';` },
    ['exports b'],
  ],
  ['a test', { 'shared/a.ts': 'export const a = 1;', 'test/a.ts': `import { a } from '../shared/a.ts';` }, []],
  ['a type', { 'shared/a.ts': 'export type A = 1;', 'shared/b.ts': `import type { A } from './a.ts';` }, []],
  ['a whole module', { 'shared/a.ts': 'export const a = 1;', 'shared/b.ts': `import * as all from './a.ts';` }, []],
  ['at run time', { 'shared/a.ts': 'export const a = 1;', 'test/b.ts': `await import('../shared/a.ts');` }, []],
])('exports that are imported by %s', (_who, sources, unused) => {
  expect(unusedExports(new Map(Object.entries(sources))).map(({ detail }) => detail)).toEqual(unused);
});

describe('the checker lets through what the plan allows', () => {
  test.each<[string, Record<string, string>]>([
    [
      'the engine on its libraries',
      { 'electron/engine/tokens/a.ts': `import { SignJWT } from 'jose';\nimport { readFileSync } from 'node:fs';` },
    ],
    [
      'SQL in the store',
      {
        'electron/engine/store/a.ts': `import Database from 'better-sqlite3';\nnew Database('x').prepare('SELECT a FROM b');`,
      },
    ],
    ['a server in a door', { 'electron/engine/doors/http/a.ts': `import { createServer } from 'node:http';` }],
    [
      'typed refusals in a handler, and Refusal in the frame and in a door',
      {
        'electron/engine/sts/a.ts': `import { refuseCommon, faultOf } from '../kernel/fault.ts';`,
        'electron/engine/engine.ts': `import { Refusal } from './kernel/fault.ts';`,
        'electron/engine/doors/http/a.ts': `import { Refusal } from '../../kernel/fault.ts';`,
      },
    ],
    [
      'a door that asks a room of the engine, and forbids to store',
      {
        'electron/engine/doors/http/a.ts': `import { isBucket } from '../../s3/cross-origin.ts';\n/** A. */\nexport const a = (e) => ({ store: isBucket(e.workspace, 'x'), 'cache-control': 'no-store', restore: e[store] });`,
      },
    ],
    [
      'the store in the rest of the engine',
      { 'electron/engine/s3/a.ts': `/** A. */\nexport const a = (ctx) => ctx.store.pools;` },
    ],
    ['some of the services', { 'shared/a.ts': `export const a = ['iam', 'sts', 's3'];` }],
    [
      'the services among many others',
      {
        'electron/build/a.ts': `export const a = ['cognito-idp', 'cognito-identity', 'iam', 'sts', 's3', 'kms', 'sqs', 'sns'];`,
      },
    ],
    [
      'documented functions, values, functions of the file alone, and pages',
      {
        'shared/a.ts': '/** Says what it does. */\nexport async function a(): Promise<void> {}\nconst b = () => 1;',
        'renderer/lib/a.ts': '/**\n * Says what it does.\n */\nexport const a = () => 1;\nexport const LIMIT = 1;',
        'renderer/pages/home/page.tsx': 'export function Page() {}',
        'renderer/client/a.ts':
          '/** Says what it does. */\nexport function a(b: string): string;\nexport function a(b: unknown): unknown {}',
      },
    ],
    ['a request outside the doors', { 'electron/engine/simulate/a.ts': `import { request } from 'node:http';` }],
    [
      'a given clock and a given way to ask in the engine',
      {
        'electron/engine/user-pools/a.ts':
          'const a = async (fetch: typeof globalThis.fetch, ports: Ports, at: number) => [ports.fetch, ports.elapsed(), new Date(at), (await ports.fetch(a)).ok];',
      },
    ],
    ['electron in the shell', { 'electron/desktop/a.ts': `import { ipcMain } from 'electron';` }],
    ['the options in the shell', { 'electron/desktop/a.ts': `import { workspaceFlags } from '../options.ts';` }],
    [
      'types of shared in the preload',
      {
        'electron/preload.ts': `import type { Reply } from '../shared/contract.ts';\nimport { ipcRenderer } from 'electron';`,
      },
    ],
    [
      'UI libraries in the console',
      {
        'renderer/a.tsx': `import Box from '@cloudscape-design/components/box';\nimport './a.css';\nimport { x } from '../shared/x.ts';`,
      },
    ],
    ['zod in shared', { 'shared/zod.ts': `import * as z from 'zod';`, 'shared/a.ts': `import { z } from './zod.ts';` }],
    [
      'a circle of types',
      { 'shared/a.ts': `import type { B } from './b.ts';`, 'shared/b.ts': `import { type A } from './a.ts';` },
    ],
    [
      'English that begins like SQL',
      { 'electron/engine/a.ts': `const text = 'Select a user, then update its attributes';` },
    ],
  ])('%s', (_what, sources) => {
    expect(brokenBy(sources)).toEqual([]);
  });
});

describe('the checker catches', () => {
  test.each<[string, Record<string, string>, string]>([
    ...[
      'await fetch(address);',
      'const ask = given ?? fetch;',
      'const ask = (how = fetch) => how;',
      'globalThis.fetch(address);',
      'const now = Date.now();',
      'const now = Date.now;',
      'const now = new Date();',
      'const from = performance.now();',
      'const luck = Math.random();',
      `import { randomUUID } from 'node:crypto';`,
    ].map((text): [string, Record<string, string>, string] => [
      `the engine that takes its own: ${text}`,
      { 'electron/engine/user-pools/a.ts': text },
      'time, randomness and network come to the engine by its ports',
    ]),
    [
      'shared that imports node:',
      { 'shared/a.ts': `import { readFileSync } from 'node:fs';` },
      'shared imports itself and zod',
    ],
    [
      'shared that imports another package',
      { 'shared/a.ts': `import { parse } from 'jsonc-parser';` },
      'shared imports itself and zod',
    ],
    [
      'shared that takes zod as it comes, with compiled code',
      { 'shared/a.ts': `import { z } from 'zod';` },
      'shared takes zod from shared/zod.ts',
    ],
    [
      'shared that knows a type of the engine',
      { 'shared/a.ts': `import type { A } from '../electron/engine/a.ts';` },
      'shared imports itself and zod',
    ],
    [
      'shared that asks for a type in passing',
      { 'shared/a.ts': `let a: import('../electron/engine/a.ts').A;` },
      'shared imports itself and zod',
    ],
    [
      'the console in the engine',
      { 'renderer/a.ts': `import { a } from '../electron/engine/a.ts';` },
      'the console imports itself, shared and UI libraries',
    ],
    [
      'node: in the console',
      { 'renderer/a.ts': `import { join } from 'node:path';` },
      'the console imports itself, shared and UI libraries',
    ],
    [
      'a server library in the console',
      { 'renderer/a.ts': `export * from 'pino';` },
      'the console imports itself, shared and UI libraries',
    ],
    [
      'the engine in the console',
      { 'electron/engine/a.ts': `import { a } from '../../renderer/a.ts';` },
      'the engine imports itself, shared, node: and its libraries',
    ],
    [
      'a development package in the engine',
      { 'electron/engine/a.ts': `import { build } from 'vite';` },
      'the engine imports itself, shared, node: and its libraries',
    ],
    [
      'the shell in the engine',
      { 'electron/desktop/a.ts': `import { createEngine } from '../engine/engine.ts';` },
      'the shell imports itself, the options, shared, node: and electron',
    ],
    [
      'a value of shared in the preload',
      { 'electron/preload.ts': `import { contracts } from '../shared/aws/models.ts';` },
      'the preload imports electron and shared types',
    ],
    [
      'node: in the preload',
      { 'electron/preload.ts': `import 'node:fs';` },
      'the preload imports electron and shared types',
    ],
    [
      'an entry in the shell',
      { 'electron/serve.ts': `import { app } from './desktop/main.ts';` },
      'process entries import the engine, shared, node: and its libraries',
    ],
    [
      'electron in the engine',
      { 'electron/engine/a.ts': `import { app } from 'electron';` },
      'electron is imported only in electron/desktop and the preload',
    ],
    [
      'electron asked for at run time',
      { 'electron/serve.ts': `const { app } = await import('electron');` },
      'electron is imported only in electron/desktop and the preload',
    ],
    [
      'electron required',
      { 'electron/serve.ts': `const { app } = require('electron/main');` },
      'electron is imported only in electron/desktop and the preload',
    ],
    [
      'a second file with ipcMain',
      {
        'electron/desktop/a.ts': `import { ipcMain } from 'electron';`,
        'electron/desktop/b.ts': `import { ipcMain as relay } from 'electron';`,
      },
      'ipcMain is used in one file',
    ],
    [
      'ipcMain under the whole of electron',
      {
        'electron/desktop/a.ts': `import { ipcMain } from 'electron';`,
        'electron/desktop/b.ts': `import * as electron from 'electron';`,
      },
      'ipcMain is used in one file',
    ],
    [
      'SQLite outside the store',
      { 'electron/engine/user-pools/a.ts': `import Database from 'better-sqlite3';` },
      'SQL stands only in electron/engine/store',
    ],
    [
      'another SQLite',
      { 'electron/serve.ts': `import { DatabaseSync } from 'node:sqlite';` },
      'SQL stands only in electron/engine/store',
    ],
    [
      'an exported function without a doc comment',
      { 'electron/engine/iam/a.ts': 'export function find(): void {}' },
      'every exported function says what it does',
    ],
    [
      'an exported handler without a doc comment',
      { 'shared/a.ts': `/** What it is about. */\nconst LIMIT = 1;\nexport const A: Handler<'A'> = () => LIMIT;` },
      'every exported function says what it does',
    ],
    [
      'an exported function with a comment that is no doc comment',
      { 'renderer/lib/a.ts': '// Says what it does.\nexport const a = async () => 1;' },
      'every exported function says what it does',
    ],
    [
      'a handler that throws a refusal of its own',
      { 'electron/engine/sts/a.ts': `import { Refusal } from '../kernel/fault.ts';` },
      'a call is refused by ctx.refuse or refuseCommon',
    ],
    [
      'a statement outside the store',
      { 'electron/engine/user-pools/a.ts': 'export const a = (db) => db.prepare(text);' },
      'SQL stands only in electron/engine/store',
    ],
    [
      'SQL text outside the store',
      { 'electron/engine/user-pools/a.ts': 'export const a = (t) => `SELECT id FROM ${t}`;' },
      'SQL stands only in electron/engine/store',
    ],
    [
      'a server outside the doors',
      { 'electron/engine/user-pools/a.ts': `import { createServer } from 'node:http';` },
      'HTTP servers stand only in electron/engine/doors',
    ],
    [
      'a whole server module outside the doors',
      { 'electron/engine/user-pools/a.ts': `import net from 'node:net';` },
      'HTTP servers stand only in electron/engine/doors',
    ],
    [
      'a store that knows the engine',
      { 'electron/engine/store/a.ts': `import { uuid } from '../ids.ts';` },
      'the store imports itself and shared',
    ],
    ...[
      [`import { openStore } from '../../store/open.ts';`, 'imports the store'],
      [`import type { Store } from '../../store/store.ts';`, 'knows its type'],
      [`export const a = ({ engine }) => engine.workspace.store.resources.bucket('x');`, 'reads it from the workspace'],
      [`export const a = (e) => e.workspace['store'].pools;`, 'reads it by a text'],
      [`export const a = (e) => e.workspace?.store;`, 'reads it where it is there'],
      [`export const a = ({ store: kept }) => kept.pools;`, 'takes it out of its argument'],
      [`export const a = (e) => { const { store } = e.workspace; return store; };`, 'takes it out of the workspace'],
      [`export type A = Workspace['store'];`, 'names its type through the workspace'],
    ].map(([text = '', what = '']): [string, Record<string, string>, string] => [
      `a door that ${what}`,
      { 'electron/engine/doors/http/a.ts': text },
      'doors read no store',
    ]),
    ...[
      `export const SERVICES = new Set(['cognito-idp', 'cognito-identity', 'iam', 'sts', 's3', 'poolkeeper']);`,
      `export const AWS = ['s3', 'sts', 'iam', 'cognito-identity', 'cognito-idp'] as const;`,
      `export type Signed = 'cognito-idp' | 'cognito-identity' | 'iam' | 'sts' | 's3' | 'execute-api';`,
    ].map((text): [string, Record<string, string>, string] => [
      `services listed a second time: ${text}`,
      { 'electron/engine/doors/http/a.ts': text },
      'the services are listed only in shared/services.ts',
    ]),
    [
      'an engine that knows a door',
      { 'electron/engine/user-pools/a.ts': `import { sign } from '../doors/http/sigv4.ts';` },
      'nothing inside the engine imports a door',
    ],
    [
      'a build script in what ships',
      { 'electron/engine/a.ts': `import { root } from '../build/build.ts';` },
      'what ships imports neither tests nor build scripts',
    ],
    [
      'an engine folder that imports what stands above it',
      { 'electron/engine/tokens/a.ts': `import { users } from '../user-pools/users/users.ts';` },
      'arrows of the engine point down',
    ],
    [
      'a type from above',
      { 'electron/engine/kernel/a.ts': `import type { KeyRing } from '../tokens/keys.ts';` },
      'arrows of the engine point down',
    ],
    [
      'an engine folder without a floor',
      { 'electron/engine/misc/a.ts': `import { uuid } from '../kernel/ids.ts';` },
      'arrows of the engine point down',
    ],
    [
      'a part that imports a page',
      { 'renderer/parts/a.tsx': `import { HomePage } from '../pages/home/home-page.tsx';` },
      'arrows of the console point down',
    ],
    [
      'a library of the console that knows its state, by type',
      { 'renderer/lib/a.ts': `import type { Frame } from '../state/frame.ts';` },
      'arrows of the console point down',
    ],
    [
      'a page that imports a page of another area',
      { 'renderer/pages/home/a.tsx': `import { rows } from '../activity/columns.tsx';` },
      'a page imports no page of another area',
    ],
    [
      'a dialog of a page’s own',
      { 'renderer/pages/home/a.tsx': `import { Box, Modal } from '@cloudscape-design/components';` },
      'dialogs and forms of the design system are made in renderer/parts',
    ],
    [
      'a file beside a folder of its name',
      { 'shared/aws.ts': 'export const a = 1;', 'shared/aws/b.ts': 'export const b = 1;' },
      'no file beside a folder of its name',
    ],
    [
      'a circle',
      {
        'shared/a.ts': `import { b } from './b.ts';`,
        'shared/b.ts': `export { c } from './c.ts';`,
        'shared/c.ts': `import './a.ts';`,
      },
      'no import circles',
    ],
    [
      'a circle closed at run time',
      { 'shared/a.ts': `import { b } from './b.ts';`, 'shared/b.ts': `export const b = () => import('./a.ts');` },
      'no import circles',
    ],
  ])('%s', (_what, sources, rule) => {
    expect(brokenBy(sources)).toContain(rule);
  });

  test('a file that cannot be read as TypeScript', () => {
    expect(() => brokenBy({ 'shared/a.ts': 'import {' })).toThrow(/shared\/a\.ts/);
  });
});
