import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { touches } from '../../renderer/client/touches.ts';
import type { Change } from '../../shared/contract.ts';
import { isStaleAfter, RESOURCE_KINDS } from '../../shared/resources.ts';

const POOL = 'us-east-1_A';
const user: Change = { kind: 'user', parent: POOL, id: 'ana' };
const upload: Change = { kind: 'upload', parent: 'photos', id: 'u1' };
const object: Change = { kind: 'object', parent: 'photos', id: 'a.png' };

test('a change makes stale what it touched in its own pool, and nothing in another', () => {
  expect(touches(user, 'cognito-idp', 'ListUsers', { UserPoolId: POOL })).toBe(true);
  expect(touches(user, 'cognito-idp', 'ListUsers', { UserPoolId: 'us-east-1_B' })).toBe(false);
  expect(touches(user, 'cognito-idp', 'ListGroups', { UserPoolId: POOL })).toBe(false);
  expect(touches({ kind: 'user-pool', id: POOL }, 'cognito-idp', 'ListUserPools', { MaxResults: 60 })).toBe(true);
});

test('an operation of the same name in another service stays', () => {
  expect(touches(user, 'iam', 'ListUsers', {})).toBe(false);
  expect(touches({ kind: 'iam-user', id: 'ana' }, 'cognito-idp', 'ListUsers', { UserPoolId: POOL })).toBe(false);
});

test('a change in a user pool reaches answers that name another container or none', () => {
  expect(touches(user, 'poolkeeper', 'PreviewRole', { IdentityPoolId: 'us-east-1:p' })).toBe(true);
  expect(touches(user, 'poolkeeper', 'DescribeWorkspace', {})).toBe(true);
  expect(touches(user, 'poolkeeper', 'DescribeWorkspace', undefined)).toBe(true);
});

test('a multipart upload makes its bucket’s uploads stale and nothing else', () => {
  expect(touches(upload, 's3', 'ListMultipartUploads', { Bucket: 'photos' })).toBe(true);
  expect(touches(upload, 's3', 'ListMultipartUploads', { Bucket: 'films' })).toBe(false);
  for (const [service, operation] of consoleReads()) expect(touches(upload, service, operation, {})).toBe(false);
});

test('the tags of an object are read again when it changes', () => {
  expect(touches(object, 's3', 'GetObjectTagging', { Bucket: 'photos', Key: 'a.png' })).toBe(true);
  expect(touches(object, 's3', 'GetObjectTagging', { Bucket: 'films', Key: 'a.png' })).toBe(false);
});

/** Reading operations of the console whose answers no change of a resource touches, and why. */
const UNAFFECTED: Readonly<Record<string, string>> = {
  'poolkeeper InspectToken': 'is asked every five seconds: time decides too',
  'poolkeeper ListScenarios': 'is part of the program',
  'poolkeeper ReadKeySet': 'goes by its input alone',
  'poolkeeper ReadSamlMetadata': 'goes by its input alone',
  'poolkeeper SampleEvent': 'is a draft to begin with: read again, it would undo what was typed',
};

test.each(consoleReads().map(([service, operation]) => `${service} ${operation}`))(
  '%s is read again after a change of some kind',
  (name) => {
    const [service = '', operation = ''] = name.split(' ');
    const kinds = RESOURCE_KINDS.filter((kind) => isStaleAfter(kind, service, operation));
    if (UNAFFECTED[name] === undefined) expect(kinds).not.toEqual([]);
    else expect(kinds, 'no change touches it, as the table says').toEqual([]);
  },
);

test('every exception is an operation that the console reads', () => {
  const names = consoleReads().map(([service, operation]) => `${service} ${operation}`);
  expect(Object.keys(UNAFFECTED).filter((name) => !names.includes(name))).toEqual([]);
});

/** Every operation that a page keeps current, by the hooks and queries in the console's sources. */
function consoleReads(): readonly (readonly [service: string, operation: string])[] {
  const folder = new URL('../../renderer/', import.meta.url);
  const found = new Map<string, readonly [string, string]>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(file)) continue;
    const source = readFileSync(new URL(file, folder), 'utf8');
    for (const [, service = '', operation = ''] of source.matchAll(
      /(?:\b(?:useCall|useList|ask)\(\s*|queryKey: \[)'([\w-]+)',\s*'(\w+)'/g,
    ))
      found.set(`${service} ${operation}`, [service, operation]);
  }
  return [...found.values()];
}
