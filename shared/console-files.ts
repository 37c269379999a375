/**
 * What the console's files are sent with, whoever sends them: the window's `app:` protocol or the HTTP listener.
 */

/** Nothing from elsewhere, nothing inline. Fonts, small images and previews of stored films are `data:`. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The headers of every answer of the console's origin: its files, redirects and refusals. */
export const CONSOLE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff: 'font/woff',
  woff2: 'font/woff2',
  txt: 'text/plain; charset=utf-8',
  md: 'text/plain; charset=utf-8',
};

/**
 * The headers that a file of the console is sent with, by its path below the console's folder, with `/`.
 *
 * @returns undefined for a file of a kind that the console has not: it is not sent
 */
export function headersOfFile(path: string): Readonly<Record<string, string>> | undefined {
  const kind = /\.(\w+)$/.exec(path)?.[1] ?? '';
  if (!Object.hasOwn(CONTENT_TYPES, kind)) return undefined;
  // A name that carries a hash of the content never means another one.
  const isHashed = /(^|\/)assets\/.+-[\w-]{8}\.\w+$/.test(path);
  return {
    ...CONSOLE_HEADERS,
    'content-type': CONTENT_TYPES[kind] as string,
    'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}
