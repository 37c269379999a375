import { readdirSync, readFileSync } from 'node:fs';
import { matchPath } from 'react-router';
import { expect, test } from 'vitest';
import { POOL_TABS } from '../../renderer/lib/paths.ts';
import { contracts } from '../../shared/aws/models.ts';
import { ownOperations } from '../../shared/poolkeeper/operations.ts';
import {
  createPath,
  isResourceKind,
  kindTitle,
  kindWords,
  listCrumb,
  listPath,
  pagePath,
  placeOf,
  placeOfSubject,
  RESOURCE_KINDS,
  resources,
  type Resource,
} from '../../shared/resources.ts';

const operationsOf = ({ service }: Resource): readonly string[] =>
  service === 'poolkeeper' ? Object.keys(ownOperations) : Object.keys(contracts[service].operations);

test.each(RESOURCE_KINDS)('%s names operations that its service has', (kind) => {
  const row = resources[kind];
  const named = [row.list, row.describe, row.create, row.update, row.delete].filter((name) => name !== undefined);
  expect(named.length).toBeGreaterThan(0);
  for (const operation of named) expect(operationsOf(row)).toContain(operation);
});

test.each(RESOURCE_KINDS)('%s is named by members that its operations have', (kind) => {
  const row = resources[kind];
  if (row.service === 'poolkeeper' || row.describe === undefined || row.id === undefined) return;
  const { operations, shapes } = contracts[row.service];
  const members = Object.keys(shapes[operations[row.describe]?.input ?? '']?.members ?? {});
  expect(members).toContain(row.id);
});

test('addresses hold their ids, percent-encoded and in their order', () => {
  expect(pagePath('group', 'us-east-1_a', 'a/b c')).toBe('/user-pools/us-east-1_a/groups/a%2Fb%20c');
  expect(pagePath('identity-pool', 'us-east-1:u')).toBe('/identity-pools/us-east-1%3Au');
  expect(pagePath('identity', 'us-east-1:u', 'us-east-1:i')).toBe(
    '/identity-pools/us-east-1%3Au?tab=identities&identity=us-east-1%3Ai',
  );
  expect(pagePath('policy', 'arn:aws:iam::aws:policy/A')).toBe('/policies/arn%3Aaws%3Aiam%3A%3Aaws%3Apolicy%2FA');
  expect(pagePath('workspace')).toBe('/settings');
  expect(listPath('role')).toBe('/roles');
  expect(listPath('client', 'us-east-1_a')).toBe('/user-pools/us-east-1_a/applications');
  expect(createPath('person', 'corp')).toBe('/local-providers/corp/people/create');
  expect(listCrumb('saml-provider')).toEqual({ text: 'Identity providers', href: '/iam/providers' });
});

test('an id may look like a parameter or a replacement', () => {
  expect(pagePath('user', ':a', '$&')).toBe('/user-pools/%3Aa/users/%24%26');
});

test('an address with an id too few, or of a kind without one, does not compile', () => {
  // @ts-expect-error -- a group is named by its pool and its name
  pagePath('group', 'us-east-1_a');
  // @ts-expect-error -- an account has no page
  expect(() => pagePath('account')).toThrow();
  // @ts-expect-error -- no such kind
  expect(() => pagePath('planet', 'earth')).toThrow();
});

test('a place is the page, else the list, and nothing where ids are missing', () => {
  expect(placeOf('group', 'us-east-1_a', 'editors')).toBe('/user-pools/us-east-1_a/groups/editors');
  expect(placeOf('group', 'editors')).toBeUndefined();
  expect(placeOf('resource-server', 'us-east-1_a', 'films')).toBe('/user-pools/us-east-1_a/resource-servers');
  expect(placeOf('resource-server', 'films')).toBeUndefined();
  expect(placeOf('domain', 'my-domain')).toBeUndefined();
  expect(placeOf('workspace')).toBe('/settings');
  expect(placeOf('account', 'x')).toBeUndefined();
});

test('the subject of a change leads to its page, a part of a pool by the pool before the first slash', () => {
  expect(placeOfSubject('user-pool', 'us-east-1_a')).toBe('/user-pools/us-east-1_a/overview');
  expect(placeOfSubject('group', 'us-east-1_a/film/crew')).toBe('/user-pools/us-east-1_a/groups/film%2Fcrew');
  expect(placeOfSubject('terms', 'us-east-1_a/t1')).toBe('/user-pools/us-east-1_a/branding');
  expect(placeOfSubject('function', 'arn:aws:lambda:r:0:function:f')).toContain('/functions/arn%3A');
  expect(placeOfSubject('workspace', 'settings')).toBe('/settings');
  expect(placeOfSubject('client', 'c1'), 'the history keeps no pool for it').toBeUndefined();
  expect(placeOfSubject('account', '{}')).toBeUndefined();
});

test('every kind that the engine says to have changed has a row', () => {
  const said = sourcesBelow('electron/engine').flatMap((source) =>
    [...source.matchAll(/(?:\bchanged\(|changes: \[\{ kind: )'([a-z-]+)'/g)].map(([, kind = '']) => kind),
  );
  for (const kind of ['user-pool', 'upload', 'domain', 'run']) expect(said).toContain(kind);
  expect(said.filter((kind) => !isResourceKind(kind))).toEqual([]);
});

test.each(RESOURCE_KINDS)('the addresses of %s are routes of the console', (kind) => {
  const { page, listPage, createPage } = resources[kind];
  for (const address of [page, listPage, createPage]) {
    if (address === undefined) continue;
    const [path = ''] = address.split('?');
    expect(
      routes.some((route) => matchPath(route, path) !== null),
      path,
    ).toBe(true);
    // A tab of a pool's page is one of those that the page has.
    const tab = /^\/user-pools\/:poolId\/([a-z-]+)$/.exec(path)?.[1];
    if (tab !== undefined && !tab.startsWith('create-')) expect(POOL_TABS).toContain(tab);
  }
});

test('an address that no page has is no route', () => {
  expect(routes.some((route) => matchPath(route, '/planets/earth') !== null)).toBe(false);
});

const routes = sourcesBelow('renderer/pages', /\/pages\.tsx$/).flatMap((source) =>
  [...source.matchAll(/\bpath: '([^']+)'/g)].map(([, path = '']) => path),
);

function sourcesBelow(folder: string, named = /\.tsx?$/): readonly string[] {
  const root = new URL(`../../${folder}/`, import.meta.url);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => named.test(`/${file}`))
    .map((file) => readFileSync(new URL(file, root), 'utf8'));
}

test('words keep the capitals of names and begin with one', () => {
  expect(kindWords('iam-user')).toBe('IAM user');
  expect(kindWords('policy', 2)).toBe('policies');
  expect(kindTitle('user-pool')).toBe('User pool');
  expect(kindTitle('api', 0)).toBe('APIs');
});

test('only kinds with a row are kinds', () => {
  expect(isResourceKind('upload')).toBe(true);
  expect(isResourceKind('planet')).toBe(false);
  expect(isResourceKind('constructor')).toBe(false);
});
