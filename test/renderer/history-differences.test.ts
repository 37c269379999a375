import { expect, test } from 'vitest';
import { differences } from '../../renderer/pages/history/differences.ts';

const policy = (Action: string, Resource = '*'): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] });

test('nested settings are named by their path, what is equal is left out', () => {
  expect(differences({ a: { b: 1, c: 2 }, d: 'x' }, { a: { b: 1, c: 3 }, d: 'x' })).toEqual([
    { name: 'a.c', before: 2, after: 3 },
  ]);
});

test('policies are compared as what they say, not as their text', () => {
  expect(differences({ Document: policy('s3:GetObject') }, { Document: policy('s3:PutObject') })).toEqual([
    { name: 'Document.Statement.0.Action', before: 's3:GetObject', after: 's3:PutObject' },
  ]);
  const spaced = JSON.stringify(JSON.parse(policy('s3:GetObject')), undefined, 2);
  expect(differences({ Document: policy('s3:GetObject') }, { Document: spaced })).toEqual([]);
});

test('lists of another length, text that is no JSON, and what came or went stand as they are', () => {
  expect(differences({ list: [{ a: 1 }] }, { list: [{ a: 1 }, { a: 2 }] })).toEqual([
    { name: 'list', before: [{ a: 1 }], after: [{ a: 1 }, { a: 2 }] },
  ]);
  expect(differences({ text: '{ no json' }, { text: '{ none' })).toEqual([
    { name: 'text', before: '{ no json', after: '{ none' },
  ]);
  expect(differences(undefined, { a: 1 })).toEqual([{ name: 'a', before: undefined, after: 1 }]);
});
