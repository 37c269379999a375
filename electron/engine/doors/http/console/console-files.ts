import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { headersOfFile } from '../../../../../shared/console-files.ts';
import { send, type Exchange } from '../exchange.ts';

/**
 * The built console's files by their path on the wire.
 *
 * The list is taken once: a path that is not on it names no file, however it is spelled. Files of other kinds than
 * the console's, such as source maps, are not on it.
 */
export class ConsoleFiles {
  readonly #files = new Map<string, string>();

  constructor(folder: string) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      const address = `/${relative(folder, path).split(sep).join('/')}`;
      if (entry.isFile() && headersOfFile(address) !== undefined) this.#files.set(address, path);
    }
    const index = this.#files.get('/index.html');
    if (index !== undefined) this.#files.set('/', index);
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  async send(exchange: Exchange): Promise<void> {
    const path = this.#files.get(exchange.path) as string;
    send(
      exchange,
      200,
      { ...headersOfFile(exchange.path === '/' ? '/index.html' : exchange.path) },
      await readFile(path),
    );
  }
}
