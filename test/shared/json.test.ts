import { expect, test } from 'vitest';
import { counted } from '../../renderer/lib/words.ts';
import { isObject, objectOf } from '../../shared/json.ts';

test.each([[{}], [{ a: 1 }], [Object.create(null)]])('%j is an object', (value) => {
  expect(isObject(value)).toBe(true);
  expect(objectOf(value)).toBe(value);
});

test.each([[null], [undefined], [[]], [['a']], ['{}'], [0], [true], [() => 0]])('%j is none', (value) => {
  expect(isObject(value)).toBe(false);
  expect(objectOf(value)).toEqual({});
});

test('a count stands with its word in the right number', () => {
  expect(counted(1, 'key')).toBe('1 key');
  expect(counted(0, 'key')).toBe('0 keys');
  expect(counted(2, 'identity', 'identities')).toBe('2 identities');
});
