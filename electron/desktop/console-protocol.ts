/** `app://console`: the console's files, and nothing else of the disk, under a strict policy. */
import { readFile } from 'node:fs/promises';
import { join, normalize, sep } from 'node:path';
import { protocol } from 'electron';
import { CONSOLE_HEADERS, headersOfFile } from '../../shared/console-files.ts';

export const CONSOLE_URL = 'app://console/index.html';

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
  const headers = file === undefined ? undefined : headersOfFile(file.split(sep).join('/'));
  if (file === undefined || headers === undefined) return refusal(404);
  try {
    return new Response(await readFile(file), { headers });
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

const refusal = (status: number): Response =>
  new Response('', { status, headers: { ...CONSOLE_HEADERS, 'cache-control': 'no-cache' } });
