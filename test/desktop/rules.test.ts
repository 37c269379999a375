/** The shell's rules alone: links, addresses of the console, sizes of inputs. */
import { expect, test, vi } from 'vitest';

// These rules use nothing of Electron, but their files import it.
vi.mock('electron', () => import('./fake-electron/electron.ts'));

const { mayOpenOutside } = await import('../../electron/desktop/guards.ts');
const { isConsole } = await import('../../electron/desktop/console-protocol.ts');
const { measure } = await import('../../electron/desktop/measure.ts');

test.each([
  ['https://docs.aws.amazon.com/cognito/latest/developerguide/', true],
  ['https://www.rfc-editor.org/rfc/rfc7519#section-4.1', true],
  ['http://docs.aws.amazon.com/', false],
  ['https://docs.aws.amazon.com@evil.example/', false],
  ['https://user:secret@example.com/', false],
  ['https://localhost/', false],
  ['https://[::1]/', false],
  ['file:///etc/passwd', false],
  ['javascript:alert(1)', false],
  ['smb://server/share', false],
  ['ms-settings:privacy', false],
  ['not an address', false],
  [`https://example.com/${'x'.repeat(3000)}`, false],
])('a link to %s opens outside: %s', (address, opens) => {
  expect(mayOpenOutside(address)).toBe(opens);
});

test.each([
  ['app://console/index.html', true],
  ['app://console', true],
  ['app://console/index.html#/user-pools', true],
  ['app://console.evil.example/', false],
  ['app://evil@console/', false],
  ['app://consoleevil/', false],
  ['https://console/', false],
  ['https://app//console/', false],
  ['', false],
])('%s is the console: %s', (address, is) => {
  expect(isConsole(address)).toBe(is);
});

test('sizes count strings, names and bytes, to the limit and not beyond', () => {
  expect(measure('abcd', 4)).toBe(4);
  expect(measure('abcde', 4)).toBeUndefined();
  expect(measure({ ab: 'cd' }, 100)).toBe(8 + 2 + 2);
  expect(measure(new Uint8Array(50), 100)).toBe(50);
  expect(measure(new Uint8Array(101), 100)).toBeUndefined();
  expect(measure([1, true, null, undefined], 100)).toBe(5 * 8);
  expect(measure(undefined, 100)).toBe(8);
});

test.each([
  ['a date', new Date()],
  ['a map', new Map()],
  ['a function', () => 1],
  ['a symbol', Symbol('x')],
  ['a large integer', 1n],
  ['an object of a class', new (class Thing {})()],
  ['one of these inside', { list: [{ at: new Date() }] }],
])('%s is no plain data', (_what, value) => {
  expect(measure(value, 1000)).toBeUndefined();
});

test('what holds itself is refused rather than followed for ever', () => {
  const ring: Record<string, unknown> = {};
  ring['self'] = ring;
  expect(measure(ring, 1_000_000)).toBeUndefined();
});
