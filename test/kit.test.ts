/** The contributor's kit: what its files name exists, and its examples fit the code as it is. */
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { CONSOLE_FLOORS, ENGINE_FLOORS } from './support/walls.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('package.json')) as {
  license: string;
  scripts: Record<string, string>;
  devDependencies: Record<string, string>;
};

const texts = ['README.md', ...readdirSync(join(root, '.github')).filter((file) => file.endsWith('.md'))].map((file) =>
  file === 'README.md' ? file : `.github/${file}`,
);
const workflows = readdirSync(join(root, '.github/workflows')).map((file) => `.github/workflows/${file}`);

type Block = { readonly language: string; readonly lines: readonly string[] };

/** A text's fenced blocks, and the rest without them. */
function split(text: string): { blocks: Block[]; prose: string } {
  const blocks: Block[] = [];
  const prose = text.replaceAll(/^```(\w*)\n([\s\S]*?)^```$/gm, (_all, language: string, body: string) => {
    blocks.push({ language, lines: body.split('\n').slice(0, -1) });
    return '';
  });
  return { blocks, prose };
}

/** Links to places within the repository. */
function linksIn(prose: string): string[] {
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.split('#')[0] ?? '')
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target));
}

/** Paths between backticks that begin at the root; `{a,b}` and `*` stand for several. */
function pathsIn(prose: string): string[] {
  return [...prose.matchAll(/`([^`\s]+)`/g)]
    .map(([, code = '']) => code)
    .filter((code) => /^(?:electron|renderer|shared|test|\.github|\.vscode)\/[\w./*{},@-]*$/.test(code));
}

/** Lines of a diff that the file must already have, by file: what stays and what goes. */
function expectedLines({ lines }: Block): Map<string, string[]> {
  const files = new Map<string, string[]>();
  let current: string[] | undefined;
  for (const line of lines) {
    const [, file] = /^--- (?:a\/)?(\S+)$/.exec(line) ?? [];
    if (file !== undefined) {
      current = file === '/dev/null' ? undefined : [];
      if (current !== undefined) files.set(file, current);
    } else if (/^[ -]/.test(line) && line.trim() !== '') current?.push(line.slice(1));
  }
  return files;
}

/** What is wrong with the form of a workflow, as far as it can be seen without a YAML library. */
function faultsOfWorkflow(text: string): string[] {
  let block = -1;
  return text.split('\n').flatMap((line, index) => {
    const indent = line.search(/\S/);
    if (indent === -1 || (block >= 0 && indent > block)) return [];
    block = /:\s*[|>]-?$/.test(line) ? indent : -1;
    const where = `${index + 1}: ${line.trim()}`;
    const shape = /^\s*(?:#.*|(?:- )?['"]?[\w-]+['"]?:(?: .*)?|- .+)$/.test(line);
    const action = /uses: (\S+)/.exec(line)?.[1];
    const script = /npm (?:run )?([\w:]+)/.exec(line)?.[1];
    return [
      ...(line.includes('\t') || indent % 2 === 1 || !shape ? [`form ${where}`] : []),
      ...(action !== undefined && !/@(?:v\d+|[0-9a-f]{40})$/.test(action) ? [`not pinned ${where}`] : []),
      ...(script !== undefined &&
      script !== 'install' &&
      line.includes('run:') &&
      manifest.scripts[script] === undefined
        ? [`no script ${where}`]
        : []),
    ];
  });
}

describe.each(texts)('%s', (file) => {
  const { blocks, prose } = split(read(file));

  test('its links lead somewhere', () => {
    const missing = linksIn(prose).filter((target) => !existsSync(join(root, dirname(file), target)));
    expect(missing).toEqual([]);
  });

  test('the paths that it names exist', () => {
    expect(pathsIn(prose).filter((path) => globSync(path, { cwd: root }).length === 0)).toEqual([]);
  });

  test('its examples change lines that are there', () => {
    const missing = blocks
      .filter(({ language }) => language === 'diff')
      .flatMap((block) => [...expectedLines(block)])
      .flatMap(([path, lines]) => {
        const has = new Set(existsSync(join(root, path)) ? read(path).split('\n') : []);
        return lines.filter((line) => !has.has(line)).map((line) => `${path}: ${line}`);
      });
    expect(missing).toEqual([]);
  });

  test('the commands that it names are scripts', () => {
    const named = [...read(file).matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => manifest.scripts[name] === undefined)).toEqual([]);
  });
});

describe.each(workflows)('%s', (file) => {
  const text = read(file);

  test('has the form of a workflow, and pinned actions', () => {
    expect(faultsOfWorkflow(text)).toEqual([]);
    expect(text).toMatch(/^permissions:/m);
    expect(text).toContain('timeout-minutes:');
  });

  test('runs on the three systems, on the project’s Node', () => {
    for (const system of ['ubuntu', 'windows', 'macos']) expect(text).toMatch(new RegExp(`os: \\[.*${system}-\\d+`));
    expect(text).toContain('node-version-file: .node-version');
  });
});

describe('the checks themselves', () => {
  test.each([
    ['a tab', 'on:\n\tpush:', 'form'],
    ['an odd indent', 'on:\n   push:', 'form'],
    ['a line of no form', 'on:\n  push', 'form'],
    ['an action without a version', 'steps:\n  - uses: actions/checkout', 'not pinned'],
    ['an action of a branch', 'steps:\n  - uses: actions/checkout@main', 'not pinned'],
    ['a script that is not there', 'steps:\n  - run: npm run nothing', 'no script'],
  ])('%s is found', (_what, text, fault) => {
    expect(faultsOfWorkflow(text).map((found) => found.split(' ').slice(0, -1).join(' '))).toContainEqual(
      expect.stringContaining(fault),
    );
  });

  test('a block of shell lines is left alone', () => {
    expect(faultsOfWorkflow('steps:\n  - run: |\n      cd release\n      ls\n  - run: npm test')).toEqual([]);
  });

  test('links, paths and lines of examples are read', () => {
    const { blocks, prose } = split(
      '[a](x.md#b) [c](https://d) `shared/a.ts` `a.ts`\n```diff\n--- a/x.ts\n+++ b/x.ts\n one\n-two\n+three\n```\n',
    );
    expect([linksIn(prose), pathsIn(prose)]).toEqual([['x.md'], ['shared/a.ts']]);
    expect(blocks.flatMap((block) => [...expectedLines(block)])).toEqual([['x.ts', ['one', 'two']]]);
  });
});

test('the settings of editors and of renovate are JSON', () => {
  for (const file of [
    '.github/renovate.json',
    '.vscode/settings.json',
    '.vscode/extensions.json',
    '.vscode/launch.json',
  ])
    expect(JSON.parse(read(file))).toBeTypeOf('object');
});

test.each([
  ['electron/engine', ENGINE_FLOORS],
  ['renderer', CONSOLE_FLOORS],
] as const)('the floors of %s in ARCHITECTURE are those that the walls check, in their order', (folder, floors) => {
  const text = read('.github/ARCHITECTURE.md');
  const section = text.slice(text.indexOf('## The floors'), text.indexOf('## Three requests'));
  const named = [...section.matchAll(new RegExp(`\`${folder}/([\\w-]+)(?![\\w.-])`, 'g'))].map(([, name]) => name);
  expect([...new Set(named)]).toEqual(floors.filter((floor) => existsSync(join(root, folder, floor))));
});

test('one Node and one licence are said everywhere', () => {
  expect(read('.node-version').trim()).toBe(manifest.devDependencies['node']);
  expect(read('LICENSE')).toContain(`${manifest.license} License`);
});
