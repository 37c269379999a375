/** `app://console`: the console's files, and nothing else of the disk, under a strict policy. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';

export const CONSOLE_URL = 'app://console/index.html';

/** No `unsafe-*`, nothing from elsewhere. Fonts and small images of the design system are `data:`. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  // A film of a bucket is looked at as `data:`.
  "media-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** Makes `app:` a standard and secure scheme. Electron wants this before it is ready. */
export function registerConsoleScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves `folder` on `app://console`. */
export function serveConsole(folder: string): void {
  protocol.handle('app', (request) => answer(folder, request));
}

/** True for a page of the console: by its parsed scheme and host, never by how its address begins. */
export function isConsole(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol: scheme, host, username, password } = new URL(address);
  return scheme === 'app:' && host === 'console' && username === '' && password === '';
}

async function answer(folder: string, request: Request): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405);
  if (!isConsole(request.url)) return refusal(404);
  const file = fileOf(folder, new URL(request.url).pathname);
  const type = file === undefined ? undefined : TYPES[extname(file)];
  if (file === undefined || type === undefined) return refusal(404);
  try {
    return new Response(await readFile(file), { headers: headersFor(type) });
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR'))
      return refusal(404);
    throw error;
  }
}

/** The file an address names, or undefined where it would stand outside the folder. */
function fileOf(folder: string, path: string): string | undefined {
  let plain: string;
  try {
    plain = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  if (plain.includes('\0') || plain.includes('\\')) return undefined;
  const file = normalize(join(folder, plain === '/' ? 'index.html' : plain));
  return file.startsWith(folder.endsWith(sep) ? folder : folder + sep) ? file : undefined;
}

const headersFor = (type: string): Record<string, string> => ({
  'content-type': type,
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-cache',
});

const refusal = (status: number): Response =>
  new Response('', { status, headers: headersFor('text/html; charset=utf-8') });
