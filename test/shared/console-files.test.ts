import { expect, test } from 'vitest';
import { CONSOLE_HEADERS, CONTENT_SECURITY_POLICY, headersOfFile } from '../../shared/console-files.ts';

test('the policy allows nothing that is not named, nothing unsafe, nothing from elsewhere', () => {
  expect(CONTENT_SECURITY_POLICY).toMatch(/^default-src 'none';/);
  expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|\*|https?:|blob:/);
});

test.each([
  ['index.html', 'text/html; charset=utf-8', 'no-cache'],
  ['/icon.svg', 'image/svg+xml', 'no-cache'],
  ['/assets/app-abcdef12.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
  ['/opt/app/renderer/assets/app-abcdef12.css', 'text/css; charset=utf-8', 'public, max-age=31536000, immutable'],
  ['/assets/app.js', 'text/javascript; charset=utf-8', 'no-cache'],
])('%s is sent as %s, %s', (path, type, cache) => {
  expect(headersOfFile(path)).toEqual({ ...CONSOLE_HEADERS, 'content-type': type, 'cache-control': cache });
});

test.each(['/assets/app.js.map', '/secret.db', '/index', '/html', '/x.constructor', ''])('%s is not sent', (path) => {
  expect(headersOfFile(path)).toBeUndefined();
});
