import { expect, test } from 'vitest';
import { hostAllowed, hostnameOf, pageOf } from '../../../electron/engine/doors/http/rules.ts';

const closed = { open: false, allowed: [] };

for (const host of [
  'localhost',
  'localhost:9229',
  '127.0.0.1:9229',
  '127.8.8.8',
  '[::1]:9229',
  '[::1]',
  'streaming.auth.localhost:9229',
  'LOCALHOST',
  'bucket.localhost',
])
  test(`the host ${host} is this machine`, () => {
    const hostname = hostnameOf(host);
    expect(hostname !== undefined && hostAllowed(hostname, closed)).toBe(true);
  });

for (const host of [
  'evil.example',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  'notlocalhost',
  '10.0.0.1',
  '[fe80::1]',
  '169.254.169.254',
])
  test(`the host ${host} is not`, () => {
    const hostname = hostnameOf(host);
    expect(hostname !== undefined && hostAllowed(hostname, closed)).toBe(false);
  });

for (const host of [
  undefined,
  '',
  'a b',
  'user@localhost',
  'localhost/x',
  'localhost:99999999',
  '[::1',
  'loc\u0000alhost',
])
  test(`${JSON.stringify(host)} is no host`, () => {
    expect(hostnameOf(host)).toBe(undefined);
  });

test('an open listener answers to addresses and to the names it was given', () => {
  const rule = { open: true, allowed: ['poolkeeper'] };
  expect(hostAllowed('10.0.0.1', rule)).toBe(true);
  expect(hostAllowed('fe80::1', rule)).toBe(true);
  expect(hostAllowed('poolkeeper', rule)).toBe(true);
  expect(hostAllowed('evil.example', rule)).toBe(false);
});

test('a page is recognised by its origin', () => {
  const host = 'localhost:9229';
  expect(pageOf({ host })).toBe('none');
  expect(pageOf({ host, 'sec-fetch-site': 'same-origin' })).toBe('same');
  expect(pageOf({ host, 'sec-fetch-site': 'cross-site' })).toBe('foreign');
  expect(pageOf({ host, origin: 'http://localhost:9229' })).toBe('same');
  expect(pageOf({ host, origin: 'http://localhost:3000' })).toBe('local');
  expect(pageOf({ host, origin: 'http://127.0.0.1:9229' })).toBe('local');
  expect(pageOf({ host, origin: 'https://app.localhost' })).toBe('local');
  expect(pageOf({ host, origin: 'https://evil.example' })).toBe('foreign');
  expect(pageOf({ host, origin: 'https://localhost.evil.example' })).toBe('foreign');
  expect(pageOf({ host, origin: 'null' })).toBe('foreign');
  expect(pageOf({ host, origin: 'file://' })).toBe('foreign');
});
