/** Each side of the house is compiled with what its place has, and no more: a line that reaches for the rest fails. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { toolPath } from '../electron/build/run.ts';

const cache = fileURLToPath(new URL('../node_modules/.cache/', import.meta.url));

const SNIPPETS = {
  language: 'export const it = new Map([[1, [3n]]]).values().toArray();',
  base64: `export const it = atob('eA==');`,
  process: 'export const it = process.version;',
  buffer: 'export const it = Buffer.alloc(1);',
  nodeModule: `import { readFileSync } from 'node:fs';\nexport const it = readFileSync;`,
  window: 'export const it = window.innerWidth;',
  element: 'export const it = (element: HTMLElement): string => element.innerHTML;',
} as const;

type Snippet = keyof typeof SNIPPETS;

/** Reading XML in the engine must not let the browser's types in by the package's own declarations. */
const XML_SNIPPET = `import { DOMParser } from '@xmldom/xmldom';
export const it = (parser: DOMParser): string => parser.parseFromString('<a/>', 'text/xml').documentElement.localName;`;

/** The snippets that do not compile by a folder's configuration. */
async function refusedIn(folder: string): Promise<Snippet[]> {
  mkdirSync(cache, { recursive: true });
  // Below the project, so that `@types` and packages are found as they are from the folder itself.
  const place = mkdtempSync(join(cache, 'types-'));
  try {
    for (const [name, text] of Object.entries(SNIPPETS)) writeFileSync(join(place, `${name}.ts`), text);
    if (folder === 'electron') writeFileSync(join(place, 'xml.ts'), XML_SNIPPET);
    const settings = {
      extends: `../../../${folder}/tsconfig.json`,
      compilerOptions: { incremental: false, tsBuildInfoFile: null },
      include: ['*.ts', `../../../${folder}/*.d.ts`],
    };
    writeFileSync(join(place, 'tsconfig.json'), JSON.stringify(settings));
    const told = await new Promise<string>((resolve) => {
      execFile(process.execPath, [toolPath('tsc'), '-p', place, '--pretty', 'false'], (_error, out) => resolve(out));
    });
    const files = told.split('\n').flatMap((line) => /(\w+)\.ts\(\d+,\d+\): error /.exec(line)?.[1] ?? []);
    // Anything else that the compiler complains of is a mistake of this test.
    expect(told.match(/error TS/g)?.length ?? 0).toBe(files.length);
    expect(files).not.toContain('xml');
    return (Object.keys(SNIPPETS) as Snippet[]).filter((name) => files.includes(name));
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

test.each<[string, Snippet[]]>([
  ['shared', ['process', 'buffer', 'nodeModule', 'window', 'element']],
  ['renderer', ['process', 'buffer', 'nodeModule']],
  ['electron', ['window', 'element']],
  ['test', []],
])(
  '%s is compiled with what its place has',
  async (folder, refused) => {
    expect(await refusedIn(folder)).toEqual(refused);
  },
  60_000,
);
